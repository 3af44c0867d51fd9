"""In Numba: one path after the other in plain loops, compiled."""

from math import exp, floor, log, sqrt

import numba
import numpy as np
from numpy.typing import NDArray

from bench.rivals.draws import BASE, CORRELATED, GROWTH, VARIATION
from bench.rivals.numpy_version import BASE_DAY, QUANTILES
from bench.rivals.step import END_OF_SHARE
from bench.rivals.terms import Q95, SERIES, months, outage_per_day, waits, year_after, years

Reals = NDArray[np.float64]
MONTHS = 120
NEVER = 4e6


def run(paths: int, seed: int, *, fans: bool) -> tuple[Reals, Reals | None]:
    """As `numpy_version.run`."""
    c = months()
    middle = c.years_to_middle - years(BASE_DAY)
    calendar = np.stack([c.start, c.end, c.days, c.part_of_year, middle, c.years_to_end], axis=1)
    drivers = np.array([[*GROWTH[n], VARIATION[n], BASE[n], CORRELATED.get(n, 0.0)] for n in BASE])
    events = np.array(
        [[w.chance, w.mean, w.deviation] for w in (waits()[n] for n in ("proven", "verified", "listing"))]
    )
    first, later = year_after()
    kept = np.empty((len(SERIES), MONTHS, paths if fans else 0), np.float32)
    outage = (np.log1p(-outage_per_day()), float(first))
    totals = _paths(paths, seed, calendar, (drivers, events, outage, later), kept)
    if not fans:
        return totals / paths, None
    means = kept.mean(axis=2, dtype=np.float64)
    kept.sort(axis=2)
    places = [round(q / 100 * (paths - 1)) for q in QUANTILES]
    return totals / paths, np.concatenate([kept[:, :, places], means[:, :, None]], axis=2).astype(float)


@numba.njit
def _after(wait, begins):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    days = np.rint(exp(wait[1] + wait[2] * np.random.normal()))  # noqa: NPY002 - what Numba compiles
    return min(begins + days, NEVER) if np.random.random() < wait[0] and begins < NEVER else NEVER  # noqa: NPY002


@numba.njit
def _within(month, first, last):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    return max(min(last, month[1]) - max(first, month[0]), 0.0) / month[2]


@numba.njit
def _paths(paths, seed, calendar, terms, kept):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    drivers, events, outage_terms, later = terms
    np.random.seed(seed)  # noqa: NPY002
    totals = np.zeros(20)
    p = np.zeros(20)
    growth, walk, own, level = np.zeros(3), np.zeros(3), np.zeros(3), np.zeros(3)
    for path in range(paths):
        for i in range(3):
            low, high = log(drivers[i, 0]), log(drivers[i, 1])
            rate = exp((low + high) / 2 + (high - low) / (2 * Q95) * np.random.normal())  # noqa: NPY002
            growth[i], walk[i] = log(1 + rate), 0.0
        today = calendar[0, 0]
        verified = _after(events[1], _after(events[0], today))
        listing = _after(events[2], today)
        outage = min(today + floor(log(np.random.random()) / outage_terms[0]), NEVER)  # noqa: NPY002
        place = int(outage - outage_terms[1])
        year_later = later[place] if place < len(later) else NEVER
        share_paid = share_due = royalty_base = licence_due = least_due = brand_due = brand_year = recoup_due = 0.0
        recouped = rebate_due = profit = first_tier = fund_has = floor_due = bought_all = needed = taken = bank = 0.0
        value_reached = revenue_reached = False
        for k in range(MONTHS):
            m = calendar[k]
            root = sqrt(m[5] - (calendar[k - 1, 5] if k else 0.0))
            for i in range(3):
                own[i] = np.random.normal()  # noqa: NPY002
                shared = drivers[i, 4]
                walk[i] += root * (shared * own[0] + sqrt(1 - shared * shared) * own[i] if i else own[0])
                time, days = (m[5], 1.0) if i == 2 else (m[4], m[2])
                sigma = drivers[i, 2]
                power = growth[i] * time + sigma * walk[i] - sigma * sigma / 2 * m[5]
                level[i] = drivers[i, 3] * days * exp(power)
            revenue, need, value = level[0], level[1], level[2]
            p[:] = 0.0
            share_due += 0.15 * revenue * _within(m, 0.0, min(verified, END_OF_SHARE))
            royalty_base += revenue
            licence_due += 0.02 * need
            least_due += 150e6 * m[3]
            brand_due += 0.005 * revenue
            if k >= 12:
                recoup_due += 0.02 * revenue
            floor_due += 0.003 * revenue
            if k % 3 == 2:
                p[0] = min(share_due, max(15e9 - share_paid, 0.0))
                share_paid += p[0]
                p[3] = min(brand_due, max(100e6 - brand_year, 0.0))
                brand_year += p[3]
                back = min(recoup_due, 500e6 - recouped) if k >= 12 else 0.0
                recouped += back
                p[5] = recoup_due - back
                p[19] = max(floor_due, 10e6)
                share_due = brand_due = recoup_due = floor_due = 0.0
            p[4] = 500e6 if k == 2 else 0.0
            p[6] = 0.6 * need * _within(m, 0.0, listing)
            p[7] = 0.35 * need * _within(m, listing, NEVER)
            p[8] = 0.25 * need
            p[10] = 20e6 if value < 250e9 else 0.0
            p[11] = 8e6 * _within(m, 0.0, outage)
            p[12] = 0.03 * need * _within(m, outage, year_later)
            if value >= 500e9 and not value_reached:
                p[13], value_reached = 1e9, True
            if revenue >= 40e9 * m[3] and not revenue_reached:
                p[14], revenue_reached = 400e6, True
            if m[0] <= verified + 30 < m[1]:
                p[15] = 2e9
            if m[0] <= listing < m[1]:
                p[16] = 0.01 * value
            if need >= 10e9 * m[3]:
                rebate_due += 0.04 * need
            profit += 0.1 * (revenue - need)
            bought = p[6] + p[7] if k < 84 else 0.0
            if k < 84:
                needed += 3e9 * m[3]
            taken += bought
            bought_all += bought
            made_up = to_fund = 0.0
            if k % 12 == 11:
                tiers = 0.01 * min(royalty_base, 10e9) + 0.0075 * min(max(royalty_base - 10e9, 0.0), 15e9)
                p[1] = tiers + 0.005 * max(royalty_base - 25e9, 0.0)
                p[2] = max(licence_due, least_due)
                p[17] = rebate_due
                left = max(profit, 0.0)
                first = min(left, max(1e9 - first_tier, 0.0))
                second = min(left - first, max(2e9 - fund_has - 0.6 * first, 0.0) / 0.75)
                to_fund = 0.6 * first + 0.75 * second + 0.2 * (left - first - second)
                p[18] = left
                first_tier += first
                fund_has += to_fund
                short = max(needed - taken, 0.0)
                made_up = min(bank, max(taken - needed, 0.0))
                bank += short - made_up
                bought_all += short - made_up
                missing = max(40e9 - bought_all, 0.0) if k == 83 else 0.0
                bought_all += missing
                p[9] = short + missing
                royalty_base = licence_due = least_due = brand_year = rebate_due = profit = needed = taken = 0.0
            totals += p
            if kept.shape[2]:
                cloud = p[0] + p[3] + p[6] + p[7] + p[11] - p[2] - p[10] - p[12] - p[13] - p[15] + p[9] - made_up
                cloud += p[18] - to_fund
                chips = p[8] + p[19] - p[14] - p[17]
                fund = p[1] + p[5] + p[16] + to_fund - p[4]
                kept[0, k, path], kept[1, k, path], kept[2, k, path] = -(cloud + chips + fund), cloud, chips
                kept[3, k, path], kept[4, k, path], kept[5, k, path] = fund, revenue, need
                kept[6, k, path], kept[7, k, path], kept[8, k, path], kept[9, k, path] = value, p[0], p[18], p[6]
    return totals
