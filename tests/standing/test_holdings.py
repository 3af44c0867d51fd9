"""Who holds a company, and who controls a body: exact fractions, bounds where something is open."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.model.expression import Call, Comparison, Controls, Ref
from termwise.standing.conditions import condition
from termwise.standing.control import controls, seats
from termwise.standing.figures import quantity
from termwise.standing.holdings import holdings
from termwise.view.agreement import Agreement
from termwise.view.course import HangsOn
from termwise.view.figure import Figure, exactly
from tests.view.reading import agreement_of, condition_of

DAY = date(2026, 1, 1)
RESTATED = "clause split\n    b issues a 32.5%, c 67.5%\n        basis as converted\n    from 2022-01-01\n"


def stake(agreement: Agreement, holder: str, basis: str | None = None, day: date = DAY) -> Figure:
    return quantity(agreement, Call("stake", (Ref("party", holder), Ref("party", "b")), basis), day)


def up_to(high: Fraction, *things: HangsOn) -> Figure:
    return Figure(Fraction(0), high, hangs_on=frozenset(things))


def test_percentages_restate() -> None:
    agreement = agreement_of(RESTATED + "clause again\n    b issues a 27%, c 73%\n    from 2024-01-01\n")
    assert stake(agreement, "a", day=date(2023, 12, 31)) == exactly(Fraction(325, 1000))
    assert stake(agreement, "a") == exactly(Fraction(27, 100))
    held = holdings(agreement, "b", DAY)
    assert (held.clause, held.clauses, held.unnamed) == ("again", ("split", "again"), exactly(0))
    assert held.basis is None
    assert holdings(agreement, "b", date(2023, 1, 1)).basis == "as converted"
    assert stake(agreement, "court") == exactly(0)


def test_rounds_dilute() -> None:
    """32.5 % through 6.6bn at 157bn post-money and 41bn at 260bn pre-money: about 26.9 %."""
    agreement = agreement_of(
        RESTATED
        + "clause one\n    court invests 6.6bn in b at 157bn post-money on 2024-10-02\n"
        + "clause two\n    court invests 41bn in b at 260bn pre-money on 2025-03-31\n"
    )
    expected = Fraction(325, 1000) * (1 - Fraction(66, 1570)) * (1 - Fraction(41, 301))
    assert stake(agreement, "a") == exactly(expected)
    assert round(float(expected), 4) == 0.2689
    total = sum((h.fraction.low or 0 for h in holdings(agreement, "b", DAY).shares), Fraction(0))
    assert total == 1


def test_units_add() -> None:
    agreement = agreement_of(
        "clause one\n    b issues a 30m shares, c 70m shares\n    from 2021-01-01\n"
        "clause two\n    b issues a 100m shares\n    from 2023-01-01\n"
        "clause three\n    court invests 50m in b at 1 per share on 2024-01-01\n"
    )
    assert stake(agreement, "a", day=date(2022, 1, 1)) == exactly(Fraction(3, 10))
    assert stake(agreement, "a", day=date(2023, 6, 1)) == exactly(Fraction(13, 20))
    units = quantity(agreement, Call("units", (Ref("party", "a"), Ref("party", "b"))), DAY)
    assert units.low == units.high == 130_000_000


def test_a_pool_and_a_conversion() -> None:
    agreement = agreement_of(RESTATED + "clause pool\n    b reserves 10% for options\n    from 2023-01-01\n")
    assert stake(agreement, "a") == exactly(Fraction(325, 1000) * Fraction(9, 10))
    assert holdings(agreement, "b", DAY).of("options") is not None
    converted = agreement_of(RESTATED + "clause safe\n    c converts note into b on 2023-01-01\n")
    assert stake(converted, "a") == up_to(Fraction(325, 1000), HangsOn("number", "safe"))


ROUND = "clause round\n    court invests 10m in b at 90m pre-money on 2024-01-01\n".replace("round\n", "series\n")
POOL = "clause pool\n    b reserves 10% for options\n"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("clause safe\n    c converts note into b in series, cap 10m post-money\n", "safe"),
        (POOL.replace("options", "options in series"), "pool"),
        (POOL + POOL.replace("pool", "more"), "more"),
        (ROUND.replace("series", "other") + "        anti-dilution full ratchet\n", "other"),
        ("clause w\n    b issues c warrant on 1m shares at 1\n        exercised when vested\n", "w"),
    ],
    ids=["converts in a round", "grows in a round", "filled up", "protected", "exercised"],
)
def test_what_only_a_run_counts_is_open(text: str, clause: str) -> None:
    """A stake is a bound, and hangs on the clause, never a number that the clause may have changed."""
    assert stake(agreement_of(RESTATED + ROUND), "a").is_exact
    found = stake(agreement_of(RESTATED + ROUND + text), "a")
    assert (found.low, found.high) == (Fraction(0), Fraction(1))
    assert HangsOn("number", clause) in found.hangs_on


def test_a_pool_is_in_no_basis_but_the_widest() -> None:
    agreement = agreement_of(RESTATED + POOL + "    from 2023-01-01\n")
    assert stake(agreement, "a").is_exact
    assert not stake(agreement, "a", "as converted").is_exact


def test_a_round_without_a_price_makes_bounds() -> None:
    agreement = agreement_of(
        RESTATED + "clause round\n    court invests 5bn in b on 2024-01-01\n".replace("round\n", "funding\n")
    )
    assert stake(agreement, "a") == up_to(Fraction(325, 1000), HangsOn("number", "funding"))


def test_what_is_undisclosed_hangs_on_its_clause() -> None:
    agreement = agreement_of("clause split\n    b issues a undisclosed 20% to 30%, c undisclosed\n")
    found = stake(agreement, "a")
    assert (found.low, found.high, found.firm) == (Fraction(1, 5), Fraction(3, 10), False)
    assert found.hangs_on == {HangsOn("number", "split")}


def test_an_open_issue_is_between() -> None:
    agreement = agreement_of(RESTATED + "clause later\n    b issues a 27%, c 73%\n    requires agi by 2027\n")
    found = stake(agreement, "a", day=date(2027, 1, 1))
    assert (found.low, found.high) == (Fraction(27, 100), Fraction(325, 1000))
    assert found.hangs_on == {HangsOn("event", "agi")}


def test_a_basis_nobody_stated_is_not_guessed() -> None:
    agreement = agreement_of(RESTATED)
    assert stake(agreement, "a", "as converted").is_exact
    assert stake(agreement, "a", "fully diluted") == up_to(Fraction(1), HangsOn("number", "split"))


def test_before_anything_is_said() -> None:
    held = holdings(agreement_of(RESTATED), "b", date(2021, 1, 1))
    assert (held.shares, held.clause, held.of("a")) == ((), None, None)
    assert not stake(agreement_of(RESTATED), "a", day=date(2021, 1, 1)).is_exact


def test_an_investment_with_an_amount_instead() -> None:
    text = RESTATED + (
        "clause closing\n    court invests 30bn in b at 260bn pre-money on 2024-01-01\n"
        "    requires {} by 2024-12-31, otherwise 10bn\n"
    )
    assert stake(agreement_of(text.format("done")), "court") == exactly(Fraction(30, 290))
    assert stake(agreement_of(text.format("agi")), "court") == exactly(Fraction(10, 270))


def test_value_takes_the_companys_valuation() -> None:
    agreement = agreement_of(RESTATED)
    value = quantity(agreement, Call("value", (Ref("party", "a"), Ref("party", "b"))), date(2024, 8, 1))
    assert value.low == Fraction(325, 1000) * 200_000_000_000
    assert str(value.dimension) == "USD"


@pytest.mark.parametrize("words", ["paid(split) >= 1bn", "cash(a) >= 1bn", "delivered(compute) >= 1 GW"])
def test_what_is_not_run_hangs_on_the_record(words: str) -> None:
    truth = condition(agreement_of(RESTATED), condition_of_in(words), DAY)
    assert {thing.kind for thing in truth.hangs_on} == {"record"}


def condition_of_in(words: str) -> Comparison:
    found = condition_of(words.replace("split", "x"))
    assert isinstance(found, Comparison)
    return found


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(100, 500)), max_size=4))
def test_shares_always_add_up_to_one(rounds: list[tuple[int, int]]) -> None:
    text = RESTATED + "".join(
        f"clause r{n}\n    court invests {amount}bn in b at {price}bn pre-money on 202{n + 3}-01-01\n"
        for n, (amount, price) in enumerate(rounds)
    )
    held = holdings(agreement_of(text), "b", date(2029, 1, 1))
    assert sum((h.fraction.low or 0 for h in held.shares), Fraction(0)) == 1
    assert all(h.fraction.is_exact for h in held.shares)


# -- bodies ----------------------------------------------------------------------------------------------


TWO_APPOINTMENTS = "clause x\n    a appoints 2 seats of board\nclause y\n    a appoints 1 seat of board\n"


@pytest.mark.parametrize(
    ("text", "party", "part", "in_control"),
    [
        ("clause x\n    a appoints all seats of board\n", "a", 1, True),
        ("clause x\n    a appoints 3 seats of board\n", "a", Fraction(3, 5), True),
        ("clause x\n    a appoints 2 seats of board\n", "a", Fraction(2, 5), False),
        (
            "clause x\n    a appoints 2 seats of board\nclause y\n    a appoints 1 seat of board\n",
            "a",
            Fraction(3, 5),
            True,
        ),
        ("clause x\n    a appoints 1 observer of board\n", "a", 0, False),
        ("clause x\n    a appoints all seats of board\n", "c", 0, False),
        ("clause x\n    a appoints all seats of board\n    until 2025-01-01\n", "a", 0, False),
    ],
)
def test_seats_and_control(text: str, party: str, part: Fraction | int, in_control: bool) -> None:
    agreement = agreement_of(text)
    assert seats(agreement, party, "board", DAY) == exactly(part)
    assert controls(agreement, party, "board", DAY).value is in_control
    assert condition(agreement, Controls(party, "board", negated=True), DAY).value is not in_control


def test_open_control() -> None:
    agreement = agreement_of("clause x\n    a appoints all seats of board\n    until agi\n")
    assert controls(agreement, "a", "board", DAY).hangs_on == {HangsOn("event", "agi")}
    assert seats(agreement, "a", "board", DAY) == Figure(
        Fraction(0), Fraction(1), hangs_on=frozenset({HangsOn("event", "agi")})
    )
