"""The program of one agreement-in-a-view: straight-line typed operations, in two blocks.

The *prologue* runs once per path: event days, the days on which clauses begin and end. The *body* runs
once per period, in order, reading carried state and writing it for the next period; it also makes the
movements of money and units. Operations are numbered in one sequence, prologue first; an operand is the
number of an earlier operation (`Value`). Types are `number` (money, units, shares of a whole, counts),
`day` (proleptic ordinal day number, `NEVER` when it never comes) and `truth`.

Parameters and tables are run-time arguments: a changed number never changes the program's shape.
"""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span

Value = int
"""The number of the operation that computes it."""

NEVER = 4_000_000
"""The day that never comes: later than 9999-12-31, whose ordinal is 3,652,059."""

Type = Literal["number", "day", "truth"]
Block = Literal["prologue", "body"]


class Origin(Struct, frozen=True):
    """Where an operation comes from: the clause (or event, driver) and, in few words, what it computes.

    `amendment` is the text that set the value, None for the original.
    """

    name: str
    what: str
    amendment: str | None = None
    span: Span | None = None


# -- operations --------------------------------------------------------------------------------------


class Constant(Struct, frozen=True, tag="constant"):
    """A number fixed by the meaning itself (0, 1), never by the text."""

    number: Fraction


class DayConstant(Struct, frozen=True, tag="day_constant"):
    """A day fixed by the meaning itself, such as `NEVER`."""

    day: int


class Parameter(Struct, frozen=True, tag="parameter"):
    """The run-time number `Program.parameters[index]`; constant along a path."""

    index: int


class DayParameter(Struct, frozen=True, tag="day_parameter"):
    """The run-time day `Program.days[index]`."""

    index: int


class EventDay(Struct, frozen=True, tag="event_day"):
    """The day the drawn event `Program.events[index]` happens on this path, or `NEVER`."""

    index: int


class PeriodStart(Struct, frozen=True, tag="period_start"):
    """First day of the period (body only)."""


class PeriodEnd(Struct, frozen=True, tag="period_end"):
    """First day after the period (body only)."""


class Table(Struct, frozen=True, tag="table"):
    """The number `Program.tables[index]` holds for this period (body only)."""

    index: int


class Series(Struct, frozen=True, tag="series"):
    """The driver's value in this period (body only): a level at its end, a flow as the amount over the period."""

    index: int


class Shift(Struct, frozen=True, tag="shift"):
    """A day moved by `Program.shifts[index]` (24 months after): calendar arithmetic; `NEVER` stays `NEVER`."""

    index: int
    day: Value


class StateIn(Struct, frozen=True, tag="state_in"):
    """The carried state `Program.states[index]` as the previous period left it (body only)."""

    index: int


NumberOperator = Literal["add", "subtract", "multiply", "divide", "minimum", "maximum"]
DayOperator = Literal["earliest", "latest"]
Relation = Literal["less", "at_most", "equal"]


class Binary(Struct, frozen=True, tag="binary"):
    """Arithmetic on two numbers. Division by zero gives zero: nothing is shared among nobody."""

    operator: NumberOperator
    left: Value
    right: Value


class Power(Struct, frozen=True, tag="power"):
    """`base ** exponent`: what compounds over years.

    A base of zero or less gives zero; an exponent of zero gives one.
    """

    base: Value
    exponent: Value


RoundingMode = Literal["up", "down", "half up", "half even"]


class Round(Struct, frozen=True, tag="round"):
    """A number to a whole multiple of `unit`; a unit of zero or less leaves it as it is.

    `up` is away from zero, `down` towards it; the halves of `half up` go away from zero, of `half even` to the
    even multiple.
    """

    mode: RoundingMode
    operand: Value
    unit: Value


class OnDay(Struct, frozen=True, tag="on_day"):
    """The number that `Program.day_tables[index]` holds for a day: a discount factor, an exchange rate."""

    index: int
    day: Value


class DayBinary(Struct, frozen=True, tag="day_binary"):
    """The earlier or later of two days."""

    operator: DayOperator
    left: Value
    right: Value


class DaysBetween(Struct, frozen=True, tag="days_between"):
    """The number of days from `start` to `end`, zero when `end` is not later."""

    start: Value
    end: Value


class Compare(Struct, frozen=True, tag="compare"):
    """A relation of two numbers, or of two days; a truth."""

    relation: Relation
    left: Value
    right: Value


class Logic(Struct, frozen=True, tag="logic"):
    """`and`, `or` of two truths."""

    operator: Literal["and", "or"]
    left: Value
    right: Value


class Not(Struct, frozen=True, tag="not"):
    """The opposite truth."""

    operand: Value


class Select(Struct, frozen=True, tag="select"):
    """`then` when the condition holds, else `otherwise`; both of one type."""

    condition: Value
    then: Value
    otherwise: Value


Operation = (
    Constant
    | DayConstant
    | Parameter
    | DayParameter
    | EventDay
    | PeriodStart
    | PeriodEnd
    | Table
    | Series
    | Shift
    | StateIn
    | OnDay
    | Binary
    | Power
    | Round
    | DayBinary
    | DaysBetween
    | Compare
    | Logic
    | Not
    | Select
)


class Instruction(Struct, frozen=True):
    """One numbered operation with its type, its block and where it comes from."""

    operation: Operation
    type: Type
    block: Block
    origin: Origin


# -- effects of a period --------------------------------------------------------------------------------


class Movement(Struct, frozen=True, tag="movement"):
    """Money from payer to payee in this period: a ledger entry. `amount` >= 0 flows as named.

    `on` is the day it falls due (a day value); it lies in the period or, with days of grace, after it.
    A negative amount flows back: the entry names the parties the other way round. Zero makes no entry.
    """

    clause: str
    payer: str
    payee: str
    amount: Value
    on: Value
    kind: str
    """What moves it: "payment", "purchase", "shortfall", "investment", "true-up", …"""


class Units(Struct, frozen=True, tag="units"):
    """Units of a company issued (positive) to a holder in this period, per share class."""

    clause: str
    company: str
    holder: str
    share_class: str
    amount: Value


class StateOut(Struct, frozen=True, tag="state_out"):
    """What the carried state `index` is after this period."""

    index: int
    value: Value


AT_END: tuple[int, ...] = ()
"""The periods of an output that is of interest only as it stands after the last one: a present value, a total."""


class Output(Struct, frozen=True, tag="output"):
    """A named quantity to be measured: "in_force:licence" (days), "valuation:openai" and the like.

    `periods` are those of which results tell it, in order: None for every one, `AT_END` for none but the very end.
    Which they are is no part of the machine code; which outputs share them is. Outputs of different groups share none,
    even where they are the same.
    """

    name: str
    value: Value
    periods: tuple[int, ...] | None = None
    group: int = 0

    @property
    def at_end(self) -> bool:
        """Whether it is of interest only as it stands after the last period."""
        return self.periods == AT_END


Effect = Movement | Units | StateOut | Output


# -- what surrounds the operations -----------------------------------------------------------------------


class Period(Struct, frozen=True):
    """Days `[start, end)` as ordinals."""

    start: int
    end: int


class State(Struct, frozen=True):
    """A carried number or day: its name for the dump and its value before the first period.

    A carried day is the day of a rule-based event; its initial value is `NEVER`.
    """

    name: str
    type: Type
    initial: Fraction
    origin: Origin


class NumberTable(Struct, frozen=True):
    """One number per period, folded from the calendar: shape (periods,)."""

    name: str
    values: tuple[Fraction, ...]


class DayTable(Struct, frozen=True):
    """One number per day: `values[i]` holds on day `first + i`.

    A day before the first has the first value, a day after the last one has `after`.
    """

    name: str
    first: int
    values: tuple[Fraction, ...]
    after: Fraction = Fraction(0)


class CalendarShift(Struct, frozen=True):
    """A calendar move: `days[i]` is where day `first + i` lands. A day after the last one lands on `NEVER`.

    It must reach from the first day ever moved to beyond the horizon by the length of the move.
    """

    name: str
    first: int
    days: tuple[int, ...]


class NumberParameter(Struct, frozen=True):
    """A run-time number. `certain` is its value; an uncertain or undisclosed one carries the expression to draw from.

    `undisclosed` marks numbers that exist and are not public: every result they touch says so. A `settable` number is
    uncertain and may be set: then `certain` is what it is on every path, and the program's shape stays as it was.
    `unit` is that of the value, for whoever shows it: `USD`, `USD per month`, `%` for a share, `W`; empty for a count.
    """

    name: str
    certain: Fraction | None
    uncertain: "Uncertain | None"
    undisclosed: bool
    origin: Origin
    settable: bool = False
    unit: str = ""

    @property
    def drawn(self) -> bool:
        """Whether its shape is that of a number drawn on every path."""
        return self.certain is None or self.settable


class Uncertain(Struct, frozen=True):
    """A distribution in base units. lognormal, normal: `a` and `b` are the 5 % and 95 % quantiles; uniform: the ends;
    triangular: `a`, `mode`, `b`; choice: equally likely `options`. `low` and `high` truncate.
    """

    shape: Literal["lognormal", "normal", "uniform", "triangular", "choice"]
    a: Fraction = Fraction(0)
    b: Fraction = Fraction(0)
    mode: Fraction | None = None
    options: tuple[Fraction, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None


WAITING = ": its waiting time"
"""Ends the name of a drawn event that is no event of the deal, but how long one waits for what the run decides."""


class DrawnEvent(Struct, frozen=True):
    """An event whose day is drawn per path (or pinned): how, as the deal declares it.

    `chance` that it ever happens; `low_days`, `high_days` the 90 % interval of the waiting time in days, counted
    from `origin_day`, or from the event `after`. `hazard_per_day` instead of both for a chance per time.
    `after` is the index of an event stated before. `pinned` is a known or given day (`NEVER` included) and
    overrides the rest. A `settable` event may be pinned, or not, without a change of the program's shape.
    """

    name: str
    pinned: int | None
    chance: Fraction | None = None
    low_days: int | None = None
    high_days: int | None = None
    origin_day: int | None = None
    after: int | None = None
    hazard_per_day: Fraction | None = None
    origin: Origin | None = None
    settable: bool = False

    @property
    def drawn(self) -> bool:
        """Whether its shape is that of an event drawn on every path."""
        return self.pinned is None or self.settable


class Regime(Struct, frozen=True):
    """Growth per year by `rate`, a number of the prologue, until a day (exclusive, `NEVER` for ever).

    Regimes follow one another, each until its day. One with `after` (a drawn event's index) holds from the
    event's day on, before all others; of several the one whose event happened last. After all: no growth.
    """

    rate: Value
    until: int
    after: int | None = None


class DrawnSeries(Struct, frozen=True):
    """A driver: history per period where known, then growth, variation and jumps; or a formula over earlier series.

    `known` has shape (periods,): the history without gaps, then None where the future begins; flows are amounts
    over the period, levels values at its end. `variation_per_year` is a number of the prologue or None.
    `correlated` pairs (series index, coefficient). `jumps` are (drawn event index, relative change on its day),
    once the history is over.

    `base` is what the future grows from: a day, and a level on that day or an amount per day around it. It is the
    day of the last known level, the middle of the stretch of the last known flow (noon of 2 July for a common
    year, so that a year's growth leads to the next year's amount). None is the last known period itself.

    `known_until` is the first day after the history, where no period holds any of it and it is not the day after
    the base: a flow known for a year before the first period. From there on it varies, and jumps count.
    """

    name: str
    flow: bool
    known: tuple[Fraction | None, ...]
    regimes: tuple[Regime, ...] = ()
    variation_per_year: Value | None = None
    correlated: tuple[tuple[int, Fraction], ...] = ()
    jumps: tuple[tuple[int, Value], ...] = ()
    origin: Origin | None = None
    base: tuple[int | Fraction, Fraction] | None = None
    known_until: int | None = None


class Program(Struct, frozen=True):
    """Everything an engine needs; indices in operations point into these tuples."""

    name: str
    currency: str
    periods: tuple[Period, ...]
    parameters: tuple[NumberParameter, ...]
    days: tuple[tuple[str, int], ...]
    events: tuple[DrawnEvent, ...]
    series: tuple[DrawnSeries, ...]
    tables: tuple[NumberTable, ...]
    shifts: tuple[CalendarShift, ...]
    states: tuple[State, ...]
    instructions: tuple[Instruction, ...]
    effects: tuple[Effect, ...]
    day_tables: tuple[DayTable, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """Clauses that move nothing here and why ("no amount is public"), so that no result is silently short."""
