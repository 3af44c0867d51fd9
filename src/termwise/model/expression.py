"""Expressions: quantities, conditions and propositions.

A `Quantity` literal stores its value in base terms: 27% is `Decimal("0.27")` with unit "%",
13bn USD is `Decimal(13_000_000_000)` with unit "USD", 6 GW is `Decimal(6)` with unit "GW".
"""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from termwise.base.dates import Duration
from termwise.base.source import Span
from termwise.model.act import Act
from termwise.model.moment import Moment

RefKind = Literal["event", "driver", "clause", "party", "asset", "body"]

ClauseState = Literal[
    "in force",
    "in effect",
    "fulfilled",
    "overdue",
    "violated",
    "cured",
    "waived",
    "suspended",
    "exercised",
    "ended",
]
"""What can be said of a clause, duty or power on a date ("payment is violated").

"in force" is of any clause; "in effect" of a duty that is owed or a power that can be used.
"""

Function = Literal[
    "stake",  # stake(holder, company[, basis]): fraction of the company held
    "units",  # units(holder, company): shares or units held
    "value",  # value(holder, company): stake times the company's valuation
    "delivered",  # delivered(asset): quantity delivered so far
    "purchased",  # purchased(buyer, asset): money or quantity bought so far
    "paid",  # paid(clause): money moved under the clause so far
    "cash",  # cash(party): the party's cash so far
    "total",  # total(driver): accumulated since the start
    "seats",  # seats(party, body): seats the party appoints, as a fraction of all
    "min",
    "max",
]
FUNCTIONS: frozenset[str] = frozenset(
    ("stake", "units", "value", "delivered", "purchased", "paid", "cash", "total", "seats", "min", "max")
)


class Quantity(Struct, frozen=True, tag="quantity"):
    """A certain number with its unit: a currency code, a unit of `base.units.UNITS`, "%" or "" (count).

    `per` is the time unit of a rate (`20bn per year`), or None.
    """

    value: Decimal
    unit: str = ""
    per: str | None = None
    span: Span | None = None


class Interval(Struct, frozen=True, tag="interval"):
    """An uncertain number `low to high`: 5 % and 95 % quantiles of a lognormal or normal.

    `within` truncates the support. Both ends share unit and `per`.
    """

    low: Quantity
    high: Quantity
    shape: Literal["lognormal", "normal", "uniform"] = "lognormal"
    within: tuple[Quantity, Quantity] | None = None
    span: Span | None = None


class Triangular(Struct, frozen=True, tag="triangular"):
    """An uncertain number between `low` and `high`, most likely `mode`."""

    low: Quantity
    mode: Quantity
    high: Quantity
    span: Span | None = None


class Choice(Struct, frozen=True, tag="choice"):
    """`one of (a, b, …)`: equally likely values, or in a proposal the positions on the table."""

    options: tuple[Quantity, ...]
    span: Span | None = None


class Between(Struct, frozen=True, tag="between"):
    """`between a and b [step s]`: an open term that a negotiation may settle anywhere in the range."""

    low: Quantity
    high: Quantity
    step: Quantity | None = None
    span: Span | None = None


class Undisclosed(Struct, frozen=True, tag="undisclosed"):
    """A number that exists and is not public. `range` is what is believed of it; `unit` when only that is known."""

    range: "Interval | Quantity | None" = None
    unit: str | None = None
    span: Span | None = None


class Ref(Struct, frozen=True, tag="ref"):
    """A declared name used as a value. An event as a condition is true from the day it has happened."""

    kind: RefKind
    name: str
    span: Span | None = None


class DateLiteral(Struct, frozen=True, tag="date"):
    """A moment used as a value, for comparison with another."""

    moment: Moment
    span: Span | None = None


class DurationLiteral(Struct, frozen=True, tag="duration"):
    """A length of time used as a value."""

    length: Duration
    span: Span | None = None


class Truth(Struct, frozen=True, tag="truth"):
    """`true` or `false`."""

    value: bool
    span: Span | None = None


class Negative(Struct, frozen=True, tag="negative"):
    """Minus a quantity."""

    operand: "Expression"
    span: Span | None = None


class Arithmetic(Struct, frozen=True, tag="arithmetic"):
    """`a + b`, `a - b`, `a * b`, `a / b`; `20% of x` is `of`, which multiplies."""

    operator: Literal["+", "-", "*", "/", "of"]
    left: "Expression"
    right: "Expression"
    span: Span | None = None


class Call(Struct, frozen=True, tag="call"):
    """A built-in function of the closed set `FUNCTIONS`."""

    function: Function
    arguments: tuple["Expression", ...]
    basis: str | None = None
    span: Span | None = None


class Comparison(Struct, frozen=True, tag="comparison"):
    """`left op right`, equal up to `tolerance` (relative when pure, absolute otherwise) when one is given."""

    operator: Literal[">=", "<=", ">", "<", "=", "!="]
    left: "Expression"
    right: "Expression"
    tolerance: Quantity | None = None
    span: Span | None = None


class Connective(Struct, frozen=True, tag="connective"):
    """`a and b and …` or `a or b or …`: at least two operands."""

    operator: Literal["and", "or"]
    operands: tuple["Expression", ...]
    span: Span | None = None


class Not(Struct, frozen=True, tag="not"):
    """`not a`."""

    operand: "Expression"
    span: Span | None = None


class May(Struct, frozen=True, tag="may"):
    """`microsoft may use openai.models`; `negated` for `may not`."""

    act: Act
    negated: bool = False
    span: Span | None = None


class StateIs(Struct, frozen=True, tag="state_is"):
    """`payment is violated`, `model_rights is not in force`."""

    clause: str
    state: ClauseState
    negated: bool = False
    span: Span | None = None


class Controls(Struct, frozen=True, tag="controls"):
    """`foundation controls openai_board`: appoints at least the body's majority of its seats."""

    party: str
    body: str
    negated: bool = False
    span: Span | None = None


class DependsOn(Struct, frozen=True, tag="depends_on"):
    """`whether PROPOSITION depends on agi_verified, …`: the answer is open and hangs on exactly these."""

    proposition: "Expression"
    names: tuple[str, ...]
    span: Span | None = None


Expression = (
    Quantity
    | Interval
    | Triangular
    | Choice
    | Between
    | Undisclosed
    | Ref
    | DateLiteral
    | DurationLiteral
    | Truth
    | Negative
    | Arithmetic
    | Call
    | Comparison
    | Connective
    | Not
    | May
    | StateIs
    | Controls
    | DependsOn
)
"""Any expression. Conditions are those of type truth; `elaborate` has checked which is which."""
