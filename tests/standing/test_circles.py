"""Circular references end, come out open, and do not depend on who asks first."""

from datetime import date

import pytest
from msgspec.structs import replace

from termwise.model.clause import Clause, Qualifiers
from termwise.model.deal import Deal
from termwise.model.expression import Connective, Expression, Not, StateIs
from termwise.model.sentence import Grant
from termwise.standing.conditions import condition
from termwise.standing.critical_days import critical_days
from termwise.standing.duties import duty_state
from termwise.standing.in_force import in_force, stretches
from termwise.standing.keeping import Keeper
from termwise.view.agreement import Agreement
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.view.reading import agreement_of, deal_of

DAY = date(2024, 1, 1)
GRANT = Grant("a", ("b",), ("use",), "note")


def while_in_force(name: str, others: list[str], *, negated: bool = False) -> Clause:
    states: list[Expression] = [StateIs(other, "in force") for other in others]
    condition_ = states[0] if len(states) == 1 else Connective("and", tuple(states))
    return Clause(name, GRANT, qualifiers=Qualifiers(while_=Not(condition_) if negated else condition_))


def agreement_with(*clauses: Clause) -> Agreement:
    deal: Deal = replace(deal_of(""), clauses=clauses)
    return consolidate(deal, View(deal.today))


@pytest.mark.parametrize("order", [("x", "y"), ("y", "x")])
def test_two_that_need_each_other(order: tuple[str, str]) -> None:
    agreement = agreement_with(while_in_force("x", ["y"]), while_in_force("y", ["x"]))
    for name in order:
        found = in_force(agreement, name, DAY)
        assert found.truth.value is None
        assert {thing.kind for thing in found.truth.hangs_on} == {"words"}


def test_one_that_denies_itself() -> None:
    assert in_force(agreement_with(while_in_force("x", ["x"], negated=True)), "x", DAY).truth.value is None


def test_a_circle_does_not_touch_what_stands_apart() -> None:
    agreement = agreement_with(
        while_in_force("x", ["y"]), while_in_force("y", ["x"]), Clause("z", GRANT), while_in_force("w", ["z"])
    )
    assert in_force(agreement, "w", DAY).truth.value is True
    assert in_force(agreement, "x", DAY).truth.value is None


def test_many_that_all_need_each_other_end_soon() -> None:
    names = [f"c{n}" for n in range(40)]
    clauses = [while_in_force(name, [other for other in names if other != name]) for name in names]
    agreement = agreement_with(*clauses)
    assert all(in_force(agreement, name, DAY).truth.value is None for name in names)


def test_a_long_chain_ends() -> None:
    clauses = [Clause("c0", GRANT), *(while_in_force(f"c{n}", [f"c{n - 1}"]) for n in range(1, 400))]
    agreement = agreement_with(*clauses)
    assert in_force(agreement, "c20", DAY).truth.value is True
    assert in_force(agreement, "c399", DAY).truth.value in {True, None}
    for name in [clause.name for clause in clauses]:
        assert in_force(agreement, name, DAY).truth.value is True


def test_readings_of_a_circle_through_duties_and_powers() -> None:
    text = """
clause x
    a must deliver note to b by 2024-06-30
        fulfilled when signed
        on breach suspends y
    while y is in force
clause y
    b must provide models to a by 2024-07-31
        violated when x is violated
        on breach suspends x
clause stop
    a may terminate after 10 days notice
        ends clause y
        triggers signed
    from breach of y
"""
    agreement = agreement_of(text)
    assert critical_days(agreement, date(2020, 1, 1), date(2030, 1, 1))
    for name in ("x", "y", "stop"):
        assert stretches(agreement, name) is not None
    assert duty_state(agreement, "x", date(2025, 1, 1)) is not None
    assert condition(agreement, StateIs("y", "violated"), date(2025, 1, 1)) is not None


def test_the_keeper_keeps_what_is_whole_only() -> None:
    asked: list[str] = []
    keeper = Keeper()

    def ask(name: str) -> str:
        def work() -> str:
            asked.append(name)
            return name + ask({"a": "b", "b": "c", "c": "b"}[name])

        return keeper.keep((name,), work, lambda: "!")

    assert ask("a") == "abc!"
    assert asked == ["a", "b", "c"]
    assert ask("b") == "bc!"
    assert asked == ["a", "b", "c"]
    assert ask("c") == "cbc!"
    assert asked == ["a", "b", "c", "c"]


def test_a_fault_in_the_middle_leaves_the_keeper_usable() -> None:
    keeper = Keeper()

    def broken() -> str:
        raise KeyError("x")

    with pytest.raises(KeyError):
        keeper.keep(("x",), broken, lambda: "!")
    assert keeper.keep(("x",), lambda: "well", lambda: "!") == "well"
