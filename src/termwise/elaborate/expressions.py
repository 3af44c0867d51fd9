"""Expressions: names resolved, every value typed, operands that do not go together reported at both places."""

from typing import Literal

from termwise.base.source import Span
from termwise.base.units import PURE, Dimension
from termwise.elaborate import propositions
from termwise.elaborate.calls import EXTREMES, call, dotted_call, is_function, pattern
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import (
    DATE,
    DURATION,
    TRUTH,
    Sort,
    Typed,
    comparable,
    fits,
    in_words,
    number_of,
    product_sort,
    quantity_dimension,
    sum_sort,
)
from termwise.elaborate.faults import numbers as faults
from termwise.elaborate.literals import is_bare, quantity, uncertain
from termwise.elaborate.moments import duration, moment
from termwise.model.expression import (
    Arithmetic,
    Call,
    Comparison,
    Connective,
    DateLiteral,
    DependsOn,
    DurationLiteral,
    Expression,
    Negative,
    Not,
    Quantity,
    Ref,
    Truth,
)
from termwise.syntax.tree import (
    BetweenExpr,
    BinaryExpr,
    BreachExpr,
    CallExpr,
    ComparisonExpr,
    ConnectiveExpr,
    ControlsExpr,
    DateExpr,
    DependsExpr,
    DurationExpr,
    Expr,
    ExtremeOfExpr,
    MayExpr,
    Name,
    NameExpr,
    NegativeExpr,
    NotExpr,
    NumberExpr,
    OneOfExpr,
    RangeExpr,
    ShiftedExpr,
    StateExpr,
    TextExpr,
    TriangularExpr,
    UndisclosedExpr,
)

_MOST_DEEP = 100


def expression(ctx: Context, node: Expr, wanted: Sort | None = None) -> Typed | None:
    """The typed meaning of a tree; None after reporting every fault found in it.

    `wanted` is what the place expects: it decides how a bare number, a year or an event is read,
    and is not enforced here.
    """
    ctx.depth += 1
    try:
        if ctx.depth > _MOST_DEEP:
            ctx.report(faults.too_deep(node.span, _MOST_DEEP))
            return None
        return _expression(ctx, node, wanted)
    finally:
        ctx.depth -= 1


def _expression(ctx: Context, node: Expr, wanted: Sort | None) -> Typed | None:
    match node:
        case NumberExpr() | DateExpr() | NegativeExpr(operand=NumberExpr()):
            return _number_or_date(ctx, node, wanted)
        case DurationExpr(span=span):
            return Typed(DurationLiteral(duration(node), span), DURATION, span)
        case TextExpr(span=span):
            ctx.report(faults.text_as_value(span))
            return None
        case NameExpr(name=name):
            return _name(ctx, name, wanted)
        case RangeExpr() | TriangularExpr() | OneOfExpr() | BetweenExpr() | UndisclosedExpr():
            is_date = wanted == DATE or _speaks_of_dates(node)
            return _date(ctx, node) if is_date else uncertain(ctx, node, wanted)
        case NegativeExpr():
            return _negative(ctx, node, wanted)
        case BinaryExpr():
            return _arithmetic(ctx, node, wanted)
        case CallExpr():
            return _call(ctx, node, wanted)
        case ExtremeOfExpr() | ShiftedExpr() | BreachExpr():
            return _date(ctx, node)
        case NotExpr() | ComparisonExpr() | ConnectiveExpr() | MayExpr() | StateExpr() | ControlsExpr():
            found = _truth(ctx, node)
            return None if found is None else Typed(found, TRUTH, node.span)
        case DependsExpr(span=span):
            ctx.report(faults.depends_misplaced(span))
            return None


# -- values ------------------------------------------------------------------------------------------


def _number_or_date(ctx: Context, node: NumberExpr | DateExpr | NegativeExpr, wanted: Sort | None) -> Typed | None:
    a_number = wanted is not None and wanted.kind == "number"
    is_date = isinstance(node, DateExpr) and not (node.precision == "year" and a_number)
    if is_date or (wanted == DATE and is_bare(node) and not isinstance(node, NegativeExpr)):
        return _date(ctx, node)
    found = quantity(ctx, node, wanted)
    return None if found is None else Typed(found, number_of(quantity_dimension(found)), node.span)


def _date(ctx: Context, node: Expr) -> Typed | None:
    found = moment(ctx, node)
    return None if found is None else Typed(DateLiteral(found, node.span), DATE, node.span)


def _speaks_of_dates(node: Expr) -> bool:
    """Whether a range or list is written with months or days, and so can only be of dates."""
    match node:
        case OneOfExpr(options=options):
            return any(_is_date(option) for option in options)
        case UndisclosedExpr(range=RangeExpr() | BetweenExpr() as inner, unit=None):
            return _is_date(inner.low) or _is_date(inner.high)
        case _:
            return False


def _is_date(node: Expr) -> bool:
    return isinstance(node, DateExpr) and node.precision != "year"


def _name(ctx: Context, name: Name, wanted: Sort | None) -> Typed | None:
    if name.text in {"true", "false"}:
        return Typed(Truth(name.text == "true", name.span), TRUTH, name.span)
    symbol = ctx.symbols.get(name.text)
    if symbol is None and "." in name.text:
        dotted = dotted_call(ctx, name)
        if dotted is not None:
            return dotted
    if symbol is not None and symbol.kind not in {"event", "driver"}:
        ctx.report(faults.thing_as_value(name.text, symbol.kind, name.span, _how_to_use(name.text, symbol.kind)))
        return None
    symbol = ctx.find(name, "event", "driver")
    if symbol is None:
        return None
    if symbol.kind == "driver":
        return Typed(Ref("driver", name.text, name.span), number_of(symbol.dimension), name.span)
    if wanted == DATE:
        return _date(ctx, NameExpr(name, name.span))
    return Typed(Ref("event", name.text, name.span), TRUTH, name.span)


def _how_to_use(name: str, kind: str) -> str:
    match kind:
        case "clause":
            return f"say what must be true of it, as in `{name} is in force`, or `paid({name})`"
        case "party":
            return f"say what of it, as in `cash({name})` or `stake({name}, COMPANY)`"
        case "asset":
            return f"say what of it, as in `delivered({name})`"
        case "body":
            return f"say who has it, as in `PARTY controls {name}` or `seats(PARTY, {name})`"
        case _:
            return "name an event or a driver"


def _negative(ctx: Context, node: NegativeExpr, wanted: Sort | None) -> Typed | None:
    operand = expression(ctx, node.operand, wanted)
    if operand is None:
        return None
    if operand.sort.kind != "number":
        ctx.report(faults.number_needed(in_words(operand.sort), operand.span))
        return None
    return Typed(Negative(operand.expression, node.span), operand.sort, node.span)


# -- arithmetic ---------------------------------------------------------------------------------------


def _arithmetic(ctx: Context, node: BinaryExpr, wanted: Sort | None) -> Typed | None:
    match node.operator:
        case "+" | "-":
            pair = _pair(ctx, node.left, node.right, _sum_hint(ctx, node, wanted))
        case "of" if _is_reversed(ctx, node):
            return None
        case "of":
            left, right = expression(ctx, node.left, number_of(PURE)), expression(ctx, node.right, wanted)
            pair = None if left is None or right is None else (left, right)
        case "*" | "/":
            pair = _factors(ctx, node)
    if pair is None:
        return None
    sort = _result(ctx, node, *pair)
    if sort is None:
        return None
    return Typed(Arithmetic(node.operator, pair[0].expression, pair[1].expression, node.span), sort, node.span)


def _is_reversed(ctx: Context, node: BinaryExpr) -> bool:
    """Whether this is `royalty of 5%`, a word before a share; then that is reported."""
    match node.left, node.right:
        case NameExpr(name=name), NumberExpr(percent=str(sign), value=value) if ctx.symbols.get(name.text) is None:
            ctx.report(faults.share_reversed(name.text, f"{value}{sign}", name.span))
            return True
        case _:
            return False


def _sum_hint(ctx: Context, node: BinaryExpr, wanted: Sort | None) -> Sort | None:
    """An event in a sum can only be its day; a bare number takes what the place wants."""
    if any(_is_event(ctx, side) for side in (node.left, node.right)):
        return DATE
    return wanted if wanted is not None and wanted.kind == "number" else None


def _result(ctx: Context, node: BinaryExpr, left: Typed, right: Typed) -> Sort | None:
    match node.operator:
        case "+" | "-" as operator:
            sort = sum_sort(operator, left.sort, right.sort)
        case "of":
            if not fits(left.sort, number_of(PURE)):
                ctx.report(faults.not_a_share(in_words(left.sort), left.span))
                return None
            sort = product_sort("*", left.sort, right.sort)
        case "*" | "/" as operator:
            if operator == "/" and isinstance(right.expression, Quantity) and not right.expression.value:
                ctx.report(faults.division_by_zero(right.span))
                return None
            sort = product_sort(operator, left.sort, right.sort)
    if sort is None:
        _report_mismatch(ctx, "*" if node.operator == "of" else node.operator, node.span, left, right)
    return sort


def _factors(ctx: Context, node: BinaryExpr) -> tuple[Typed, Typed] | None:
    """Both factors; a bare number beside anything that has a unit is a plain factor, and beside a percent is not."""
    if is_bare(node.left) and not is_bare(node.right):
        right = expression(ctx, node.right)
        left = expression(ctx, node.left, _beside(right))
    else:
        left = expression(ctx, node.left)
        right = expression(ctx, node.right, _beside(left) if is_bare(node.right) and not is_bare(node.left) else None)
    return None if left is None or right is None else (left, right)


def _beside(other: Typed | None) -> Sort | None:
    """How a bare number beside this factor is read."""
    return None if other is None or other.sort.dimension == PURE else number_of(PURE)


def _pair(ctx: Context, left: Expr, right: Expr, wanted: Sort | None) -> tuple[Typed, Typed] | None:
    """Two values that must be alike: the one that says what it is, first, then the other in its light."""
    if _is_loose(ctx, left) and not _is_loose(ctx, right):
        second = expression(ctx, right, wanted)
        first = expression(ctx, left, second.sort if second is not None else wanted)
    else:
        first = expression(ctx, left, wanted)
        second = expression(ctx, right, first.sort if first is not None else wanted)
    return None if first is None or second is None else (first, second)


def _is_loose(ctx: Context, node: Expr) -> bool:
    """Whether the place decides how the value is read: a bare number, a year, an event."""
    return is_bare(node) or _is_event(ctx, node)


def _is_event(ctx: Context, node: Expr) -> bool:
    if not isinstance(node, NameExpr):
        return False
    symbol = ctx.symbols.get(node.name.text)
    return symbol is not None and symbol.kind == "event"


def _report_mismatch(
    ctx: Context, doing: Literal["+", "-", "*", "/", "compare", "choose"], span: Span, left: Typed, right: Typed
) -> None:
    first, second = (in_words(left.sort), left.span), (in_words(right.sort), right.span)
    currencies = _currency(left.sort.dimension), _currency(right.sort.dimension)
    if currencies[0] is not None and currencies[1] is not None and currencies[0] != currencies[1]:
        ctx.report(faults.currency_mismatch(span, (currencies[0], currencies[1]), first, second))
    else:
        ctx.report(faults.dimension_mismatch(doing, span, first, second))


def _currency(dimension: Dimension | None) -> str | None:
    return None if dimension is None else dimension.currency


def _call(ctx: Context, node: CallExpr, wanted: Sort | None) -> Typed | None:
    if not is_function(ctx, node.function):
        return None
    if node.function.text not in EXTREMES:
        return call(ctx, node)
    if len(node.arguments) < 2:
        ctx.report(faults.wrong_arguments(node.function.text, pattern(node.function.text), node.span))
        return None
    known = _alike_values(ctx, node.arguments, wanted)
    if known is None:
        return None
    for value in known[1:]:
        if known[0].sort.kind not in {"number", "date"} or not comparable(known[0].sort, value.sort):
            _report_mismatch(ctx, "choose", node.span, known[0], value)
            return None
    arguments = tuple(value.expression for value in known)
    function: Literal["min", "max"] = "min" if node.function.text == "min" else "max"
    return Typed(Call(function, arguments, None, node.span), known[0].sort, node.span)


def _alike_values(ctx: Context, nodes: tuple[Expr, ...], wanted: Sort | None) -> list[Typed] | None:
    """Values that should be alike: bare ones are read in the light of the first that is not."""
    lead = next((i for i, node in enumerate(nodes) if not is_bare(node)), 0)
    first = expression(ctx, nodes[lead], wanted)
    hint = wanted if first is None else first.sort
    values = [first if i == lead else expression(ctx, node, hint) for i, node in enumerate(nodes)]
    known = [value for value in values if value is not None]
    return known if len(known) == len(nodes) else None


# -- truths --------------------------------------------------------------------------------------------


Truths = NotExpr | ComparisonExpr | ConnectiveExpr | MayExpr | StateExpr | ControlsExpr


def _truth(ctx: Context, node: Truths) -> Expression | None:
    match node:
        case NotExpr(operand=operand, span=span):
            inner = condition(ctx, operand)
            return None if inner is None else Not(inner, span)
        case ConnectiveExpr(operator=operator, operands=operands, span=span):
            found = [condition(ctx, operand) for operand in operands]
            known = tuple(one for one in found if one is not None)
            return Connective(operator, known, span) if len(known) == len(found) else None
        case ComparisonExpr():
            return _comparison(ctx, node)
        case MayExpr():
            return propositions.may(ctx, node)
        case StateExpr():
            return propositions.state(ctx, node)
        case ControlsExpr():
            return propositions.controls(ctx, node)


def _comparison(ctx: Context, node: ComparisonExpr) -> Comparison | None:
    hint = DATE if all(_is_loose(ctx, side) for side in (node.left, node.right)) and _any_event(ctx, node) else None
    pair = _pair(ctx, node.left, node.right, hint)
    if pair is None:
        return None
    left, right = pair
    truths = left.sort == TRUTH and node.operator not in {"=", "!="}
    if truths or not comparable(left.sort, right.sort):
        _report_mismatch(ctx, "compare", node.span, left, right)
        return None
    tolerance = None
    if node.tolerance is not None:
        tolerance = _tolerance(ctx, node, left.sort, node.tolerance)
        if tolerance is None:
            return None
    return Comparison(node.operator, left.expression, right.expression, tolerance, node.span)


def _any_event(ctx: Context, node: ComparisonExpr) -> bool:
    return _is_event(ctx, node.left) or _is_event(ctx, node.right)


def _tolerance(ctx: Context, node: ComparisonExpr, sides: Sort, written: Expr) -> Quantity | None:
    """A percent (of the right side), or an amount of the sides' dimension."""
    if node.operator not in {"=", "!="} or sides.kind != "number":
        ctx.report(faults.tolerance_misplaced(written.span))
        return None
    found = quantity(ctx, written, sides)
    if found is None:
        return None
    sort = number_of(quantity_dimension(found))
    if found.unit != "%" and not fits(sort, sides):
        needed = f"a percent or {in_words(sides)}"
        ctx.report(faults.wrong_dimension("the tolerance", needed, in_words(sort), written.span))
        return None
    if found.value < 0:
        ctx.report(faults.out_of_range("a tolerance", "0", None, written.span))
        return None
    return found


def condition(ctx: Context, node: Expr) -> Expression | None:
    """An expression that is true or false; None after reporting, also when it is neither."""
    found = expression(ctx, node, TRUTH)
    if found is None:
        return None
    if found.sort != TRUTH:
        ctx.report(faults.condition_needed(in_words(found.sort), node.span, _condition_advice(node)))
        return None
    return found.expression


def _condition_advice(node: Expr) -> str | None:
    match node:
        case BreachExpr(clause=clause):
            return f"as a condition, write `{clause.text} is violated`"
        case _:
            return None


def proposition(ctx: Context, node: Expr) -> Expression | None:
    """What an expectation or question states: a condition, or `whether … depends on …`."""
    if not isinstance(node, DependsExpr):
        return condition(ctx, node)
    inner = condition(ctx, node.proposition)
    names = ctx.all_named(node.names, "event", "driver", "clause")
    return None if inner is None or names is None else DependsOn(inner, names, node.span)
