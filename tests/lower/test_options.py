"""Puts and calls: exercised by policy or as pinned, at a price between its floor and its cap, shares against money."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.lower.asking import Lowers
from termwise.lower.passes import changing
from termwise.lower.passes.cap_table import Lot
from termwise.lower.passes.changing import Changing
from tests.lower.reading import ledger, program_of, run_of
from tests.searching import examples

M = 10**6

SHARES = "clause founding\n    a issues b 8m shares, c 2m shares\n"
STAKES = "clause founding\n    a issues b 80%, c 20%\n        basis as converted\n"
PUT = "clause x\n    c has put on {part} of a to b at {price}\n        exercised when worth >= {level}\n"


def put(shares: str = SHARES, part: str = "all", price: str = "30m", level: str = "200m", more: str = "") -> str:
    """A put of c's shares on b; worth is 100m from 2024-12, 200m from 2025-06, 400m from 2026-03."""
    return shares + PUT.format(part=part, price=price, level=level) + more


def sold(text: str, **view: str | None) -> list[tuple[str, str, str, Fraction]]:
    """Day, payer, payee, amount of what moves under the option."""
    rows = ledger(run_of(text, **view))  # type: ignore[arg-type]
    return [(day, payer, payee, amount) for day, clause, payer, payee, amount in rows if clause == "x"]


def held(text: str, kind: str = "units") -> dict[str, Fraction]:
    """Who holds a in the end."""
    found = run_of(text)
    last = {output.name: output.values[-1] for output in found.outputs}
    return {who: Fraction(last[f"{kind}:{who}:a"]) for who in ("b", "c")}


def test_a_put_is_exercised_when_its_policy_first_holds() -> None:
    text = put()
    assert sold(text) == [("2025-06-30", "b", "c", Fraction(30 * M))]
    assert held(text) == {"b": 10 * M, "c": 0}


def test_a_call_buys_a_part_of_all_shares() -> None:
    text = SHARES + (
        "clause x\n    b has call on 5% of a from c at 12 USD per share\n        exercised when worth >= 400m\n"
    )
    assert sold(text) == [("2026-03-31", "b", "c", Fraction(6 * M))]
    assert held(text) == {"b": Fraction(85 * M, 10), "c": Fraction(15 * M, 10)}


def test_a_stake_is_passed_on_as_a_fraction() -> None:
    text = put(STAKES, part="15%")
    assert held(text, "stake") == {"b": Fraction(95, 100), "c": Fraction(5, 100)}


@pytest.mark.parametrize(
    ("level", "paid"), [("100m", 50), ("200m", 50), ("400m", 70)], ids=["floor", "floor is higher", "cap"]
)
def test_the_price_is_a_part_of_the_value_between_floor_and_cap(level: str, paid: int) -> None:
    """20 % of a worth of 100m, 200m and 400m is 20m, 40m and 80m."""
    more = "    floor 50m\n    cap 70m in total\n"
    assert [row[3] for row in sold(put(price="(stake(c, a) * worth)", level=level, more=more))] == [paid * M]


def test_what_the_seller_has_not_is_neither_given_nor_paid_for() -> None:
    text = put(part="4m shares", price="30m")
    assert sold(text) == [("2025-06-30", "b", "c", Fraction(15 * M))]
    assert held(text) == {"b": 10 * M, "c": 0}


def test_an_option_lasts_as_long_as_its_clause() -> None:
    assert sold(put(level="400m", more="    until 2026-03-01\n")) == []
    assert sold(put(more="    from 2026-09-15\n")) == [("2026-09-30", "b", "c", Fraction(30 * M))]


def test_a_scenario_exercises_it_on_a_day() -> None:
    option = "clause x\n    c has put on all of a to b at 30m\n"
    scenario = "scenario used\n    c exercises x on 2027-02-10\n"
    assert program_of(SHARES + option).left_out == (("x", "its shares: nothing says that it is exercised"),)
    rows = sold(SHARES + option + scenario, scenario="used")
    assert rows == [("2027-02-10", "b", "c", Fraction(30 * M))]


def test_what_is_bought_can_be_put_on() -> None:
    """b buys from c, and then sells all it has to court."""
    text = put() + "clause y\n    b has put on all of a to court at 90m\n        exercised when worth >= 400m\n"
    assert [row[2:] for row in ledger(run_of(text))] == [("b", "c", Fraction(30 * M)), ("court", "b", Fraction(90 * M))]
    assert held(text) == {"b": 0, "c": 0}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (put(""), "its shares: nothing says what `c` holds of `a`"),
        (put(STAKES, price="12 USD per share"), "its shares: a price per share needs the number of shares there are"),
        (put(STAKES, part="3m shares"), "its shares: nothing says how many shares a percentage is"),
        (SHARES + "clause x\n    c has put on all of a to b\n        exercised when ipo\n", None),
    ],
)
def test_what_cannot_be_followed_is_left_out(text: str, why: str | None) -> None:
    assert program_of(text, ipo="2026-01-01").left_out == (("x", why or "its shares: nothing says at which price"),)


# -- laws --------------------------------------------------------------------------------------------


def shares_are_conserved(part: int, price: int) -> None:
    """Nothing is lost and nothing created: shares go from one to the other, and money the other way."""
    text = put(part=f"{part}%", price=f"{price}m")
    assert sum(held(text).values()) == 10 * M
    assert min(held(text).values()) >= 0
    assert all((payer, payee) == ("b", "c") for _, payer, payee, _ in sold(text))


@examples(15)
@given(st.integers(1, 100), st.integers(1, 90))
def test_shares_are_conserved(part: int, price: int) -> None:
    shares_are_conserved(part, price)


def test_shares_that_stay_with_the_seller_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    issue = changing.issue

    def kept(lo: Lowers, of: Changing, clause: str, lot: Lot, units: int) -> None:
        if lot.holder != "c":
            issue(lo, of, clause, lot, units)

    monkeypatch.setattr("termwise.lower.passes.options.issue", kept)
    with pytest.raises(AssertionError):
        shares_are_conserved(15, 30)
