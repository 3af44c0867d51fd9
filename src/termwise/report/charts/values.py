"""How the value of a deal to each party is spread over its futures."""

from msgspec import Struct

from termwise.report.charts.picture import Picture
from termwise.report.charts.subject import Subject


class ValueSpread(Struct, frozen=True):
    """One party's value over all futures: shares of futures between neighbouring `edges` (one more than shares).

    `low`, `middle`, `high` are the 5 %, 50 % and 95 % quantiles; `loses` the share of futures below zero. `edges` is
    empty where only quantiles are known.
    """

    label: str
    edges: tuple[float, ...]
    shares: tuple[float, ...]
    low: float
    middle: float
    high: float
    mean: float
    loses: float
    remark: str = ""
    subject: Subject | None = None


class ValueDistribution(Picture, frozen=True, kw_only=True):
    """Values in `unit`, a party a row, on one scale. `about` says of what: "present value on 2026-05-31"."""

    unit: str
    about: str
    parties: tuple[ValueSpread, ...]
