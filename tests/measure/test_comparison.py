"""Differences path by path: exact where they are, with errors that are those of the differences."""

import numpy as np
import pytest
from msgspec.structs import replace

from termwise.measure.comparison import NotComparableError, difference, differences
from termwise.measure.errors import estimate_of_paths
from tests.measure.simulations import program_with, simulated_of

PATHS = 4096
PROGRAM = program_with("cash:a", at_end=("worth:a",), periods=2)
RANDOM = np.random.default_rng(4)
BASE = RANDOM.normal(100, 50, (3, PATHS))


def test_a_draft_that_gives_two_more_on_every_path_differs_by_exactly_two() -> None:
    found = differences(simulated_of(PROGRAM, BASE), simulated_of(PROGRAM, BASE + 2))
    assert [(one.output, one.period) for one in found] == [("cash:a", 0), ("cash:a", 1), ("worth:a", None)]
    for one in found:
        assert one.difference.value == pytest.approx(2, rel=1e-12)
        assert one.difference.standard_error < 1e-12
        assert one.first.standard_error > 0.1
        assert one.more is not None
        assert one.more.estimate.value == 1


def test_the_error_is_that_of_the_differences() -> None:
    change = RANDOM.normal(0.5, 1, (3, PATHS))
    first, second = simulated_of(PROGRAM, BASE), simulated_of(PROGRAM, BASE + change)
    found = difference(first, second, "worth:a")
    direct = estimate_of_paths(change[2])
    assert found.difference.value == pytest.approx(direct.value)
    assert found.difference.standard_error == pytest.approx(direct.standard_error, rel=1e-6)
    assert found.difference.standard_error * 10 < found.second.standard_error
    assert abs(found.difference.value - 0.5) < 4 * found.difference.standard_error
    assert found.more is not None
    assert found.more.estimate.value == pytest.approx(float((change[2] > 0).mean()))


def test_what_only_one_of_them_has_is_not_compared() -> None:
    other = program_with("cash:b", at_end=("worth:a",), periods=2)
    found = differences(simulated_of(PROGRAM, BASE), simulated_of(other, BASE))
    assert [one.output for one in found] == ["worth:a"]
    with pytest.raises(KeyError):
        difference(simulated_of(PROGRAM, BASE), simulated_of(other, BASE), "cash:b", 0)


def test_runs_that_share_no_random_numbers_are_refused() -> None:
    first = simulated_of(PROGRAM, BASE)
    with pytest.raises(NotComparableError, match="other seeds"):
        difference(first, simulated_of(PROGRAM, BASE, seed=1), "worth:a")
    with pytest.raises(NotComparableError, match="4,096 paths, the other 16"):
        differences(first, simulated_of(PROGRAM, BASE[:, :16]))
    longer = replace(PROGRAM, periods=PROGRAM.periods[:1])
    with pytest.raises(NotComparableError, match="other periods"):
        differences(first, simulated_of(longer, BASE[:2]))
