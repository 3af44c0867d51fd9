"""Pairs that can meet: the sweep finds what comparing all with all finds."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from termwise.check.clash import Spell, shared_day
from termwise.check.pairing import Said, nested, overlapping
from termwise.check.terms import within
from termwise.model.clause import Qualifiers
from termwise.model.sentence import Prose

FIRST = date(2026, 1, 1)
ASSETS = st.sampled_from((None, "a", "a.b", "a.b.c", "a.bc", "d"))


@st.composite
def _spells(draw: st.DrawFn) -> Spell:
    start = draw(st.integers(0, 20))
    length = draw(st.none() | st.integers(1, 20))
    end = None if length is None else FIRST + timedelta(days=start + length)
    name = str(draw(st.integers(0, 999)))
    begin = FIRST + timedelta(days=start)
    return Spell(name, Prose("words"), Qualifiers(), begin, end, certain=True, hangs_on=frozenset(), span=None)


SAID = st.lists(st.builds(Said, st.sampled_from("xy"), ASSETS, _spells()), max_size=8)


@given(st.lists(_spells(), max_size=10), st.lists(_spells(), max_size=10))
def test_the_sweep_finds_every_pair_that_shares_a_day(ones: list[Spell], others: list[Spell]) -> None:
    expected = Counter((one, other) for one in ones for other in others if shared_day(one, other))
    assert Counter(overlapping(ones, others)) == expected


def _is_within(part: Said, whole: Said) -> bool:
    return whole.asset is None or (part.asset is not None and within(part.asset, whole.asset))


@given(SAID, SAID, st.booleans())
def test_nested_pairs_are_those_of_all_with_all(parts: list[Said], wholes: list[Said], strictly: bool) -> None:
    expected = Counter(
        (part.spell, whole.spell)
        for part in parts
        for whole in wholes
        if part.key == whole.key and _is_within(part, whole) and not (strictly and part.asset == whole.asset)
        if shared_day(part.spell, whole.spell)
    )
    assert Counter(nested(parts, wholes, strictly=strictly)) == expected
