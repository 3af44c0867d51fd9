"""When something falls due: `on`, `by`, `within … of`, `when`, calendar periods and anchored ones."""

from typing import cast, get_args

from termwise.base.dates import Duration, Frequency
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import Typed, is_per_time
from termwise.elaborate.expressions import condition
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.faults import numbers as faults
from termwise.elaborate.moments import duration, moment
from termwise.model.sentence import ByThen, Every, Once, Periodic, Schedule, When, Within
from termwise.syntax.tree import ScheduleNode

FREQUENCIES: tuple[str, ...] = get_args(Frequency)


def schedule(ctx: Context, node: ScheduleNode) -> Schedule | None:
    """The schedule; None after reporting what is wrong with it."""
    match node.kind:
        case "on" | "by":
            if node.moment is None:
                return None
            when = moment(ctx, node.moment)
            if when is None:
                return None
            return Once(when) if node.kind == "on" else ByThen(when)
        case "within" | "every":
            if node.length is None or node.moment is None:
                return None
            origin, length = moment(ctx, node.moment), duration(node.length)
            if origin is None:
                return None
            return Within(length, origin) if node.kind == "within" else _every(ctx, node, Every(length, origin))
        case "when":
            holds = None if node.condition is None else condition(ctx, node.condition)
            return None if holds is None else When(holds)
        case "periodic":
            return _periodic(ctx, node)


def _every(ctx: Context, node: ScheduleNode, every: Every) -> Every | None:
    if every.length == Duration() and node.length is not None:
        ctx.report(faults.above_zero("the time between two payments", node.length.span))
        return None
    return every


def _periodic(ctx: Context, node: ScheduleNode) -> Periodic | None:
    word = node.frequency or ""
    if word not in FREQUENCIES:
        if node.span is not None:
            ctx.report(name_faults.unknown_word(word, node.span, "frequency", FREQUENCIES))
        return None
    return Periodic(cast("Frequency", word), node.in_advance)


def rate_has_period(ctx: Context, amount: Typed, node: ScheduleNode | None) -> bool:
    """Whether an amount per time has a schedule that can pay it; reports one that is due on a single day."""
    dimension = amount.sort.dimension
    once = node is not None and node.kind in {"on", "by", "within", "when"}
    if node is None or not once or dimension is None or not is_per_time(dimension):
        return True
    ctx.report(faults.rate_paid_once(amount.span, node.span))
    return False
