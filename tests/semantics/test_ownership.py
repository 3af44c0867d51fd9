"""Meaning 9, and control: stakes by rounds, bases, undisclosed parts; seats, majorities, observers."""

import pytest

from tests.semantics.probing import Probe, check, ids

FOUNDED = """
clause founding
    beta issues alpha 60%, gamma 40%
        basis as converted
"""
PRE = (
    FOUNDED
    + """
clause round
    delta invests 20bn in beta at 80bn pre-money on 2026-06-30
"""
)
POST = PRE.replace("80bn pre-money", "80bn post-money")
TWO_ROUNDS = (
    PRE
    + """
clause next_round
    alpha invests 25bn in beta at 100bn post-money on 2027-06-30
"""
)
WAITING = (
    FOUNDED
    + """
clause closing
    delta invests 20bn in beta at 80bn pre-money on 2026-06-30
    requires ipo by 2026-06-30, otherwise 10bn
"""
)
HIDDEN = (
    FOUNDED
    + """
clause secret
    delta invests undisclosed 5bn to 20bn in beta at 80bn pre-money on 2024-06-30
"""
)
POOLED = (
    FOUNDED
    + """
clause pool
    beta reserves 10% for options on 2024-01-01
"""
)
UNITS = """
clause founding
    beta issues alpha 60m shares, gamma 40m shares

clause later
    beta issues delta 100m shares on 2023-01-01
"""
PARTLY = """
clause founding
    beta issues alpha 27%, gamma 26%
"""
RESTATED = (
    FOUNDED
    + """
amendment recapitalised signed 2024-01-01, binding
    clause recapitalisation
        beta issues alpha 27%, gamma 26%, delta 47%
"""
)
STAKES = [
    Probe("every percentage names its basis", FOUNDED, "stake(alpha, beta) = 60%", "yes"),
    Probe("every percentage names its basis: the one stated", FOUNDED, "stake(alpha, beta, as converted) = 60%", "yes"),
    Probe(
        "every percentage names its basis: another is not known",
        FOUNDED,
        "stake(alpha, beta, fully diluted) = 60%",
        "depends",
        None,
        ("founding",),
    ),
    Probe("a party without a share", FOUNDED, "stake(delta, beta) = 0%", "yes"),
    Probe("rounds change units: before", PRE, "stake(delta, beta) = 0% on 2026-06-29", "yes"),
    Probe("rounds change units: pre-money", PRE, "stake(delta, beta) = 20% on 2026-06-30", "yes"),
    Probe("rounds change units: pre-money dilutes", PRE, "stake(alpha, beta) = 48% on 2026-06-30", "yes"),
    Probe("rounds change units: post-money", POST, "stake(delta, beta) = 25% on 2026-06-30", "yes"),
    Probe("rounds change units: post-money dilutes", POST, "stake(gamma, beta) = 30% on 2026-06-30", "yes"),
    Probe("rounds change units: an old holder invests", TWO_ROUNDS, "stake(alpha, beta) = 61% on 2027-06-30", "yes"),
    Probe(
        "rounds change units: nobody's share is lost",
        TWO_ROUNDS,
        "stake(alpha, beta) + stake(gamma, beta) + stake(delta, beta) = 100% on 2028-01-01",
        "yes",
    ),
    Probe(
        "the else-branch of a round", WAITING, "stake(delta, beta) = 20% on 2026-12-31, given ipo on 2026-06-30", "yes"
    ),
    Probe(
        "the else-branch of a round: missed",
        WAITING,
        "stake(delta, beta) = 10bn / 90bn on 2026-12-31, given ipo never",
        "yes",
    ),
    Probe(
        "the else-branch of a round: open",
        WAITING,
        "stake(delta, beta) >= 15% on 2026-12-31",
        "depends",
        None,
        ("ipo",),
    ),
    Probe("the else-branch of a round: either way", WAITING, "stake(delta, beta) >= 11% on 2026-12-31", "yes"),
    Probe("undisclosed parts", HIDDEN, "stake(delta, beta) = 20%", "depends", None, ("secret",)),
    Probe(
        "undisclosed parts: what was believed is no bound",
        HIDDEN,
        "stake(alpha, beta) <= 58%",
        "depends",
        None,
        ("secret",),
    ),
    Probe(
        "undisclosed parts: nor is what follows from it",
        HIDDEN,
        "stake(alpha, beta) <= 57%",
        "depends",
        None,
        ("secret",),
    ),
    Probe("pools change units", POOLED, "stake(alpha, beta) = 54%", "yes"),
    Probe("units are counted", UNITS, "stake(alpha, beta) = 60% on 2022-12-31", "yes"),
    Probe("units are counted: diluted", UNITS, "stake(alpha, beta) = 30% on 2023-01-01", "yes"),
    Probe("units are counted: in units", UNITS, "units(alpha, beta) = 60m shares on 2023-01-01", "yes"),
    Probe("not everybody is named", PARTLY, "stake(alpha, beta) = 27%", "yes"),
    Probe(
        "not everybody is named: the rest is somebody's",
        PARTLY,
        "stake(delta, beta) = 0%",
        "depends",
        None,
        ("founding",),
    ),
    Probe("not everybody is named: at most the rest", PARTLY, "stake(delta, beta) <= 47%", "yes"),
    Probe("percentages restate", RESTATED, "stake(alpha, beta) = 27% on 2024-01-01", "yes"),
    Probe("percentages restate: before", RESTATED, "stake(alpha, beta) = 60% on 2023-12-31", "yes"),
    Probe(
        "percentages restate: as known before",
        RESTATED,
        "stake(alpha, beta) = 60% on 2024-06-01, known by 2023-12-31",
        "yes",
    ),
    Probe(
        "value follows from a valuation driver", RESTATED, "stake(alpha, beta) * worth = 135bn", "yes", words="135bn"
    ),
    Probe("tolerance: relative", RESTATED, "stake(alpha, beta) * worth = 136bn within 1%", "yes"),
    Probe("tolerance: relative to the right side, at its edge", RESTATED, "99 = 100 within 1%", "yes"),
    Probe("tolerance: relative, beyond", RESTATED, "98.9 = 100 within 1%", "no"),
    Probe("tolerance: absolute, at its edge", RESTATED, "stake(alpha, beta) * worth = 136bn within 1bn", "yes"),
    Probe("tolerance: absolute, beyond", RESTATED, "stake(alpha, beta) * worth = 136bn within 999m", "no"),
    Probe("tolerance: none", RESTATED, "stake(alpha, beta) * worth = 136bn", "no"),
]

HALF = """
clause halves
    alpha appoints 2 seats of board
"""
MOST = HALF.replace("2 seats", "3 seats")
OBSERVERS = (
    HALF
    + """
clause watching
    alpha appoints 2 observers of board
"""
)
JOINED = (
    HALF
    + """
clause more
    alpha appoints 1 seat of board
    from verified
"""
)
QUALIFIED = """
clause three
    alpha appoints 3 seats of council
"""
ALL = """
clause control
    gamma appoints all seats of board
"""
SEATS = [
    Probe("control: more than half, not half", HALF, "alpha controls board", "no", words="50%"),
    Probe("control: more than half", MOST, "alpha controls board", "yes"),
    Probe("control: observers do not count", OBSERVERS, "alpha controls board", "no"),
    Probe("control: a stated majority is enough", QUALIFIED, "alpha controls council", "yes"),
    Probe("control: below a stated majority", QUALIFIED.replace("3 seats", "2 seats"), "alpha controls council", "no"),
    Probe("control: all seats", ALL, "gamma controls board", "yes"),
    Probe("control: of another body not", ALL, "gamma controls council", "no"),
    Probe("control: hangs on an event", JOINED, "alpha controls board on 2026-01-01", "depends", None, ("verified",)),
    Probe("control: before the event", JOINED, "alpha controls board on 2025-01-01", "no"),
    Probe("control: not", ALL, "alpha does not control board", "yes"),
    Probe("seats as a fraction", HALF, "seats(alpha, board) = 50%", "yes"),
]


@pytest.mark.parametrize("probe", [*STAKES, *SEATS], ids=ids)
def test_ownership(probe: Probe) -> None:
    check(probe)
