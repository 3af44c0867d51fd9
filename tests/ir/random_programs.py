"""Random well-formed programs: every operation on random values, states, movements, units and drivers."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

from termwise.ir.builder import Builder
from termwise.ir.program import (
    NEVER,
    CalendarShift,
    DayTable,
    DrawnEvent,
    DrawnSeries,
    Movement,
    NumberOperator,
    NumberParameter,
    NumberTable,
    Origin,
    Output,
    Period,
    Program,
    Regime,
    Relation,
    RoundingMode,
    State,
    Type,
    Uncertain,
    Units,
    Value,
)

FIRST = 739_617
"""1 January 2026."""
PARTIES = ("anna", "ben", "cleo")
_LATER = CalendarShift("later", FIRST - 400, tuple(range(FIRST - 390, FIRST + 500)))
_RATES = DayTable("rates", FIRST - 5, tuple(Fraction(i, 7) for i in range(60)), Fraction(2))
_ORIGIN = Origin("random", "anything")
_TYPES: tuple[Type, ...] = ("number", "day", "truth")
_OPERATORS: tuple[NumberOperator, ...] = ("add", "subtract", "multiply", "divide", "minimum", "maximum")
_RELATIONS: tuple[Relation, ...] = ("less", "at_most", "equal")
_NUMBERS = st.fractions(min_value=-20, max_value=20, max_denominator=12)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A well-formed program of one to four periods; every value may be of any period's making."""
    lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=4))
    starts = [FIRST + sum(lengths[:i]) for i in range(len(lengths) + 1)]
    periods = tuple(Period(a, b) for a, b in pairwise(starts))
    write = Builder("random", "USD", periods)
    pools: dict[Type, list[Value]] = {"number": [], "day": [], "truth": []}
    _leaves(draw, write, pools)
    for _ in range(draw(st.integers(0, 25))):
        _grow(draw, write, pools)
    _effects(draw, write, pools)
    return write.program()


def _leaves(draw: st.DrawFn, write: Builder, pools: dict[Type, list[Value]]) -> None:
    count = len(write.program().periods)
    rate = write.parameter(NumberParameter("rate", draw(st.fractions(-1, 2, max_denominator=9)), None, False, _ORIGIN))
    lognormal = Uncertain("lognormal", Fraction(1, 10), draw(st.fractions(Fraction(1, 5), 3, max_denominator=9)))
    unknown = write.parameter(NumberParameter("unknown", None, lognormal, draw(st.booleans()), _ORIGIN))
    early = write.event(DrawnEvent("early", draw(st.sampled_from((NEVER, FIRST - 5, FIRST + 9)))))
    late = write.event(DrawnEvent("late", None, draw(st.fractions(0, 1)), 3, 90, after=0))
    hazard = write.event(
        DrawnEvent("hazard", None, hazard_per_day=Fraction(1, draw(st.integers(1, 90))), origin_day=FIRST)
    )
    known = draw(st.lists(_NUMBERS, min_size=1, max_size=count))
    series = DrawnSeries(
        "driver",
        flow=draw(st.booleans()),
        known=(*known, *[None] * (count - len(known))),
        regimes=(Regime(rate, FIRST + 30), Regime(unknown, NEVER), Regime(rate, NEVER, after=2)),
        variation_per_year=unknown,
        jumps=((0, unknown), (1, rate)),
    )
    table = NumberTable("table", tuple(draw(_NUMBERS) for _ in range(count)))
    pools["number"] += [rate, unknown, write.series(series), write.table(table), write.number(draw(_NUMBERS))]
    pools["number"].append(write.state(State("carried", "number", draw(_NUMBERS), _ORIGIN)))
    pools["day"] += [early, late, hazard, write.period_start(), write.period_end(), write.never()]
    pools["day"].append(write.state(State("happened", "day", Fraction(NEVER), _ORIGIN)))
    pools["day"].append(write.given_day("given", FIRST + draw(st.integers(-50, 200))))
    pools["truth"] += [write.true(), write.false()]


def _grow(draw: st.DrawFn, write: Builder, pools: dict[Type, list[Value]]) -> None:
    """One more value of some type, out of those there are."""

    def some(kind: Type) -> Value:
        return draw(st.sampled_from(pools[kind]))

    kind = draw(st.sampled_from(_TYPES))
    either: Type = draw(st.sampled_from(("number", "day")))
    match draw(st.integers(0, 9)), kind:
        case (0 | 1, "number"):
            new = write.days_between(some("day"), some("day"))
        case (0, "day"):
            new = write.shift(_LATER, write.latest(some("day"), write.day(FIRST - 400)))
        case (0, "truth"):
            new = write.opposite(some("truth"))
        case (2 | 3, _):
            new = write.select(some("truth"), some(kind), some(kind))
        case (4, "number"):
            mode: RoundingMode = draw(st.sampled_from(("up", "down", "half up", "half even")))
            new = write.round_to(mode, some("number"), some("number"))
        case (5, "number"):
            new = write.on_day(_RATES, some("day"))
        case (6, "number"):
            small = write.clamp(some("number"), write.number(-3), write.number(3))
            new = write.power(write.clamp(some("number"), None, write.number(9)), small)
        case (_, "number"):
            operator = draw(st.sampled_from(_OPERATORS))
            new = write.binary(operator, some("number"), some("number"))
        case (_, "day"):
            new = write.day_binary(draw(st.sampled_from(("earliest", "latest"))), some("day"), some("day"))
        case (4 | 5, _):
            new = draw(st.sampled_from((write.both, write.either)))(some("truth"), some("truth"))
        case _:
            relation = draw(st.sampled_from(_RELATIONS))
            new = write.compare(relation, some(either), some(either))
    pools[kind].append(new)


def _effects(draw: st.DrawFn, write: Builder, pools: dict[Type, list[Value]]) -> None:
    def some(kind: Type) -> Value:
        return draw(st.sampled_from(pools[kind]))

    write.carry("carried", some("number"))
    write.carry("happened", some("day"))
    for number in range(draw(st.integers(1, 4))):
        payer, payee = draw(st.permutations(PARTIES))[:2]
        due = write.latest(write.period_start(), write.earliest((some("day"), write.period_end())))
        write.effect(Movement(f"clause_{number}", payer, payee, some("number"), due, "payment"))
    write.effect(Units("shares", "anna", draw(st.sampled_from(PARTIES)), "common", some("number")))
    for kind, values in pools.items():
        write.effect(Output(kind, values[-1]))
