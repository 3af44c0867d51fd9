"""Clauses that override each other in a circle: none of them prevails, so the conflict is not settled."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, error
from termwise.check.dependence import circles
from termwise.check.rule import Rule, Subject
from termwise.check.terms import in_words


def _run(subject: Subject) -> Iterable[Diagnostic]:
    last = (history.versions[-1].clause for history in subject.agreement.clauses if history.versions)
    graph = {clause.name: frozenset(clause.qualifiers.overrides) for clause in last}
    return (_circle(subject, circle) for circle in circles(graph))


def _circle(subject: Subject, circle: tuple[str, ...]) -> Diagnostic:
    steps = [f"`{one}` overrides `{other}`" for one, other in zip(circle, (*circle[1:], circle[0]), strict=True)]
    return error(
        "circular-overrides",
        f"{in_words(steps)}: none of them prevails",
        subject.place(circle[0]),
        "keep the `overrides` of the clause that is meant to prevail, and remove the other",
    )


RULE = Rule("circular-overrides", "clauses that override each other in a circle", _run)
