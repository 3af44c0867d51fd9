"""What elaboration carries along: the names of the deal, its frame, and the faults found so far."""

from datetime import date

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import Span
from termwise.elaborate.dimensions import Sort, money_in
from termwise.elaborate.faults import names as faults
from termwise.elaborate.names import Kind, Symbol, Symbols
from termwise.syntax.tree import Name


class Frame(Struct, frozen=True):
    """What the `deal` directive settles for every line. `currency` None was not said, or is `currency_lost`."""

    start: date
    end: date
    today: date
    currency: str | None = None
    today_span: Span | None = None
    currency_lost: bool = False


class Context:
    """The names and the frame of one deal, and a growing list of faults. Lives for one elaboration."""

    def __init__(self, symbols: Symbols, frame: Frame) -> None:
        self.symbols = symbols
        self.frame = frame
        self.depth = 0
        self._faults: list[Diagnostic] = []

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Everything reported so far."""
        return tuple(self._faults)

    @property
    def money(self) -> Sort:
        """Money in the deal's currency; any number when the deal names none."""
        return money_in(self.frame.currency)

    def report(self, fault: Diagnostic) -> None:
        """Keep a fault."""
        self._faults.append(fault)

    def find(self, name: Name, *kinds: Kind) -> Symbol | None:
        """The declared thing of that name and one of these kinds; None after reporting that there is none.

        A name whose declaration could not be read is not reported: that has been told.
        """
        symbol = self.symbols.get(name.text)
        if symbol is None:
            if self.symbols.may_be_lost(name.text, *kinds):
                return None
            self.report(faults.unknown_name(name, kinds, self.symbols.of(*kinds), self.symbols.aliases))
            return None
        if symbol.kind not in kinds:
            advice = faults.declared_as(kinds, self.symbols.of(*kinds))
            self.report(faults.wrong_kind(name, symbol.kind, kinds, symbol.span, advice))
            return None
        return symbol

    def named(self, name: Name, *kinds: Kind) -> str | None:
        """The name itself when it stands for one of these kinds; None after reporting that it does not."""
        return name.text if self.find(name, *kinds) is not None else None

    def all_named(self, names: tuple[Name, ...], *kinds: Kind) -> tuple[str, ...] | None:
        """All the names, each of one of these kinds; None when any was not (each is reported)."""
        found = [self.named(name, *kinds) for name in names]
        return None if None in found else tuple(name for name in found if name is not None)

    def missing_currency(self, span: Span) -> None:
        """Report money without a currency in a deal that names none."""
        if not self.frame.currency_lost:
            self.report(faults.no_currency(span))
