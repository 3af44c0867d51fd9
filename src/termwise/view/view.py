"""Views: known-by date, lowest status accepted, scenario."""

from datetime import date

from msgspec import Struct

from termwise.model.amendment import STATUSES, Status
from termwise.model.deal import Deal
from termwise.model.declaration import Given


class View(Struct, frozen=True):
    """From where a deal is looked at. Every question takes one.

    `lowest` is the weakest status that counts; `given` pins events on top of the scenario.
    """

    known_by: date
    lowest: Status = "binding"
    scenario: str | None = None
    given: tuple[Given, ...] = ()

    def accepts(self, status: Status) -> bool:
        """Whether a text of this status counts. A withdrawn one never does."""
        return status in STATUSES and STATUSES.index(status) >= STATUSES.index(self.lowest)


def default_view(deal: Deal) -> View:
    """The binding text, as known on the deal's `today`."""
    return View(known_by=deal.today)
