"""Circles are found where there are any, and are circles."""

from graphlib import CycleError, TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from termwise.base.dates import Duration
from termwise.check.dependence import circles, moment_needs, needs
from termwise.model.expression import Connective, Expression, Not, Ref, StateIs
from termwise.model.moment import FirstOf, LastOf, OnEvent, Shifted

NODES = st.sampled_from("abcdefgh")
GRAPHS = st.dictionaries(NODES, st.frozensets(NODES, max_size=3), max_size=8)


def _is_circular(graph: dict[str, frozenset[str]]) -> bool:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        return True
    return False


@given(GRAPHS)
def test_there_is_a_circle_exactly_when_there_is_no_order(graph: dict[str, frozenset[str]]) -> None:
    assert bool(circles(graph)) == _is_circular(graph)


@given(GRAPHS)
def test_what_is_found_is_a_circle_and_no_node_stands_in_two(graph: dict[str, frozenset[str]]) -> None:
    found = circles(graph)
    for circle in found:
        for one, other in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert other in graph[one]
    nodes = [node for circle in found for node in circle]
    assert len(nodes) == len(set(nodes))


def test_a_long_chain_needs_no_recursion() -> None:
    chain = {str(n): frozenset({str(n + 1)}) for n in range(20_000)}
    assert circles(chain) == ()
    assert len(circles({**chain, "20000": frozenset({"0"})})) == 1


def _event(name: str) -> Expression:
    return Ref("event", name)


def test_of_alternatives_none_is_necessary_unless_all_need_it() -> None:
    a, b = _event("a"), _event("b")
    both = Connective("and", (a, b))
    assert needs(both) == {"a", "b"}
    assert needs(Connective("or", (a, b))) == frozenset()
    assert needs(Connective("or", (both, a))) == {"a"}
    assert needs(Not(a)) == frozenset()


def test_a_state_needs_its_clause_only_when_it_can_have_no_other_way() -> None:
    assert needs(StateIs("fee", "violated")) == {"fee"}
    assert needs(StateIs("fee", "violated", negated=True)) == frozenset()
    assert needs(StateIs("fee", "ended")) == frozenset()


def test_the_first_of_several_moments_needs_what_all_of_them_need() -> None:
    a, b = OnEvent("a"), OnEvent("b")
    assert moment_needs(LastOf((a, b))) == {"a", "b"}
    assert moment_needs(FirstOf((a, b))) == frozenset()
    assert moment_needs(FirstOf((a, Shifted(a, Duration(days=3))))) == {"a"}
