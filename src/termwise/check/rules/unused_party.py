"""A party that no clause, event, asset, claim or expectation mentions takes no part in the deal."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Party


def _run(subject: Subject) -> Iterable[Diagnostic]:
    return (_unused(party) for party in subject.deal.parties if party.name not in subject.mentions)


def _unused(party: Party) -> Diagnostic:
    return warning(
        "unused-party",
        f"`{party.name}` takes no part in the deal",
        party.name_span or party.span,
        "give it a clause, an event to decide or an asset, or remove it",
    )


RULE = Rule("unused-party", "a party that takes no part", _run)
