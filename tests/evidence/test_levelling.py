"""Laws of levelling and of the closest passage."""

from hypothesis import given
from hypothesis import strategies as st

from termwise.evidence.normal import level
from termwise.evidence.passages import closest, occurrences

french = st.text(alphabet="aàéeE\u0301’'«»\"“” \u00a0\u202f\n:;!?%-–12,.ﬁß", max_size=60)


@given(french)
def test_levelling_twice_is_levelling_once(text: str) -> None:
    once = level(text).text
    assert level(once).text == once


@given(st.text(max_size=60))
def test_places_point_into_the_original_in_order(text: str) -> None:
    levelled = level(text)
    assert len(levelled.starts) == len(levelled.ends) == len(levelled.text)
    assert list(levelled.starts) == sorted(levelled.starts)
    assert all(0 <= s < e <= len(text) for s, e in zip(levelled.starts, levelled.ends, strict=True))


@given(french)
def test_a_levelled_stretch_levels_to_itself(text: str) -> None:
    levelled = level(text)
    if levelled.text.strip():
        start, end = levelled.original(0, len(levelled.text))
        assert level(text[start:end]).text.strip() == levelled.text.strip()


@given(st.text(alphabet="ab", min_size=1, max_size=6), st.text(alphabet="ab", max_size=14))
def test_closest_passage_has_the_least_distance_of_all(words: str, text: str) -> None:
    best = min(_distance(words, text[i:j]) for i in range(len(text) + 1) for j in range(i, len(text) + 1))
    found = closest(words, text)
    if found is None:
        assert 10 * best > 4 * len(words) or not text
    else:
        start, end, distance = found
        assert distance == best == _distance(words, text[start:end])


@given(st.text(alphabet="ab ", min_size=1, max_size=3), st.text(alphabet="ab ", max_size=20))
def test_occurrences_are_occurrences(words: str, text: str) -> None:
    assert all(text[at : at + len(words)] == words for at in occurrences(words, text))


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]
