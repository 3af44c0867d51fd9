"""Correlations that cannot all be true are told at the one that breaks them; possible ones are taken."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.syntax.parser import parse

HEADING = 'deal "Test"\n    currency USD\n    period 2026 through 2030\n    today 2026-01-01\n'
NAMES = ("a", "b", "c", "d")


def told(pairs: dict[tuple[str, str], str]) -> list[tuple[str, int]]:
    """The messages, each with its line, of drivers correlated like this."""
    lines = [HEADING]
    for name in NAMES:
        lines.append(f"driver {name} in USD\n    known 2025 1\n")
        lines += [f"    correlated {number} with {other}\n" for (one, other), number in pairs.items() if one == name]
    elaborated = elaborate((parse(SourceText("test.deal", "".join(lines))).tree,))
    return [(d.message, d.span.line) for d in elaborated.diagnostics if d.span and d.code == "impossible-correlations"]


@pytest.mark.parametrize("number", ["1", "-1", "0.999", "0"])
def test_two_drivers_may_be_correlated_in_any_way(number: str) -> None:
    assert told({("b", "a"): number}) == []
    assert told({("b", "a"): number, ("a", "b"): number}) == []


def test_the_edge_of_what_is_possible() -> None:
    """All alike, and one that is exactly the other two: both are just possible."""
    assert told({("b", "a"): "1", ("c", "a"): "1", ("c", "b"): "1"}) == []
    assert told({("c", "a"): "0.6", ("c", "b"): "0.8"}) == []
    message = "`a`, `b` and `c` cannot move together as their correlations say"
    assert told({("c", "a"): "0.6", ("c", "b"): "0.8001"}) == [(message, 12)]
    assert told({("b", "a"): "1", ("c", "a"): "1"}) == [(message, 12)]
    assert told({("b", "a"): "1", ("c", "a"): "1", ("d", "c"): "0.1"}) == [(message, 12)]


def test_two_numbers_for_the_same_drivers() -> None:
    assert told({("b", "a"): "0.5", ("a", "b"): "0.4"}) == [("`a` and `b` are correlated in two different ways", 10)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=6, max_size=6))
def test_agrees_with_eigenvalues(tenths: list[int]) -> None:
    pairs = [(one, other) for place, one in enumerate(NAMES) for other in NAMES[:place]]
    matrix = np.eye(4)
    for (one, other), number in zip(pairs, tenths, strict=True):
        row, column = NAMES.index(one), NAMES.index(other)
        matrix[row, column] = matrix[column, row] = number / 10
    least = float(np.linalg.eigvalsh(matrix)[0])
    faults = told({pair: f"{number / 10}" for pair, number in zip(pairs, tenths, strict=True)})
    if abs(least) > 1e-9:
        assert bool(faults) == (least < 0)
