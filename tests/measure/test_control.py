"""Votes by stakes and seats, over time on one course and over the paths of a simulation."""

from fractions import Fraction

import numpy as np
import pytest

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.lower.from_agreement import lower
from termwise.measure.control import Votes, on_paths, over_time, votes
from termwise.measure.power import Majority
from termwise.view.fold import consolidate
from tests.lower.reading import HEAD, deal_of, program_of, run_of, view_of
from tests.measure.simulations import program_with, simulated_of

DEAL = """
clause held
    b issues a 40%, c 60%
clause sold
    b issues a 51%, c 49%
    from 2026-01-01
clause two
    a appoints 2 seats of board
clause three
    c appoints 3 seats of board
    from 2025-03-10
"""
HERE = HEAD + 'body board "Board" of b\n    seats 5\n    majority 60%\n'


def test_votes_follow_stakes_and_seats() -> None:
    deal = deal_of(DEAL, head=HERE)
    program = lower(consolidate(deal, view_of()))
    done = run(program, central(program))
    seats, stakes = votes((measured.name for measured in done.outputs), deal.bodies)
    assert (seats.of, seats.majority) == ("board", Majority(Fraction(6, 10)))
    assert (stakes.of, stakes.voters, stakes.majority) == ("b", ("a", "c"), None)
    before, after = over_time(done, stakes)
    assert (before.period, after.period) == (0, 12)
    assert [(one.voter, one.decides) for one in before.powers] == [("a", False), ("c", True)]
    assert [(one.decides, int(one.banzhaf)) for one in after.powers] == [(True, 1), (False, 0)]
    alone, together = over_time(done, seats)
    assert [one.weight for one in alone.powers] == [Fraction(2, 5), 0]
    assert not any(one.decides for one in alone.powers)
    assert (together.period, together.powers[1].decides) == (2, True)


def test_power_on_paths_is_the_mean_of_powers() -> None:
    vote = Votes("b", ("a", "c", "d"), ("stake:a:b", "stake:c:b", "stake:d:b"))
    paths = 64
    every = np.array([[0.4] * paths, [0.35] * paths, [0.25] * paths])
    every[:, :16] = [[0.6], [0.3], [0.1]]
    found = on_paths(simulated_of(program_with(*vote.outputs), every), vote, 0)
    assert [one.voter for one in found] == ["a", "c", "d"]
    assert found[0].decides.estimate.value == 0.25
    assert found[0].banzhaf.value == pytest.approx(0.25 + 0.75 / 3)
    assert found[2].shapley_shubik.value == pytest.approx(0.75 / 3)
    assert found[1].decides.estimate.value == 0


def test_a_body_without_a_size_tells_no_seats() -> None:
    head = HEAD + 'body panel "Panel" of b\n'
    program = lower(consolidate(deal_of("clause two\n    a appoints 2 seats of panel\n", head=head), view_of()))
    assert votes(measured.name for measured in run(program, central(program)).outputs) == ()
    whole = run_of("clause held\n    b issues a 40%, c 60%\n")
    assert program_of("clause held\n    b issues a 40%, c 60%\n") == whole.program
