"""Who holds a company: percentages restate, rounds dilute, numbers of shares add."""

from fractions import Fraction

import pytest

from tests.lower.reading import run_of

M = 10**6
FOUNDED = "clause founding\n    b issues a 60%, c 40%\n"


def stakes(text: str, **view: str | None) -> dict[str, list[Fraction]]:
    """What is held of b at the end of each year."""
    found = run_of(FOUNDED + text, grid="yearly", **view)
    return {m.name.split(":")[1]: list(m.values) for m in found.outputs if m.name.startswith("stake:")}  # type: ignore[arg-type]


def test_percentages_stand_until_they_are_restated() -> None:
    found = stakes("amendment later signed 2027-03-01, binding\n    clause again\n        b issues a 27%, court 73%\n")
    assert found["a"] == [Fraction("0.6"), Fraction("0.6"), Fraction("0.27"), Fraction("0.27")]
    assert found["c"] == [Fraction("0.4"), Fraction("0.4"), 0, 0]
    assert found["court"] == [0, 0, Fraction("0.73"), Fraction("0.73")]


@pytest.mark.parametrize(("price", "part"), [("90m pre-money", 10), ("100m post-money", 10), ("40m pre-money", 5)])
def test_a_round_dilutes_everybody_alike(price: str, part: int) -> None:
    new = Fraction(1, part)
    found = stakes(f"clause round\n    court invests 10m in b at {price} on 2026-06-30\n")
    assert found["court"] == [0, new, new, new]
    assert found["a"][1] == Fraction("0.6") * (1 - new)
    assert found["c"][1] == Fraction("0.4") * (1 - new)


def test_two_rounds_in_one_period_follow_one_another() -> None:
    """32.5 % diluted by 6.6bn at 157bn post-money and 41bn at 260bn pre-money."""
    rounds = (
        "clause one\n    court invests 6.6bn in b at 157bn post-money on 2026-01-01\n"
        "clause two\n    court invests 41bn in b at 260bn pre-money on 2026-02-01\n"
    )
    kept = (1 - Fraction("6.6") / 157) * (1 - Fraction(41, 301))
    found = stakes(rounds)
    assert found["a"][1] == Fraction("0.6") * kept
    assert sum(values[1] for values in found.values()) == 1


def test_a_round_waits_for_its_condition() -> None:
    text = (
        "clause round\n    court invests 30m in b at 270m pre-money on 2025-12-31\n"
        "    requires ipo by 2025-12-31, otherwise 10m\n"
    )
    assert stakes(text, ipo="2025-10-28")["court"][1] == Fraction(30, 300)
    assert stakes(text, ipo=None)["court"][1] == Fraction(10, 280)


def test_a_stake_can_be_part_of_an_amount() -> None:
    """A share of what a holder held when the period began."""
    text = FOUNDED + "clause dividend\n    b pays a stake(a, b) * 10m yearly\n    from 2026-01-01\n"
    entries = run_of(text, grid="yearly").entries
    assert [entry.amount for entry in entries if entry.amount] == [6 * M] * 3


def test_numbers_of_shares_add() -> None:
    text = (
        "clause one\n    c issues a 8.75m shares\n"
        "clause two\n    c issues a 1m shares\n        class preferred\n    from 2026-01-01\n"
    )
    found = run_of(text, grid="yearly")
    assert found.output("units:a:c").values == (8_750_000, 9_750_000, 9_750_000, 9_750_000)
    issued = [(one.share_class, int(one.amount)) for one in found.units if one.amount]
    assert issued == [("ordinary", 8_750_000), ("preferred", M)]
    assert found.output("stake:a:c").values == (1, 1, 1, 1)


def test_a_warrant_vests_row_by_row() -> None:
    text = (
        "clause w\n    b issues a warrant on 16m shares at 0.01\n        vests\n"
        "            4m shares when worth >= 200m\n            12m shares when worth >= 400m and ipo\n"
        "    through 2027\n"
    )
    vested = run_of(text, grid="yearly", ipo="2027-05-05").output("vested:w").values
    assert vested == (4 * M, 4 * M, 16 * M, 16 * M)
    assert run_of(text, grid="yearly", ipo="2028-05-05").output("vested:w").values == (4 * M,) * 4
