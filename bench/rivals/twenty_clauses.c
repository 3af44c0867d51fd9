/* The deal of bench/deals/twenty_clauses.deal by hand: as many paths side by side as the machine has lanes in GCC's vector types, strict
   arithmetic. Compiled by bench/rivals/c_version.py with -O3 -march=native and without -ffast-math. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef __AVX512F__
#define LANES 8
#else
#define LANES 4 /* GCC takes wider vectors than the machine's apart into single numbers */
#endif
#define MONTHS 120
#define CLAUSES 20
#define SERIES 10
#define BLOCK 1024 /* fewer would fetch the counts of a row more often, more would not stay in the cache */
#define NEVER 4e6

typedef double real __attribute__((vector_size(8 * LANES)));
typedef int64_t mask __attribute__((vector_size(8 * LANES)));
typedef uint64_t word __attribute__((vector_size(8 * LANES)));

static inline real all(double x) { return (real){0} + x; }
static inline real pick(mask m, real a, real b) { return (real)(((mask)a & m) | ((mask)b & ~m)); }
static inline real least(real a, real b) { return pick(a < b, a, b); }
static inline real most(real a, real b) { return pick(a > b, a, b); }
static inline real plus(real a) { return most(a, all(0)); }

/* -- random words: xoshiro256+, one generator per lane ------------------------------------------------- */

typedef struct { word s[4]; } generator;

static uint64_t splitmix(uint64_t *state) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static generator seeded(uint64_t seed) {
    generator g;
    for (int lane = 0; lane < LANES; lane++)
        for (int i = 0; i < 4; i++) g.s[i][lane] = splitmix(&seed);
    return g;
}

static inline word next(generator *g) {
    word result = g->s[0] + g->s[3], t = g->s[1] << 17;
    g->s[2] ^= g->s[0];
    g->s[3] ^= g->s[1];
    g->s[1] ^= g->s[2];
    g->s[0] ^= g->s[3];
    g->s[2] ^= t;
    g->s[3] = (g->s[3] << 45) | (g->s[3] >> 19);
    return result;
}

static inline real of_small(word w) { /* whole numbers below 2**52 */
    return (real)(w | 0x4330000000000000u) - all(4503599627370496.0);
}

static inline real uniform(generator *g) { return (of_small(next(g) >> 32) + 0.5) * 0x1p-32; }

/* -- exp, log, normal ----------------------------------------------------------------------------------- */

static inline real exponential(real x) {
    const real shift = all(6755399441055744.0);
    x = least(all(700), most(all(-700), x));
    real n = x * 1.4426950408889634 + shift;
    word bits = (word)n << 52;
    n -= shift;
    real r = x - n * 0x1.62e42fee00000p-1 - n * 0x1.a39ef35793c76p-33;
    real p = all(2.510038549551032e-08);
    p = p * r + 2.7620088445409746e-07;
    p = p * r + 2.7557268459997064e-06;
    p = p * r + 2.4801521295954376e-05;
    p = p * r + 1.9841269863053618e-04;
    p = p * r + 1.3888888917213717e-03;
    p = p * r + 8.333333333330062e-03;
    p = p * r + 4.166666666662413e-02;
    p = p * r + 0.16666666666666669;
    p = p * r + 0.5000000000000001;
    return (real)((word)(1 + (r + r * r * p)) + bits);
}

static real logarithm(real x) {
    for (int lane = 0; lane < LANES; lane++) x[lane] = log(x[lane]);
    return x;
}

/* The quantile of the standard normal by pieces of degree five: 32 octaves of 16 pieces, from the caller. */
static const double *pieces;

static inline real normal(generator *g) {
    word w = next(g) >> 32;
    mask negative = (mask)(w >> 31) != 0;
    word tail = (w & 0x7fffffff);
    tail = (word)((mask)tail ^ ((mask)negative & 0x7fffffff)); /* 0 is the far tail on either side */
    real u = of_small(tail) + 0.5;
    word bits = (word)u;
    word index = ((bits >> 48) - (uint64_t)(1022u << 4));
    real t = (real)((bits & 0x0000ffffffffffffu) | 0x3ff0000000000000u) - 1.03125;
    real c[6];
    for (int lane = 0; lane < LANES; lane++)
        for (int i = 0; i < 6; i++) c[i][lane] = pieces[index[lane] * 6 + i];
    real z = ((((c[5] * t + c[4]) * t + c[3]) * t + c[2]) * t + c[1]) * t + c[0];
    return pick(negative, -z, z);
}

/* -- the deal ------------------------------------------------------------------------------------------- */

typedef struct {
    double start, end, days, part_of_year, years_to_middle, years_to_end;
} month;

typedef struct {
    double proven[3], verified[3], listing[3]; /* chance, mean and deviation of the logarithm of the wait */
    double log_no_outage;
    int64_t first_day, day_count;
    const double *year_after;
} events;

static real happens(generator *g, const double *wait, real begins) {
    const real shift = all(6755399441055744.0);
    real days = exponential(wait[1] + wait[2] * normal(g)) + shift - shift;
    mask comes = (uniform(g) < wait[0]) & (begins < NEVER);
    return pick(comes, least(begins + days, all(NEVER)), all(NEVER));
}

static inline real within(const month *m, real first, real last) {
    return plus(least(last, all(m->end)) - most(first, all(m->start))) / m->days;
}

enum {
    SHARE, ROYALTY, LICENCE, BRAND, ADVANCE, RECOUPMENT, COMPUTE_CLOUD, COMPUTE_AFTER, COMPUTE_CHIPS, COMMITMENT,
    RETAINER, SUPPORT, CREDIT, MILESTONE_VALUE, MILESTONE_REVENUE, MILESTONE_PROOF, LISTING_FEE, REBATE,
    DISTRIBUTION, FLOOR_FEE
};

/* One path per lane. totals: [CLAUSES][LANES], added to. shown: [SERIES][MONTHS] rows of `stride` floats, or null. */
static void lanes(generator *g, const month *months, const events *e, double share_end, double *totals,
                  float *shown, int64_t stride) {
    real growth[3], walk[3] = {all(0), all(0), all(0)};
    const double low[3] = {0.10, 0.15, 0.05}, high[3] = {0.40, 0.35, 0.25}, sigma[3] = {0.25, 0.30, 0.40};
    const double base[3] = {12e9 / 365, 6e9 / 365, 150e9}, shared[3] = {0, 0.6, 0.5};
    for (int i = 0; i < 3; i++) {
        double middle = (log(low[i]) + log(high[i])) / 2, spread = (log(high[i]) - log(low[i])) / (2 * 1.6448536269514722);
        growth[i] = logarithm(1 + exponential(middle + spread * normal(g)));
    }
    real today = all(months[0].start);
    real proven = happens(g, e->proven, today), verified = happens(g, e->verified, proven);
    real listing = happens(g, e->listing, today), outage = logarithm(uniform(g)) / e->log_no_outage, later;
    for (int lane = 0; lane < LANES; lane++) {
        outage[lane] = fmin(today[lane] + floor(outage[lane]), NEVER);
        int64_t place = (int64_t)outage[lane] - e->first_day;
        later[lane] = place < e->day_count ? e->year_after[place] : NEVER;
    }
    real until = least(verified, all(share_end)), proof = verified + 30;
    real zero = all(0), share_paid = zero, share_due = zero, royalty_base = zero, licence_due = zero, least_due = zero;
    real brand_due = zero, brand_year = zero, recoup_due = zero, recouped = zero, rebate_due = zero, profit = zero;
    real first_tier = zero, fund_has = zero, floor_due = zero, bought_all = zero, needed = zero, taken = zero, bank = zero;
    mask value_reached = (mask)zero, revenue_reached = (mask)zero;
    for (int k = 0; k < MONTHS; k++) {
        const month *m = months + k;
        double root = sqrt(m->years_to_end - (k ? m[-1].years_to_end : 0));
        real own[3] = {normal(g), normal(g), normal(g)}, level[3];
        for (int i = 0; i < 3; i++) {
            walk[i] += root * (i ? shared[i] * own[0] + sqrt(1 - shared[i] * shared[i]) * own[i] : own[0]);
            double years = i == 2 ? m->years_to_end : m->years_to_middle, days = i == 2 ? 1 : m->days;
            level[i] = base[i] * days * exponential(growth[i] * years + sigma[i] * walk[i] - sigma[i] * sigma[i] / 2 * m->years_to_end);
        }
        real revenue = level[0], need = level[1], value = level[2], p[CLAUSES];
        int quarter = k % 3 == 2, year = k % 12 == 11;
        share_due += 0.15 * revenue * within(m, zero, until);
        royalty_base += revenue;
        licence_due += 0.02 * need;
        least_due += 150e6 * m->part_of_year;
        brand_due += 0.005 * revenue;
        if (k >= 12) recoup_due += 0.02 * revenue;
        floor_due += 0.003 * revenue;
        p[SHARE] = p[BRAND] = p[RECOUPMENT] = p[FLOOR_FEE] = zero;
        if (quarter) {
            p[SHARE] = least(share_due, plus(15e9 - share_paid));
            share_paid += p[SHARE];
            p[BRAND] = least(brand_due, plus(100e6 - brand_year));
            brand_year += p[BRAND];
            real back = k >= 12 ? least(recoup_due, 500e6 - recouped) : zero;
            recouped += back;
            p[RECOUPMENT] = recoup_due - back;
            p[FLOOR_FEE] = most(floor_due, all(10e6));
            share_due = brand_due = recoup_due = floor_due = zero;
        }
        p[ADVANCE] = all(k == 2 ? 500e6 : 0);
        p[COMPUTE_CLOUD] = 0.6 * need * within(m, zero, listing);
        p[COMPUTE_AFTER] = 0.35 * need * within(m, listing, all(NEVER));
        p[COMPUTE_CHIPS] = 0.25 * need;
        p[RETAINER] = pick(value < 250e9, all(20e6), zero);
        p[SUPPORT] = 8e6 * within(m, zero, outage);
        p[CREDIT] = 0.03 * need * within(m, outage, later);
        mask big = value >= 500e9, many = revenue >= 40e9 * m->part_of_year;
        p[MILESTONE_VALUE] = pick(big & ~value_reached, all(1e9), zero);
        p[MILESTONE_REVENUE] = pick(many & ~revenue_reached, all(400e6), zero);
        value_reached |= big;
        revenue_reached |= many;
        p[MILESTONE_PROOF] = pick((proof >= m->start) & (proof < m->end), all(2e9), zero);
        p[LISTING_FEE] = pick((listing >= m->start) & (listing < m->end), 0.01 * value, zero);
        rebate_due += pick(need >= 10e9 * m->part_of_year, 0.04 * need, zero);
        profit += 0.1 * (revenue - need);
        real bought = k < 84 ? p[COMPUTE_CLOUD] + p[COMPUTE_AFTER] : zero, made_up = zero, to_fund = zero;
        if (k < 84) needed += 3e9 * m->part_of_year;
        taken += bought;
        bought_all += bought;
        p[ROYALTY] = p[LICENCE] = p[REBATE] = p[DISTRIBUTION] = p[COMMITMENT] = zero;
        if (year) {
            p[ROYALTY] = 0.01 * least(royalty_base, all(10e9)) + 0.0075 * least(plus(royalty_base - 10e9), all(15e9)) +
                         0.005 * plus(royalty_base - 25e9);
            p[LICENCE] = most(licence_due, least_due);
            p[REBATE] = rebate_due;
            real left = plus(profit), first = least(left, plus(1e9 - first_tier)), fund = 0.6 * first;
            real second = least(left - first, plus(2e9 - fund_has - fund) / 0.75);
            to_fund = fund + 0.75 * second + 0.2 * (left - first - second);
            p[DISTRIBUTION] = left;
            first_tier += first;
            fund_has += to_fund;
            real lacking = plus(needed - taken);
            made_up = least(bank, plus(taken - needed));
            bank += lacking - made_up;
            bought_all += lacking - made_up;
            real missing = k == 83 ? plus(40e9 - bought_all) : zero;
            bought_all += missing;
            p[COMMITMENT] = lacking + missing;
            royalty_base = licence_due = least_due = brand_year = rebate_due = profit = needed = taken = zero;
        }
        for (int c = 0; c < CLAUSES; c++) *(real *)(totals + c * LANES) += p[c];
        if (shown) {
            real cloud = p[SHARE] + p[BRAND] + p[COMPUTE_CLOUD] + p[COMPUTE_AFTER] + p[SUPPORT] - p[LICENCE] - p[RETAINER] -
                         p[CREDIT] - p[MILESTONE_VALUE] - p[MILESTONE_PROOF] + p[COMMITMENT] - made_up + p[DISTRIBUTION] - to_fund;
            real chips = p[COMPUTE_CHIPS] + p[FLOOR_FEE] - p[MILESTONE_REVENUE] - p[REBATE];
            real fund = p[ROYALTY] + p[RECOUPMENT] + p[LISTING_FEE] + to_fund - p[ADVANCE];
            real series[SERIES] = {-(cloud + chips + fund), cloud, chips, fund, revenue, need, value, p[SHARE], p[DISTRIBUTION], p[COMPUTE_CLOUD]};
            for (int s = 0; s < SERIES; s++)
                for (int lane = 0; lane < LANES; lane++) shown[(s * MONTHS + k) * stride + lane] = (float)series[s][lane];
        }
    }
}

/* -- many paths ----------------------------------------------------------------------------------------- */

/* Paths in whole blocks. totals: [CLAUSES]. With `counts`: [SERIES * MONTHS][bins] between low and high, and
   sums: [SERIES * MONTHS]; cells beyond the ends go to the first and the last bin. */
void run(int64_t paths, uint64_t seed, const double *table, const month *months, const events *e, double share_end,
         double *totals, const double *low, const double *high, int64_t bins, uint32_t *counts, double *sums) {
    static _Thread_local float shown[SERIES * MONTHS * BLOCK];
    double by_lane[CLAUSES * LANES] __attribute__((aligned(64))) = {0};
    generator g = seeded(seed);
    pieces = table;
    for (int64_t block = 0; block < paths; block += BLOCK) {
        for (int64_t first = 0; first < BLOCK; first += LANES)
            lanes(&g, months, e, share_end, by_lane, counts ? shown + first : 0, BLOCK);
        if (!counts) continue;
        for (int row = 0; row < SERIES * MONTHS; row++) {
            double scale = high[row] > low[row] ? (double)bins / (high[row] - low[row]) : 0, sum = 0;
            int32_t cells[BLOCK];
            const float *x = shown + row * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                double at = ((double)x[i] - low[row]) * scale;
                at = at > 0 ? at : 0;
                cells[i] = (int32_t)(at < (double)(bins - 1) ? at : (double)(bins - 1));
            }
            double part[8] = {0}; /* the compiler may not reorder one sum */
            for (int i = 0; i < BLOCK; i++) part[i % 8] += x[i];
            for (int i = 0; i < 8; i++) sum += part[i];
            uint32_t *here = counts + row * bins;
            for (int i = 0; i < BLOCK; i += 4) {
                __builtin_prefetch(here + bins + i * bins / BLOCK, 1); /* the next row's */
                for (int j = i; j < i + 4; j++) here[cells[j]]++;
            }
            sums[row] += sum;
        }
    }
    for (int c = 0; c < CLAUSES; c++) {
        totals[c] = 0;
        for (int lane = 0; lane < LANES; lane++) totals[c] += by_lane[c * LANES + lane];
    }
}
