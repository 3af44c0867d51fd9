"""What a program does not follow is named with its clause and the reason, never dropped."""

import pytest

from termwise.lower.from_agreement import lower
from termwise.view.fold import consolidate
from tests.lower.reading import HEAD, deal_of, program_of, view_of

OUT = [
    ("a pays b 10m", "nothing says when it is paid"),
    (
        "a pays b 10m EUR yearly",
        "it is in EUR: add a driver of the rate of exchange, such as `driver eur_usd in USD per EUR`",
    ),
    ("a pays b undisclosed USD yearly", "its amount is not public, and no range is given for it"),
    (
        "a pays b 10% of sales yearly\n        first 2 years 20%, then 30%\n    tiers\n        from 0: 5%",
        "its tiers never apply: its steps say a share for all time, with `then`",
    ),
    ("a pays b 10m on 2030-01-01", "it falls due on 2030-01-01, outside the deal's period"),
    ("a pays b 10m on undisclosed", "a date that is not public"),
    ("a pays b 10m yearly\n    while a may build agi", "`a may build agi` is not followed as a condition"),
    ("a buys compute from b", "no amount is said"),
    ("a commits to buy 6 GW of compute from b by 2026\n        shortfall paid", "`6 GW` has no price"),
    (
        "a commits to buy 6m of compute from b by 2026",
        "nothing says what follows when less is bought: no shortfall moves",
    ),
    (
        "a commits to invest 10m in b",
        "it is committed, and no clause says when it is funded: no money moves by it",
    ),
    ("a distributes profit yearly\n        then b 100%", "`profit` is words: no driver says how much is distributed"),
    (
        "b issues a warrant on 16m shares at 0.01\n        vests\n            undisclosed shares when ipo",
        "row 1 of its vesting: its row 1 is not public, and no range is given for it",
    ),
    (
        "b issues a warrant on 16m shares at 0.01",
        "its exercise: nothing says when it is exercised, vested shares are only counted",
    ),
]


@pytest.mark.parametrize(("sentence", "why"), OUT, ids=[row[0].splitlines()[0] for row in OUT])
def test_the_reason(sentence: str, why: str) -> None:
    assert ("x", why) in program_of(f"asset agi\n\nclause x\n    {sentence}\n", ipo=None).left_out


def test_a_suspension_is_named() -> None:
    text = "clause x\n    a pays b 10m yearly\nclause halt\n    b may suspend x\n        suspends x\n"
    reason = "halt may suspend or resume it: no policy or scenario says when"
    assert ("x", reason) in program_of(text).left_out


def test_an_event_of_unknown_chance_is_named() -> None:
    text = "clause x\n    a pays b 10m when strike\n"
    left_out = program_of(text).left_out
    assert ("strike", "nothing says how likely it is: it is taken as never happening") in left_out


def test_a_driver_without_a_value_is_named() -> None:
    text = "driver costs in USD per year\nclause x\n    a pays b 10% of costs yearly\n"
    assert ("x", "no value of `costs` is known") in program_of(text).left_out


def test_a_driver_counts_as_zero_before_its_first_value_and_that_is_named() -> None:
    text = "driver costs in USD per year\n    known 2026 1m\nclause x\n    a pays b 10% of costs yearly\n"
    assert ("costs", "not known before 2026-01-01: until then it counts as zero") in program_of(text).left_out


def test_what_an_amendment_leaves_out_names_it() -> None:
    text = (
        "clause x\n    a pays b 10m yearly\n"
        "amendment more signed 2026-01-01, binding\n    change x\n        a pays b undisclosed USD yearly\n"
    )
    reason = "its amount is not public, and no range is given for it, as said by more"
    assert ("x", reason) in program_of(text).left_out


def test_what_a_payment_leaves_over_to_the_commitment_it_becomes_is_named() -> None:
    text = (
        "clause x\n    a pays b 10m yearly\n    minimum 1m per year\n    carried forward\n"
        "amendment more signed 2026-01-01, binding\n"
        "    change x\n        a commits to buy 6m of cloud from b by 2026-12-31\n            shortfall paid\n"
    )
    left_out = program_of(text).left_out
    for why in ("its minimum: what is committed", "that it is carried forward: a shortfall is"):
        assert [name for name, reason in left_out if reason.startswith(why)] == ["x"]


def test_what_is_followed_leaves_nothing_out() -> None:
    text = "clause x\n    a pays b 10% of sales yearly\n    cap 10m per year\nclause y\n    b grants a use of cloud\n"
    assert program_of(text).left_out == ()


def test_the_total_of_a_driver_without_a_value_is_named() -> None:
    text = "driver costs in USD per year\nclause x\n    a pays b 10m yearly\n    while total(costs) >= 5m\n"
    assert ("x", "no value of `costs` is known") in program_of(text).left_out


@pytest.mark.parametrize("line", ["every 6 months from 2024-12-31", "quarterly\n        due within 2 months"])
def test_months_that_the_deal_refuses_to_round_are_named(line: str) -> None:
    """30 June and 31 August; 31 December and 28 February."""
    refusing = HEAD.replace("    today", "    months round refuse\n    today")
    deal = deal_of(f"clause x\n    a pays b 10m {line}\n", head=refusing)
    reasons = [why for name, why in lower(consolidate(deal, view_of())).left_out if name == "x"]
    assert len(reasons) == 1
    assert reasons[0].startswith("the deal refuses to round, and ")


def test_what_a_later_wording_leaves_out_names_the_clause() -> None:
    text = (
        "clause x\n    a pays b 10m yearly\n"
        "amendment more signed 2026-01-01, binding\n    change x\n        until one of (2027-01-01, 2028-01-01)\n"
    )
    reason = "one of (2027-01-01, 2028-01-01) is open: 2027-01-01 is taken"
    assert program_of(text).left_out == (("x", reason),)


def test_a_stake_that_no_round_gives_is_named() -> None:
    """Money that is invested without a price gives no share."""
    text = (
        "clause round\n    a invests 10m in b on 2025-03-01\n"
        "clause x\n    a pays b 10m yearly\n    while stake(a, b) > 1%\n"
    )
    assert ("x", "nothing says what `a` holds of `b`") in program_of(text).left_out


def test_a_conversion_whose_days_cannot_be_followed_is_named() -> None:
    """Another round, which counts open notes at their caps, is followed all the same."""
    text = (
        "clause founding\n    b issues court 1m shares\nclause note\n    a pays b 1m on 2025-01-01\n"
        "clause conv\n    a converts note into b, cap 20m pre-money when ipo\n    while stake(c, b) > 10%\n"
    )
    assert ("conv", "nothing says what `c` holds of `b`") in program_of(text).left_out


def test_a_conversion_in_a_round_whose_days_cannot_be_followed_is_named() -> None:
    text = (
        "clause founding\n    b issues court 1m shares\nclause note\n    a pays b 1m on 2025-01-01\n"
        "clause round\n    c invests 1m in b at 9m pre-money on 2026-01-01\n"
        "clause conv\n    a converts note into b in round, discount 20%\n    while stake(a, c) > 10%\n"
    )
    assert ("conv", "nothing says what `a` holds of `c`") in program_of(text).left_out
