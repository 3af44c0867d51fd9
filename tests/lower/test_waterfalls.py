"""Distributions: once or again and again, loans repaid, hurdles, catch-up, preferences; laws with planted faults."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes import preferences, tier_bounds
from termwise.lower.passes.preferences import ShareClass
from termwise.view.ranks import Ranked, ranks
from tests.generated.agreement import compared
from tests.lower.reading import ledger, paid, program_of, run_of
from tests.searching import examples

M = 10**6

PROFIT = "driver profit in USD per year\n    known 2025 10m, 2026 20m, 2027 30m, 2028 366m\n"
PROCEEDS = "driver proceeds in USD\n    known 2025-01-01 {amount} USD\n"


def received(text: str, clause: str = "x") -> dict[str, Fraction]:
    """What each party receives under a clause in all."""
    found: dict[str, Fraction] = {}
    for _, name, _, payee, amount in ledger(run_of(text)):
        if name == clause:
            found[payee] = found.get(payee, Fraction(0)) + amount
    return found


# -- once, bounded, deducted -------------------------------------------------------------------------


def test_proceeds_are_distributed_on_the_day_of_an_event() -> None:
    text = PROCEEDS.format(amount=9 * M) + "clause x\n    a distributes proceeds when ipo\n        then b 60%, c 40%\n"
    assert paid(text, ipo="2026-05-05") == {"2026-05-05": 9 * M}
    assert paid(text, ipo=None) == {}


def test_what_is_distributed_is_less_what_is_deducted_and_at_most_the_cap() -> None:
    rows = "        then b 100%\n    deducts 2m\n    cap 15m in total\n"
    assert paid(PROFIT + "clause x\n    a distributes profit yearly\n" + rows) == {
        "2025-12-31": 8 * M,
        "2026-12-31": 7 * M,
    }


def test_parts_that_are_rounded_up_come_to_no_more_than_the_cap() -> None:
    text = PROFIT + "clause x\n    a distributes profit yearly\n        then b 33%, c 67%\n    rounded to 7 up\n"
    assert received(text + "    cap 25m in total\n") == {"b": 8_250_004, "c": 25 * M - 8_250_004}
    thirds = "        then b 33%, c 33%, a 34%\n    rounded to 1000 down\n    cap 25m in total\n"
    kept = PROFIT + "clause x\n    a distributes profit yearly\n" + thirds
    assert received(kept) == {"b": 8_250_000, "c": 8_250_000}


def test_what_the_payer_keeps_is_no_payment() -> None:
    text = PROFIT + "clause x\n    a distributes profit yearly\n        then b 30%, a 70%\n"
    assert received(text) == {"b": Fraction(30, 100) * 426 * M}


def test_what_is_per_time_is_not_distributed_once() -> None:
    program = program_of(PROFIT + "clause x\n    a distributes profit on 2026-01-01\n        then b 100%\n")
    assert program.left_out == (("x", "`profit` is per time, and it is distributed once"),)


# -- loans -------------------------------------------------------------------------------------------

LOAN = "clause note\n    b lends a 10m on 2025-01-01\n        interest 10% per year\n"


def test_a_loan_is_paid_out_and_repaid_on_its_last_day() -> None:
    text = LOAN + "        exit fee 300k\n        repaid by 2027-01-01\n"
    assert ledger(run_of(text)) == [
        ("2025-01-01", "note", "b", "a", Fraction(10 * M)),
        ("2027-01-01", "note", "a", "b", Fraction(12_300_000)),
    ]


def test_distributions_repay_a_loan_with_interest_first() -> None:
    """1m of interest a year on 10m: 10m of 2025 pay 1m and 9m of the loan; 2026 the last 1m with 100k of interest."""
    text = (
        PROFIT + LOAN + "        repaid by 2027-12-31\n"
        "clause x\n    a distributes profit yearly\n        until note is repaid: b 100%\n        then c 100%\n"
    )
    rows = {(day[:4], payee): amount for day, name, _, payee, amount in ledger(run_of(text, "yearly")) if name == "x"}
    day = Fraction(10**7, 3650)
    first = 10 * M
    owed = 10 * M + 364 * day - first  # the distribution falls due on 31 December, a day before the year is over
    assert rows[("2025", "b")] == first
    assert rows[("2026", "b")] == owed * (1 + Fraction(365, 3650))
    assert rows[("2026", "b")] + rows[("2026", "c")] == 20 * M
    assert [row for row in ledger(run_of(text, "yearly")) if row[1] == "note"] == [
        ("2025-01-01", "note", "b", "a", Fraction(10 * M))
    ]


def test_half_of_the_money_sweeps_a_loan() -> None:
    text = (
        PROFIT + "clause note\n    b lends a 12m on 2025-01-01\n"
        "clause x\n    a distributes profit yearly\n        until note is repaid: b 50%, c 50%\n        then c 100%\n"
    )
    rows = {(day[:4], payee): amount for day, name, _, payee, amount in ledger(run_of(text)) if name == "x"}
    assert rows[("2025", "b")] == rows[("2025", "c")] == 5 * M
    assert rows[("2026", "b")] == 7 * M
    assert rows[("2026", "c")] == 13 * M


# -- hurdles and catch-up ----------------------------------------------------------------------------

FUND = (
    "clause capital\n    b pays a 10m on 2025-01-01\n"
    "clause second\n    b pays a 5m on 2026-01-01\n"
    "clause x\n    a distributes profit yearly\n"
    "        until b has capital back with 8% per year compounded: b 100%\n"
    "        catch-up until c has 20%: c 100%\n        then b 80%, c 20%\n"
)


def test_a_hurdle_compounds_from_the_day_money_was_paid_in() -> None:
    """10m grow at 8 % to 31 December; what 2025 gives back grows no more."""
    rows = {(day, payee): amount for day, name, _, payee, amount in ledger(run_of(PROFIT + FUND, "yearly"))}
    owed = 10 * M * 1.08 ** (364 / 365)
    assert rows[("2025-12-31", "b")] == 10 * M
    preferred = (owed - 10 * M) * 1.08
    profit = preferred  # all of it beyond the capital, which is back
    catch_up = profit * 0.2 / 0.8
    rest = 20 * M - preferred - catch_up
    assert float(rows[("2026-12-31", "c")]) == pytest.approx(catch_up + rest * 0.2, rel=1e-12)
    assert float(rows[("2026-12-31", "b")]) == pytest.approx(preferred + rest * 0.8, rel=1e-12)


def test_all_profit_is_shared_by_the_part_once_caught_up() -> None:
    found = received(PROFIT + FUND)
    assert found["c"] * 5 == found["b"] + found["c"] - 10 * M


def test_capital_comes_back_without_return() -> None:
    text = (
        PROFIT + "clause capital\n    b pays a 25m on 2025-03-01\n"
        "clause x\n    a distributes profit yearly\n        until b has capital back: b 100%\n        then c 100%\n"
    )
    assert received(text) == {"b": 25 * M, "c": (426 - 25) * M}


def test_a_return_that_an_amendment_changes_is_followed_as_it_was_and_named() -> None:
    change = (
        "amendment more signed 2025-06-01, binding\n    change x\n        a distributes profit yearly\n"
        "            until b has capital back with {} per year compounded: b 100%\n"
        "            catch-up until c has 20%: c 100%\n            then b 80%, c 20%\n"
    )
    same, other = (PROFIT + FUND + change.format(rate) for rate in ("8%", "12%"))
    assert received(same) == received(other) == received(PROFIT + FUND)
    said = ("x", "b's return on what it paid under capital changes: the first is followed")
    assert [said in program_of(text).left_out for text in (same, other)] == [False, True]


def test_a_party_whose_part_is_too_small_never_catches_up() -> None:
    text = PROFIT + (
        "clause x\n    a distributes profit yearly\n        first 5m: b 100%\n"
        "        catch-up until c has 20%: c 20%, b 80%\n        then b 80%, c 20%\n"
    )
    assert received(text)["c"] == 421 * M * Fraction(1, 5)


# -- preferences -------------------------------------------------------------------------------------

COMMON = "clause founders\n    a issues c 8m shares\n        class common\n"


def series(name: str, holder: str, shares: str, *terms: str) -> str:
    """A class of shares with its terms."""
    lines = "".join(f"        {term}\n" for term in terms)
    return f"clause {name}\n    a issues {holder} {shares} shares\n        class {name}\n{lines}"


SERIES_A = series("series_a", "b", "2m", "preference 5m", "non-participating", "senior to common", "converts 1 to 1")
EXIT = "clause x\n    a distributes proceeds by preference on 2026-01-01\n"


def test_a_class_without_conversion_never_gets_more_than_its_preference() -> None:
    fixed = series("series_a", "b", "2m", "preference 5m", "senior to common")
    assert received(COMMON + fixed + PROCEEDS.format(amount=100 * M) + EXIT) == {"b": 5 * M, "c": 95 * M}


def test_shares_of_a_class_are_paid_share_by_share() -> None:
    more = "clause more\n    a issues court 1m shares\n        class series_a\n        preference 2.50 per share\n"
    found = received(COMMON + SERIES_A + more + PROCEEDS.format(amount=6 * M) + EXIT)
    assert found == {"b": 4 * M, "court": 2 * M}


def test_an_investment_is_preferred_by_what_was_invested() -> None:
    text = (
        COMMON
        + series("series_a", "b", "2m", "senior to common", "non-participating")
        + "clause money\n    b invests 4m in a on 2025-06-01\n        class series_a\n        preference 2x\n"
    )
    assert received(text + PROCEEDS.format(amount=9 * M) + EXIT) == {"b": 8 * M, "c": M}


def test_ranks_that_are_not_said_leave_the_distribution_out() -> None:
    other = series("series_b", "court", "1m", "preference 3m", "senior to common")
    program = program_of(COMMON + SERIES_A + other + PROCEEDS.format(amount=9 * M) + EXIT)
    assert program.left_out == (("x", "nothing says which of `series_a` and `series_b` is paid first"),)


def test_a_company_without_counted_shares_is_left_out() -> None:
    program = program_of(PROCEEDS.format(amount=9 * M) + EXIT)
    assert program.left_out == (("x", "nothing says how many shares of `a` there are"),)


# -- laws --------------------------------------------------------------------------------------------

quick = examples(25)
Row = tuple[float, int, str, str]
"""Shares and preference in millions, how the class shares in the rest, how it converts."""

HOLDERS = {"s1": "b", "s2": "court", "s3": "d"}
SOMEBODY = "party d, investor\n"
terms = st.tuples(
    st.integers(1, 4),
    st.integers(0, 9),
    st.sampled_from(
        ["non-participating", "participating", "participating, capped at 2x", "participating, capped at 3x"]
    ),
    st.sampled_from(["converts 1 to 1", "converts 2 to 3", ""]),
)
tables = st.lists(terms, min_size=1, max_size=3)
rank_words = st.sampled_from(["senior to", "pari passu with"])
money = st.integers(0, 80)


def exit_of(table: Sequence[Row], rank: str, amount: int) -> dict[str, Fraction]:
    """What every holder gets of so many millions; each class ranks before or with the ones after it.

    A row without words on how it shares is of ordinary shares.
    """
    text = SOMEBODY + COMMON
    for place, (shares, preference, shared, converts) in enumerate(table, start=1):
        junior = [f"s{after}" for after, row in enumerate(table[place:], start=place + 1) if row[2]]
        senior_to = ["common", *(junior if rank == "senior to" else [])]
        ranked = [f"pari passu with {', '.join(junior)}"] if junior and rank != "senior to" else []
        lines = [f"preference {preference}m", f"senior to {', '.join(senior_to)}", shared, converts, *ranked]
        said = [line for line in lines if line] if shared else []
        text += series(f"s{place}", HOLDERS[f"s{place}"], f"{shares}m", *said)
    found = received(text + PROCEEDS.format(amount=amount * M) + EXIT)
    return {who: found.get(who, Fraction(0)) for who in ["c", *HOLDERS.values()]}


def nothing_is_lost(table: Sequence[Row], rank: str, amount: int) -> None:
    """A distribution pays out exactly what there is, and nobody gets less than nothing."""
    found = exit_of(table, rank, amount)
    assert sum(found.values()) == amount * M
    assert min(found.values()) >= 0


def caps_hold(table: Sequence[Row], rank: str, amount: int) -> None:
    """No class that cannot convert gets more than its cap."""
    found = exit_of(table, rank, amount)
    for (_, preference, shared, converts), holder in zip(table, HOLDERS.values(), strict=False):
        if not converts and shared != "participating":
            times = {"non-participating": 1, "participating, capped at 2x": 2}.get(shared, 3)
            assert found[holder] <= times * preference * M


def senior_first(table: Sequence[Row], amount: int) -> None:
    """Where a class gets less than its preference, those junior to it get nothing."""
    found = exit_of(table, "senior to", amount)
    for place, (_, preference, _, _) in enumerate(table):
        if found[HOLDERS[f"s{place + 1}"]] < preference * M:
            assert all(found[HOLDERS[f"s{other + 1}"]] == 0 for other in range(place + 1, len(table)))
            assert found["c"] == 0


def more_never_pays_less(table: Sequence[Row], rank: str, amount: int, more: int) -> None:
    """Every holder gets at least as much of more money."""
    less, larger = exit_of(table, rank, amount), exit_of(table, rank, amount + more)
    assert all(larger[who] >= less[who] for who in less)


def nobody_chooses_better(table: Sequence[Row], rank: str, amount: int) -> None:
    """No class gets more without the right to convert, nor by giving up its preference for ordinary shares."""
    found = exit_of(table, rank, amount)
    for place, (shares, preference, shared, converts) in enumerate(table):
        holder = HOLDERS[f"s{place + 1}"]
        if converts:
            kept = (shares, preference, shared, "")
            ordinary = (shares * 3 / 2 if "3" in converts else shares, 0, "", "")
            for choice in (kept, ordinary):
                other = exit_of([*table[:place], choice, *table[place + 1 :]], rank, amount)
                assert other[holder] <= found[holder]


@quick
@given(tables, rank_words, money)
def test_a_distribution_pays_out_exactly_what_there_is(table: Sequence[Row], rank: str, amount: int) -> None:
    nothing_is_lost(table, rank, amount)


@quick
@given(tables, rank_words, money)
def test_no_class_gets_more_than_its_cap(table: Sequence[Row], rank: str, amount: int) -> None:
    caps_hold(table, rank, amount)


@quick
@given(tables, money)
def test_senior_classes_are_paid_before_junior_ones(table: Sequence[Row], amount: int) -> None:
    senior_first(table, amount)


@quick
@given(tables, rank_words, money, st.integers(1, 20))
def test_more_money_never_pays_a_class_less(table: Sequence[Row], rank: str, amount: int, more: int) -> None:
    more_never_pays_less(table, rank, amount, more)


@quick
@given(tables, rank_words, money)
def test_the_right_to_convert_never_costs_a_class(table: Sequence[Row], rank: str, amount: int) -> None:
    nobody_chooses_better(table, rank, amount)


TWO = [(2, 5, "non-participating", "converts 1 to 1"), (2, 9, "participating, capped at 2x", "")]


def test_a_cap_that_is_forgotten_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    payoff = preferences._payoff

    def uncapped(lo: Lowers, one: ShareClass, preference: int, per_share: int) -> int:
        return payoff(lo, replace(one, cap=None), preference, per_share)

    monkeypatch.setattr(preferences, "_payoff", uncapped)
    with pytest.raises(AssertionError):
        caps_hold(TWO, "senior to", 80)


def test_ranks_the_other_way_round_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    ranked = ranks

    def reversed_(preferred: Mapping[str, Ranked]) -> Mapping[str, int]:
        return {name: -rank for name, rank in ranked(preferred).items()}

    monkeypatch.setattr("termwise.lower.passes.class_terms.ranks", reversed_)
    with pytest.raises(AssertionError):
        senior_first(TWO, 10)


def test_a_class_counted_among_ordinary_shares_too_soon_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def all_of_them(_lo: Lowers, one: ShareClass, _per_share: int) -> int:
        return one.converted

    monkeypatch.setattr(preferences, "_slope", all_of_them)
    with pytest.raises(AssertionError):
        nothing_is_lost(TWO, "senior to", 30)


def test_classes_that_always_convert_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    payoff = preferences._payoff

    def eager(lo: Lowers, one: ShareClass, preference: int, per_share: int) -> int:
        if one.terms.ratio is not None:
            return lo.builder.multiply(per_share, one.converted)
        return payoff(lo, one, preference, per_share)

    monkeypatch.setattr(preferences, "_payoff", eager)
    with pytest.raises(AssertionError):
        nobody_chooses_better(TWO, "senior to", 20)


def test_preferences_given_up_once_all_are_covered_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sharing all of it in proportion then loses no money, and pays a class with a preference less for more."""
    payoffs = preferences.payoffs

    def forgetful(lo: Lowers, found: list[ShareClass], left: int) -> dict[str, int]:
        b, right = lo.builder, payoffs(lo, found, left)
        covered = b.less(b.total([one.preference for one in found]), left)
        each = b.divide(left, b.total([one.converted for one in found]))
        return {
            one.terms.name: b.select(covered, b.multiply(each, one.converted), right[one.terms.name]) for one in found
        }

    more_never_pays_less(TWO, "senior to", 14, 1)
    monkeypatch.setattr(preferences, "payoffs", forgetful)
    nothing_is_lost(TWO, "senior to", 15)
    with pytest.raises(AssertionError):
        more_never_pays_less(TWO, "senior to", 14, 1)


def test_classes_that_never_convert_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    payoff = preferences._payoff

    def reluctant(lo: Lowers, one: ShareClass, preference: int, per_share: int) -> int:
        return payoff(lo, replace(one, terms=replace(one.terms, ratio=None)), preference, per_share)

    monkeypatch.setattr(preferences, "_payoff", reluctant)
    with pytest.raises(AssertionError):
        nobody_chooses_better(TWO, "senior to", 80)


def test_a_tier_that_forgets_what_it_took_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    text = PROFIT + "clause x\n    a distributes profit yearly\n        first 15m: b 100%\n        then c 100%\n"
    assert received(text)["b"] == 15 * M

    def endless(_lo: Lowers, _d: object, _tier_at: object, _parts: object, left: int) -> int:
        return left

    monkeypatch.setattr("termwise.lower.passes.waterfalls.room_in", endless)
    assert received(text) == {"b": 426 * M}


def test_a_party_without_a_share_cannot_bound_a_tier() -> None:
    text = PROFIT + "clause x\n    a distributes profit yearly\n        until b has 5m: c 100%\n        then c 100%\n"
    reason = "b has no share in the tier that lasts until it has enough"
    assert program_of(text).left_out == (("x", reason),)
    with pytest.raises(NotLoweredError, match=reason):
        tier_bounds._part_of({"c": 0}, "b")


# -- what shares are worth ---------------------------------------------------------------------------

WORTH = "driver a_valuation in USD\n    known 2025-01-01 4m, 2025-06-15 20m, 2026-06-15 80m\n"


def test_what_shares_are_worth_is_what_a_sale_would_give() -> None:
    """4m are less than the preference, at 20m the class keeps its 5m, at 80m it converts into a fifth."""
    found = {one.name: one.values for one in run_of(COMMON + SERIES_A + WORTH).outputs}
    fund, founders = found["value:b:a"], found["value:c:a"]
    assert [fund[period] for period in (0, 5, 17)] == [4 * M, 5 * M, 16 * M]
    assert [Fraction(one) + Fraction(other) for one, other in zip(fund, founders, strict=True)][-1] == 80 * M


def test_a_condition_on_the_worth_of_shares_counts_their_preferences() -> None:
    """At 20m the stake of a fifth would be 4m; the preference makes it 5m."""
    text = COMMON + SERIES_A + WORTH + "clause x\n    c pays b 1m when value(b, a) >= 5m\n"
    assert list(paid(text)) == ["2025-07-31"]


# -- both engines ------------------------------------------------------------------------------------

FUTURE = "driver proceeds in USD\n    known 2025-01-01 12m\n    grows 20% to 80% per year\n    varies 60% per year\n"
LATE_EXIT = "clause x\n    a distributes proceeds by preference on 2028-06-30\n        until note is repaid: b 100%\n"
KINDS = ("non-participating", "participating", "participating, capped at 2x")


@pytest.mark.parametrize("kind", KINDS)
def test_the_kernel_agrees_on_exits_and_loans(kind: str) -> None:
    """The same draws in the exact engine and in binary numbers, in every cell."""
    other = series("series_b", "court", "1m", "preference 3m", "senior to series_a", kind, "converts 2 to 3")
    loan = LOAN.replace("10% per year", "10% per year compounded quarterly, actual/actual")
    program = program_of(COMMON + SERIES_A + other + loan + FUTURE + LATE_EXIT)
    assert program.left_out == ()
    assert compared(program, 6).differences == ()


def test_the_kernel_agrees_on_hurdles() -> None:
    profit = "driver profit in USD per year\n    known 2025 6m\n    grows 10% to 60% per year\n"
    program = program_of(profit + FUND)
    assert program.left_out == ()
    assert compared(program, 6).differences == ()
