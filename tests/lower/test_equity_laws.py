"""Laws of shares on random companies, each with a planted fault that it must catch."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from termwise.engine.run import Run
from termwise.ir.builder import Builder
from termwise.ir.program import Value
from termwise.lower.asking import Lowers
from termwise.lower.passes import changing, conversions, converting, dilution, issues, rounds
from termwise.lower.passes.cap_table import CapTable, Lot
from termwise.lower.passes.changing import Changing
from tests.lower.equity import company, in_all, last, stake, units
from tests.searching import examples

M = 10**6
quick = examples(12)


class Safe(Struct, frozen=True):
    """A note or SAFE: money in, a cap before or after the money, a discount."""

    amount: int
    cap: int | None
    post: bool
    discount: int

    def text(self, place: int) -> str:
        holder = f"seed_{'abc'[place]}"
        cap = "" if self.cap is None else f", cap {self.cap} USD {'post' if self.post else 'pre'}-money"
        less = f", discount {self.discount}%" if self.discount else ""
        return (
            f"clause safe_{place}\n    {holder} invests {self.amount} USD in acme on 2025-01-15\n"
            f"clause converts_{place}\n    {holder} converts safe_{place} into acme in series_a{cap}{less}\n"
        )


class Financing(Struct, frozen=True):
    """A company with SAFEs that convert in one round."""

    safes: tuple[Safe, ...]
    pre_money: int
    money: int
    convention: str
    target: int
    free: int

    def text(self) -> str:
        pool = f"clause grown\n    acme reserves {self.target}% for options in series_a\n" if self.target else ""
        return (
            "clause founding\n    acme issues founders 8m shares\n"
            "clause granted\n    acme issues staff 1m shares\n        class options\n"
            f"clause plan\n    acme reserves {self.free} shares for options\n"
            + "".join(safe.text(place) for place, safe in enumerate(self.safes))
            + f"clause series_a\n    fund invests {self.money} USD in acme "
            f"at {self.pre_money} USD pre-money on 2025-05-05\n"
            f"        convention {self.convention}\n"
            f"        class series_a\n        anti-dilution broad-based weighted average\n" + pool
        )


safes = st.builds(
    Safe,
    st.integers(1, 12).map(lambda n: n * 100_000),
    st.one_of(st.none(), st.integers(4, 40).map(lambda n: n * M)),
    st.booleans(),
    st.sampled_from([0, 10, 20]),
)
financings = st.builds(
    Financing,
    st.lists(safes, max_size=3).map(tuple),
    st.integers(3, 40).map(lambda n: n * M),
    st.integers(1, 9).map(lambda n: n * M),
    st.sampled_from(["pre-money", "percentage ownership", "dollars invested"]),
    st.sampled_from([0, 8, 15]),
    st.sampled_from([0, 500_000]),
)

# -- what converts is the fixed point of its terms -------------------------------------------------------------


def figures(found: Run, of: Financing) -> tuple[Fraction, Fraction, list[Fraction], Fraction]:
    """Price, growth of the pool, what each SAFE became, all there was before."""
    became = [units(found, f"seed_{'abc'[place]}") for place in range(len(of.safes))]
    return last(found, "price:acme"), units(found, "options") - of.free, became, Fraction(9 * M + of.free)


def solves(of: Financing) -> None:
    """Price, pool and conversions satisfy every term of the round at once, to the last digit."""
    found = company(of.text(), "yearly")
    price, grown, became, before = figures(found, of)
    counted = before + grown
    match of.convention:
        case "pre-money":
            assert price * counted == of.pre_money
        case "percentage ownership":
            assert price * (counted + sum(became)) == of.pre_money
        case _:
            assert price * (counted + sum(became)) == of.pre_money + sum(safe.amount for safe in of.safes)
    assert units(found, "fund") * price == of.money
    free, total = units(found, "options"), in_all(found)
    if of.target:
        assert free == max(Fraction(of.target, 100) * total, Fraction(of.free))
    for safe, shares in zip(of.safes, became, strict=True):
        at_price = Fraction(safe.amount) / (price * (1 - Fraction(safe.discount, 100)))
        capitalisation = before + (sum(became) if safe.post else grown)
        at_cap = Fraction(0) if safe.cap is None else Fraction(safe.amount) * capitalisation / safe.cap
        assert shares == max(at_price, at_cap)


@quick
@given(financings)
def test_a_round_with_safes_is_solved_exactly(of: Financing) -> None:
    solves(of)


THREE = Financing(
    (Safe(200_000, 4 * M, True, 0), Safe(800_000, 8 * M, True, 0), Safe(500_000, 20 * M, False, 20)),
    *(9 * M, 3 * M, "percentage ownership", 15, 500_000),
)


def solves_every_mixture() -> None:
    """Caps below, around and above the round in every order: which SAFE takes its cap hangs on all the others."""
    for first, second, pre in product((3 * M, 8 * M), (7 * M, 9 * M), (6 * M, 9 * M)):
        one, other, third = (safe.amount for safe in THREE.safes)
        caps = (Safe(one, first, True, 0), Safe(other, second, True, 0), Safe(third, pre, False, 0))
        solves(Financing(caps, *(9 * M, 3 * M, "pre-money", 15, 500_000)))


def test_every_mixture_of_caps_is_solved() -> None:
    solves_every_mixture()


def test_steps_too_few_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "_places", lambda _of, _converting: 0)
    with pytest.raises(AssertionError):
        solves_every_mixture()


# -- units are conserved ------------------------------------------------------------------------------------------

LATER = (
    "clause cheaper\n    acme issues late_fund 500k shares at 0.05 on 2026-02-01\n"
    "clause topped\n    acme reserves 12% for options on 2026-08-01\n        basis fully diluted\n"
    "clause more\n    acme issues staff 200k shares on 2026-10-01\n        class options\n"
    "clause w\n    acme issues late_fund warrant on 300k shares at 0.01\n        exercised when listing\n"
    "clause restated\n    acme issues late_fund 30% on 2027-02-01\n        basis outstanding\n"
)


def conserved(of: Financing) -> None:
    """What all hold is what was issued, by holder too; stakes on every basis add up to one."""
    found = company(of.text() + LATER, "yearly", listing="2027-06-01")
    holders = ("founders", "staff", "options", "fund", "late_fund", *(f"seed_{'abc'[n]}" for n in range(len(of.safes))))
    issued = {holder: Fraction(0) for holder in holders}
    for one in found.units:
        issued[one.holder] += one.amount
    assert issued == {holder: units(found, holder) for holder in holders}
    assert sum(issued.values()) == in_all(found)
    assert all(value >= 0 for value in issued.values())
    for basis in (None, "outstanding", "as converted", "fully diluted"):
        assert sum(stake(found, holder, basis) for holder in holders) == 1


@quick
@given(financings)
def test_units_are_conserved(of: Financing) -> None:
    conserved(of)


def test_units_that_nobody_gets_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(lo: Lowers, of: Changing, clause: str, lot: Lot, amount: Value) -> None:
        """A fault: what converts is entered as issued and reaches nobody."""
        before = of.table.lots[lot]
        changing.issue(lo, of, clause, lot, amount)
        of.table.lots[lot] = before

    monkeypatch.setattr(conversions, "issue", lose)
    with pytest.raises(AssertionError):
        conserved(THREE)


def test_options_that_do_not_come_out_of_the_pool_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def keep(lo: Lowers, of: Changing, clause: str, lot: Lot, amount: Value) -> None:
        """A fault: the pool is not reduced, though the grant says so."""
        changing.issue(lo, of, clause, lot, amount)
        if lot.holder == "options":
            of.table.add(lot, lo.builder.subtract(lo.builder.number(0), amount))

    monkeypatch.setattr(issues, "issue", keep)
    with pytest.raises(AssertionError):
        conserved(THREE)


# -- a conversion price never goes up ----------------------------------------------------------------------------


def never_up(of: Financing, price: int) -> None:
    """Cheaper shares lower the price at which protected ones convert, not below their own; dearer ones leave it."""
    cheaper = f"clause later\n    acme issues late_fund 2m shares at 0.{price:02d} on 2026-02-01\n"
    values = [
        Fraction(v) for v in company(of.text() + cheaper, "yearly").output("conversion price:series_a:acme").values
    ]
    before, after = values[0], values[-1]
    assert after <= before
    assert after >= min(before, Fraction(price, 100))
    assert (after < before) == (Fraction(price, 100) < before)


@quick
@given(financings, st.integers(1, 99))
def test_a_conversion_price_never_goes_up(of: Financing, price: int) -> None:
    never_up(of, price)


def test_a_price_that_follows_dearer_shares_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def follow(b: Builder, table: CapTable, terms: dict[str, object], units: Value, money: Value) -> None:
        """A fault: the price of the latest issue, up or down."""
        for name in terms:
            table.prices[name] = b.select(b.less(b.number(0), units), b.divide(money, units), table.prices[name])

    dear = Financing((), 3 * M, M, "pre-money", 0, 0)
    never_up(dear, 99)
    for module in (issues, rounds):
        monkeypatch.setattr(module, "protect", follow)
    assert dilution.protect is not follow
    with pytest.raises(AssertionError):
        never_up(dear, 99)
