"""What must be known of a deal to move its numbers: a `Session` knows it, and need not be known here."""

from typing import Protocol

from termwise.model.deal import Deal
from termwise.view.agreement import Agreement
from termwise.view.view import View


class Readable(Protocol):
    """A deal and the agreements in force under its views. Both raise `UnusableDealError` for a deal with errors."""

    @property
    def deal(self) -> Deal:
        """The deal."""

    def agreement(self, view: View | None = None) -> Agreement:
        """The agreement in force under the view, the deal's default view unless said."""
