"""Who pays whom under which clause, in all."""

from msgspec import Struct

from termwise.report.charts.picture import Picture
from termwise.report.charts.subject import Subject


class Flow(Struct, frozen=True):
    """What one party pays another under a clause; `amount` is not below zero."""

    payer: str
    clause: str
    payee: str
    amount: float
    subject: Subject | None = None


class LedgerSankey(Picture, frozen=True, kw_only=True):
    """The ledger's movements in `unit`, summed; `parties` and `clauses` are shown in the order of their amounts."""

    unit: str
    flows: tuple[Flow, ...]
