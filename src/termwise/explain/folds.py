"""The wordings of one clause as they were seen when each text became known, with as few folds as tell it."""

from collections.abc import Callable
from datetime import date

from termwise.explain.succession import Statement
from termwise.model.amendment import AddClause, Amendment, Patch, Status
from termwise.model.deal import Deal
from termwise.model.moment import On
from termwise.view.agreement import Agreement, Version
from termwise.view.fold import knows_original
from termwise.view.view import View

Seen = Callable[[View], Agreement]
"""The agreement of the deal in a view, each worked out once."""

_Versions = dict[str | None, list[Version]]
"""The wordings of the clause, by the amendment that made them."""


class Folds:
    """The folds of a deal under the views of its texts.

    Where no text on the clause depends on anything, a text that became known later but took effect earlier
    is all that a fold with everything known can add before another: then that one fold tells them all.
    """

    def __init__(self, deal: Deal, clause: str, last: date, scenario: str | None, seen: Seen) -> None:
        self._deal = deal
        self._seen = seen
        self._clause = clause
        self._last = last
        self._scenario = scenario
        self._versions: dict[tuple[date, Status], _Versions] = {}
        self._alike: dict[Status, frozenset[str]] = {}
        self._plain = self._is_plain()

    def whole(self, lowest: Status) -> Agreement:
        """The agreement when all is known and texts from `lowest` on count."""
        return self._agreement(self._last, lowest)

    def versions(self, statement: Statement) -> list[Version]:
        """The wordings an amendment made of the clause, seen on the day it became known by who lets it count."""
        name = None if statement.amendment is None else statement.amendment.name
        known, lowest = statement.known, statement.status
        if self._plain and knows_original(self._deal, View(known)) and name in self._seen_alike(lowest):
            known = self._last
        if (known, lowest) not in self._versions:
            self._versions[known, lowest] = self._by_amendment(known, lowest)
        return self._versions[known, lowest].get(name, [])

    def _agreement(self, known: date, lowest: Status) -> Agreement:
        return self._seen(View(known_by=known, lowest=lowest, scenario=self._scenario))

    def _by_amendment(self, known: date, lowest: Status) -> _Versions:
        found: _Versions = {}
        history = self._agreement(known, lowest).clause(self._clause)
        for version in history.versions if history else ():
            found.setdefault(version.amendment, []).append(version)
        return found

    def _speaking(self) -> list[Amendment]:
        """The amendments that speak of the clause."""
        return [
            amendment
            for amendment in self._deal.amendments
            if any(_subject_is(patch, self._clause) for patch in amendment.patches)
        ]

    def _is_plain(self) -> bool:
        """Whether the clause is of the original text, and every text on it takes effect on a day it names, for good."""
        withdrawn = {name for amendment in self._deal.amendments for name in amendment.withdraws}
        return any(clause.name == self._clause for clause in self._deal.clauses) and all(
            not amendment.requires
            and amendment.name not in withdrawn
            and (amendment.effective is None or isinstance(amendment.effective, On))
            and not any(isinstance(patch, AddClause) for patch in amendment.patches)
            for amendment in self._speaking()
        )

    def _seen_alike(self, lowest: Status) -> frozenset[str]:
        """The texts before which, in order of effect, none comes that became known after them."""
        if lowest not in self._alike:
            view = View(self._last, lowest)
            counting = [one for one in self._speaking() if view.accepts(one.status)]
            latest, alike = date.min, []
            for amendment in sorted(counting, key=_effect):
                latest = max(latest, amendment.known_from)
                if amendment.known_from == latest:
                    alike.append(amendment.name)
            self._alike[lowest] = frozenset(alike)
        return self._alike[lowest]


def _effect(amendment: Amendment) -> date:
    return amendment.effective.day if isinstance(amendment.effective, On) else amendment.dated


def _subject_is(patch: Patch, clause: str) -> bool:
    return clause == (patch.clause.name if isinstance(patch, AddClause) else patch.clause)
