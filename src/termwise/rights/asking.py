"""An agreement on a day: what every question about rights starts from."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from termwise.model.declaration import Asset
from termwise.standing.in_force import InForce, in_force
from termwise.standing.solver import MayAnswer
from termwise.view.agreement import Agreement, ClauseHistory, Version


class Asking(Struct, frozen=True):
    """An agreement, the day asked about, the deal's assets by name, and who answers `may` inside conditions."""

    agreement: Agreement
    day: date
    assets: Mapping[str, Asset]
    may: MayAnswer

    def in_force(self, clause: str) -> InForce:
        """Whether a clause is in force on the day."""
        return in_force(self.agreement, clause, self.day, self.may)

    def may_govern(self, history: ClauseHistory) -> tuple[Version, ...]:
        """The wordings of a clause that may govern on the day: begun or perhaps, and none later begun for certain."""
        begun = [version.begins.by(self.day).value for version in history.versions]
        last = max((index for index, truth in enumerate(begun) if truth is True), default=0)
        return tuple(v for i, v in enumerate(history.versions) if i >= last and begun[i] is not False)
