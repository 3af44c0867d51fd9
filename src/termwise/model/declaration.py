"""What exists: parties, assets, bodies, events, drivers, sources, scenarios, interests."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from termwise.base.dates import Duration
from termwise.base.source import Span
from termwise.model.clause import Citation
from termwise.model.expression import Expression, Interval, Quantity
from termwise.model.moment import Moment, On


class Party(Struct, frozen=True):
    """Anyone who has rights or decides events: companies, regulators, courts, panels, the market."""

    name: str
    full_name: str
    kind: str | None = None
    also_called: tuple[str, ...] = ()
    discount_rate: Expression | None = None
    sources: tuple[Citation, ...] = ()
    span: Span | None = None
    name_span: Span | None = None


class Asset(Struct, frozen=True):
    """What rights are about. `a.b` is part of `a`. `owner` is the party it is `of`; None belongs to nobody here.

    The owner of a part that names none is the owner of what it is part of.
    `kind` is "asset" unless said: "field" and "territory" are what `only for` cuts by.
    """

    name: str
    title: str | None = None
    owner: str | None = None
    kind: Literal["asset", "field", "territory"] = "asset"
    also_called: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    span: Span | None = None
    name_span: Span | None = None


class Body(Struct, frozen=True):
    """A board or committee. `majority` is the fraction needed to control it, more than half unless said."""

    name: str
    title: str | None = None
    of: str | None = None
    seats: int | None = None
    majority: Decimal | None = None
    sources: tuple[Citation, ...] = ()
    span: Span | None = None
    name_span: Span | None = None


class WaitBetween(Struct, frozen=True, tag="between"):
    """`between A and B`: a 90 % interval of the day it happens, seen from `today`."""

    earliest: On
    latest: On


class WaitAfter(Struct, frozen=True, tag="after"):
    """`3 to 18 months after E`: a 90 % interval of the waiting time from E."""

    low: Duration
    high: Duration
    after: str


class Likely(Struct, frozen=True, tag="likely"):
    """`likely 70%, between 2027 and 2040`: the chance that it ever happens, and when."""

    chance: Expression
    wait: WaitBetween | WaitAfter | None = None


class Hazard(Struct, frozen=True, tag="hazard"):
    """`1% per month from 2026-06`: a chance per time, applied day by day."""

    rate: Expression
    origin: Moment


class Rule(Struct, frozen=True, tag="rule"):
    """`when openai_valuation >= 1tn`: happens on the first day the condition holds."""

    condition: Expression


class Event(Struct, frozen=True):
    """Something that happens. `on` is the known day; `chance` how the future is drawn; None of both is open.

    An event is known to have happened from `known` (its own day unless said).
    """

    name: str
    title: str | None = None
    by: str | None = None
    on: date | None = None
    known: date | None = None
    chance: Likely | Hazard | Rule | None = None
    sources: tuple[Citation, ...] = ()
    span: Span | None = None
    name_span: Span | None = None


class KnownValue(Struct, frozen=True):
    """One point of a driver's history, on a day, in a month or over a year (see `On.precision`)."""

    when: On
    value: Quantity
    span: Span | None = None


class Growth(Struct, frozen=True):
    """`grows 20% to 80% per year until 2029`; `after` starts a regime when an event happens."""

    rate: Expression
    until: Moment | None = None
    after: str | None = None


class Jump(Struct, frozen=True):
    """`jumps 20% to 50% when agi_verified`: a relative change on the day of an event."""

    size: Expression
    event: str


class Correlation(Struct, frozen=True):
    """`correlated 0.6 with openai_revenue`, of the drivers' relative changes."""

    coefficient: Quantity
    driver: str


class Driver(Struct, frozen=True):
    """An uncertain series: known values, growth, variation, correlation; or a formula over other drivers.

    `unit` is a currency or unit word; `per` the time unit of a flow ("year") or None for a level.
    """

    name: str
    unit: str
    per: str | None = None
    title: str | None = None
    known: tuple[KnownValue, ...] = ()
    known_file: str | None = None
    growth: tuple[Growth, ...] = ()
    variation: Expression | None = None
    correlations: tuple[Correlation, ...] = ()
    jumps: tuple[Jump, ...] = ()
    formula: Expression | None = None
    sources: tuple[Citation, ...] = ()
    span: Span | None = None
    name_span: Span | None = None


class SourceDocument(Struct, frozen=True):
    """A document that statements cite. `published` None is undated; `sha256` is of the file's bytes."""

    name: str
    title: str
    publisher: str | None = None
    published: On | None = None
    language: str | None = None
    file: str | None = None
    sha256: str | None = None
    url: str | None = None
    span: Span | None = None
    name_span: Span | None = None


class EventPin(Struct, frozen=True, tag="event"):
    """`agi_declared on 2027-06-30`, `ipo never` (day None)."""

    event: str
    day: date | None
    span: Span | None = None


class DriverPin(Struct, frozen=True, tag="driver"):
    """`openai_revenue grows 10% per year`, `openai_valuation is 400bn`: replaces growth or formula."""

    driver: str
    growth: tuple[Growth, ...] = ()
    value: Expression | None = None
    span: Span | None = None


class VariationPin(Struct, frozen=True, tag="variation"):
    """`openai_revenue varies 10% per year`: replaces how much a driver varies."""

    driver: str
    variation: Expression
    span: Span | None = None


class ChancePin(Struct, frozen=True, tag="chance"):
    """`ipo likely 80%`: replaces how likely an event is; when it may come stays as declared unless said."""

    event: str
    chance: Likely | Hazard
    span: Span | None = None


class TermPin(Struct, frozen=True, tag="term"):
    """`revenue_share.rate is 17%`: the number that a clause leaves open, named as `model.terms` names it."""

    clause: str
    term: str
    value: Expression
    span: Span | None = None


class PowerPin(Struct, frozen=True, tag="power"):
    """`microsoft exercises exit on 2028-01-01`."""

    party: str
    clause: str
    day: date
    span: Span | None = None


class LatePin(Struct, frozen=True, tag="late"):
    """`royalty paid 45 days late in 2027`: what falls due under a clause in `[start, end)` is paid so long after it.

    `start` None is from the beginning, `end` None for ever.
    """

    clause: str
    length: Duration
    start: date | None = None
    end: date | None = None
    span: Span | None = None


Pin = EventPin | ChancePin | DriverPin | VariationPin | TermPin | PowerPin | LatePin


class Scenario(Struct, frozen=True):
    """Named pins; those of `extends` hold unless repeated here."""

    name: str
    title: str | None = None
    extends: str | None = None
    pins: tuple[Pin, ...] = ()
    span: Span | None = None
    name_span: Span | None = None


class Worth(Struct, frozen=True):
    """`worth 20bn: microsoft may use openai.models on 2034-12-31`."""

    amount: Expression
    condition: Expression
    on: Moment | None = None
    span: Span | None = None


class Interest(Struct, frozen=True):
    """What a party wants, and the value below which it walks away."""

    party: str
    discount_rate: Expression | None = None
    risk_aversion: Expression | None = None
    worths: tuple[Worth, ...] = ()
    walk_away: Expression | None = None
    span: Span | None = None


class Window(Struct, frozen=True):
    """When a claim must hold: `before D`, `from D`, `through D`, each optional (half-open after reading)."""

    start: Moment | None = None
    end: Moment | None = None
    end_inclusive: bool = False


class Claim(Struct, frozen=True):
    """A property of every course of events: `always before 2033-01-01: …`, `never: …`."""

    name: str
    quantifier: Literal["always", "never"]
    proposition: Expression
    window: Window = Window()
    title: str | None = None
    span: Span | None = None
    name_span: Span | None = None


class Given(Struct, frozen=True):
    """`given agi_verified on 2028-01-31` (None: never) in a question or an expectation."""

    event: str
    day: date | None


class Expectation(Struct, frozen=True):
    """One line of an `expect` block: under a view, on a day, this must come out. `on` None is `today`.

    `known_by`, `status` and `scenario` left None are those of the default view.
    """

    proposition: Expression
    on: date | None = None
    known_by: date | None = None
    status: str | None = None
    scenario: str | None = None
    given: tuple[Given, ...] = ()
    span: Span | None = None


__all__ = [
    "Asset",
    "Body",
    "ChancePin",
    "Claim",
    "Correlation",
    "Driver",
    "DriverPin",
    "Event",
    "EventPin",
    "Expectation",
    "Given",
    "Growth",
    "Hazard",
    "Interest",
    "Interval",
    "Jump",
    "KnownValue",
    "LatePin",
    "Likely",
    "Party",
    "Pin",
    "PowerPin",
    "Rule",
    "Scenario",
    "SourceDocument",
    "TermPin",
    "VariationPin",
    "WaitAfter",
    "WaitBetween",
    "Window",
    "Worth",
]
