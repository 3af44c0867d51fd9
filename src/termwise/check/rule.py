"""What a rule is, and what it reads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import Span
from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause
from termwise.model.clause import Clause, Qualifiers
from termwise.model.deal import Deal, Names, names
from termwise.model.sentence import Sentence
from termwise.model.walk import strings_in
from termwise.standing.in_force import Stretch, stretches
from termwise.view.agreement import Agreement, ClauseHistory, Version
from termwise.view.fold import consolidate
from termwise.view.view import default_view

_HEARSAY = frozenset({"rumoured", "reported"})


class Wording(Struct, frozen=True):
    """What one text says of a clause: the clause as first written, or an amendment's change of it.

    `sentence` is None where a change keeps the sentence. `first` tells a first writing from a change.
    """

    clause: str
    sentence: Sentence | None
    title: str | None
    qualifiers: Qualifiers
    amendment: Amendment | None
    first: bool
    place: Span | None
    """Where to point: the clause's name where it is declared, else the change."""


class Subject(Struct, frozen=True, dict=True):
    """A deal and what the rules look up in it, each made on first use and kept."""

    deal: Deal
    folded: Agreement | None = None
    """The deal under its default view, when the caller has it already."""

    @cached_property
    def names(self) -> Names:
        """The declarations by name."""
        return names(self.deal)

    @cached_property
    def agreement(self) -> Agreement:
        """The deal under its default view: the binding text as known today."""
        return self.folded or consolidate(self.deal, default_view(self.deal))

    @cached_property
    def histories(self) -> Mapping[str, ClauseHistory]:
        """The clauses of the default agreement by name."""
        return {history.name: history for history in self.agreement.clauses}

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every version of every clause of the default agreement."""
        return tuple(version for history in self.agreement.clauses for version in history.versions)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every first writing and every change, of any status, in the order of the text."""
        first = [_first(clause, None) for clause in self.deal.clauses]
        return (*first, *(w for amendment in self.deal.amendments for w in _wordings(amendment)))

    @cached_property
    def agreed(self) -> tuple[Wording, ...]:
        """The wordings that parties wrote or offered: of reports and rumours nobody expects every term."""
        return tuple(w for w in self.wordings if w.amendment is None or w.amendment.status not in _HEARSAY)

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Every name that anything but its own declaration and a scenario mentions."""
        read = (f for f in self.deal.__struct_fields__ if f not in ("scenarios", "title"))
        return frozenset(text for field in read for text in strings_in(getattr(self.deal, field)))

    @cached_property
    def _stretches(self) -> dict[str, tuple[Stretch, ...]]:
        return {}

    def stretches(self, clause: str) -> tuple[Stretch, ...]:
        """When the clause is or may be in force under the default view."""
        known = self._stretches
        if clause not in known:
            known[clause] = stretches(self.agreement, clause) if clause in self.histories else ()
        return known[clause]

    def place(self, clause: str) -> Span | None:
        """Where the clause is named first."""
        found = self.names.clauses.get(clause)
        return found.name_span or found.span if found else None


class Rule(Struct, frozen=True):
    """One opinion: the code of its diagnostics, what it looks for in a line, and how."""

    code: str
    title: str
    run: Callable[[Subject], Iterable[Diagnostic]]


def _first(clause: Clause, amendment: Amendment | None) -> Wording:
    place = clause.name_span or clause.span
    return Wording(clause.name, clause.sentence, clause.title, clause.qualifiers, amendment, True, place)


def _wordings(amendment: Amendment) -> Iterable[Wording]:
    for patch in amendment.patches:
        match patch:
            case AddClause(clause):
                yield _first(clause, amendment)
            case ChangeClause(clause=name, sentence=sentence, title=title, qualifiers=qualifiers, span=span):
                yield Wording(name, sentence, title, qualifiers, amendment, False, span)
            case EndClause():
                pass


def grouped(wordings: Iterable[Wording]) -> Mapping[str, list[Wording]]:
    """The wordings of each clause, in order."""
    by_name: defaultdict[str, list[Wording]] = defaultdict(list)
    for wording in wordings:
        by_name[wording.clause].append(wording)
    return by_name
