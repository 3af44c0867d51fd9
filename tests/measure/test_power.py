"""Power indices: known answers of the literature, a listing of all coalitions, and laws."""

from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.measure.power import HALF, Majority, Power, powers

EEC_1958 = {"France": 4, "Germany": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}
SECURITY_COUNCIL = {f"permanent {i}": 7 for i in range(5)} | {f"elected {i}": 1 for i in range(10)}


def by_voter(found: tuple[Power, ...]) -> dict[str, Power]:
    return {one.voter: one for one in found}


def test_the_council_of_the_six_in_1958() -> None:
    """12 of 17 votes: Luxembourg could never change a thing (Brams and Affuso 1976)."""
    found = by_voter(powers(EEC_1958, Majority(Fraction(12))))
    assert [one.banzhaf for one in found.values()] == [Fraction(n, 21) for n in (5, 5, 5, 3, 3, 0)]
    assert [one.shapley_shubik for one in found.values()] == [Fraction(n, 60) for n in (14, 14, 14, 9, 9, 0)]
    assert found["France"].banzhaf_absolute == Fraction(10, 32)
    assert not any(one.decides or one.blocks for one in found.values())


def test_the_security_council() -> None:
    """Nine of fifteen with all five permanent members: 39 with weights 7 and 1 (Shapley and Shubik 1954, enlarged)."""
    found = by_voter(powers(SECURITY_COUNCIL, Majority(Fraction(39))))
    permanent, elected = found["permanent 0"], found["elected 0"]
    assert permanent.shapley_shubik == Fraction(421, 2145)
    assert elected.shapley_shubik == Fraction(4, 2145)
    assert permanent.banzhaf == Fraction(848, 5 * 848 + 10 * 84)
    assert elected.banzhaf_absolute == Fraction(84, 2**14)
    assert permanent.blocks
    assert not elected.blocks


def test_the_nassau_county_board_of_1958() -> None:
    """9, 9, 7, 3, 1, 1 and a majority of 16: three of six had all the power (Banzhaf 1965)."""
    weights = {"Hempstead 1": 9, "Hempstead 2": 9, "North Hempstead": 7, "Oyster Bay": 3, "Glen Cove": 1, "Beach": 1}
    assert [one.banzhaf for one in powers(weights, Majority(Fraction(16)))] == [Fraction(1, 3)] * 3 + [Fraction(0)] * 3


def test_half_is_not_a_majority_of_shares() -> None:
    one, _ = powers({"a": Fraction(1, 2), "b": Fraction(1, 2)})
    assert (one.banzhaf, one.blocks, one.decides) == (Fraction(1, 2), True, False)
    owner, minority = powers({"a": Fraction(51, 100), "b": Fraction(49, 100)})
    assert owner.decides
    assert [owner.shapley_shubik, minority.shapley_shubik] == [1, 0]
    one, _ = powers({"a": Fraction(1, 2), "b": Fraction(1, 2)}, Majority(Fraction(1, 2)))
    assert one.decides


def test_where_nobody_can_win_nobody_has_power() -> None:
    assert [one.banzhaf for one in powers({"a": Fraction(1, 5), "b": Fraction(1, 5)})] == [0, 0]
    assert powers({}) == ()
    with pytest.raises(ValueError, match="at least nothing"):
        powers({"a": -1})


WEIGHTS = st.lists(st.integers(0, 9), min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(WEIGHTS, st.integers(0, 30), st.booleans())
def test_counting_is_listing(weights: list[int], quota: int, more: bool) -> None:
    majority = Majority(Fraction(quota), more)
    voters = {str(i): weight for i, weight in enumerate(weights)}
    for one in powers(voters, majority):
        others = [w for name, w in voters.items() if name != one.voter]
        coalitions = [c for size in range(len(others) + 1) for c in combinations(others, size)]
        own = voters[one.voter]
        swung = sum(not majority.wins(sum(c)) and majority.wins(sum(c) + own) for c in coalitions)
        assert one.banzhaf_absolute == Fraction(swung, len(coalitions))
        orders = list(permutations(voters.items()))
        pivots = 0
        for order in orders:
            before = sum(w for _, w in order[: [name for name, _ in order].index(one.voter)])
            pivots += not majority.wins(before) and majority.wins(before + own)
        assert one.shapley_shubik == Fraction(pivots, len(orders))


@settings(max_examples=100, deadline=None)
@given(WEIGHTS)
def test_all_power_is_somebody_s_and_more_votes_never_weaken(weights: list[int]) -> None:
    total = sum(weights)
    found = powers({str(i): weight for i, weight in enumerate(weights)}, Majority(Fraction(total, 2), more=True))
    assert sum(one.shapley_shubik for one in found) == (1 if total else 0)
    assert sum(one.banzhaf for one in found) == (1 if total else 0)
    ordered = sorted(found, key=lambda one: one.weight)
    assert [one.shapley_shubik for one in ordered] == sorted(one.shapley_shubik for one in found)
    assert HALF.more
