"""Written numbers and dates: certain, uncertain and undisclosed ones.

A number without a unit is money in the deal's currency when it carries a scale (`13bn`), or where money
is wanted; else it is a count. The sort *wanted* is a hint from the place; whether the value fits is
decided there.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import structs

from termwise.base.source import Span
from termwise.base.units import CURRENCIES, PURE, SCALES, UNITS
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import (
    Sort,
    Typed,
    in_words,
    number_of,
    per_dimension,
    quantity_dimension,
    unit_dimension,
    unit_word,
)
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.faults import numbers as faults
from termwise.model.expression import Between, Choice, Interval, Quantity, Triangular, Undisclosed
from termwise.model.text.numbers import quantity_text, shifted
from termwise.syntax.tree import (
    BetweenExpr,
    DateExpr,
    Expr,
    Name,
    NegativeExpr,
    NumberExpr,
    OneOfExpr,
    RangeExpr,
    TriangularExpr,
    UndisclosedExpr,
)

_PLACES = {"%": -2, "bp": -4}
_SCALE_PLACES = {word: int(factor.log10()) for word, factor in SCALES.items()}


def is_bare(node: Expr) -> bool:
    """Whether the value leaves its unit to the place where it stands."""
    match node:
        case NumberExpr(percent=percent, unit=unit):
            return percent is None and unit is None
        case DateExpr(precision=precision):
            return precision == "year"
        case NegativeExpr(operand=operand):
            return is_bare(operand)
        case RangeExpr(low=low, high=high) | BetweenExpr(low=low, high=high):
            return is_bare(low) and is_bare(high)
        case TriangularExpr(low=low, mode=mode, high=high):
            return is_bare(low) and is_bare(mode) and is_bare(high)
        case OneOfExpr(options=options):
            return all(is_bare(option) for option in options)
        case UndisclosedExpr(range=inner, unit=unit):
            return unit is None and (inner is None or is_bare(inner))
        case _:
            return False


def quantity(ctx: Context, node: Expr, wanted: Sort | None = None) -> Quantity | None:
    """A certain number, written out; None after reporting what is wrong with it."""
    match node:
        case NumberExpr():
            return _number(ctx, node, wanted)
        case NegativeExpr(operand=NumberExpr() as operand, span=span):
            found = _number(ctx, operand, wanted)
            if found is None:
                return None
            return Quantity(found.value.copy_negate(), found.unit, found.per, span)
        case DateExpr(day=day, precision="year", span=span):
            return _number(ctx, NumberExpr(Decimal(day.year), None, None, None, None, span), wanted)
        case _:
            ctx.report(faults.literal_needed(node.span))
            return None


def _number(ctx: Context, node: NumberExpr, wanted: Sort | None) -> Quantity | None:
    per = None
    if node.per is not None:
        if per_dimension(node.per.text) is None:
            ctx.report(name_faults.unknown_time(node.per))
            return None
        per = node.per.text
    if node.percent is not None:
        return Quantity(_scaled(node.value, _PLACES[node.percent]), "%", per, node.span)
    value = node.value if node.scale is None else _scaled(node.value, _SCALE_PLACES[node.scale])
    unit = _bare_unit(ctx, node, wanted) if node.unit is None else unit_of(ctx, node.unit)
    return None if unit is None else Quantity(value, unit, per, node.span)


def _scaled(value: Decimal, places: int) -> Decimal:
    """`value` times ten to the power `places`, exact, whole numbers without an exponent."""
    moved = shifted(value, places)
    whole = moved == moved.to_integral_value()
    return Decimal(int(moved)) if whole else moved


def _bare_unit(ctx: Context, node: NumberExpr, wanted: Sort | None) -> str | None:
    """The unit of a number that names none: the deal's currency for money, else a count.

    A scale says that it is money; without one, the place does.
    """
    dimension = wanted.dimension if wanted is not None and wanted.kind == "number" else None
    money_wanted = dimension is not None and any(symbol in CURRENCIES for symbol, _ in dimension.powers)
    if node.scale is None and not money_wanted:
        return ""
    if ctx.frame.currency is None:
        ctx.missing_currency(node.span)
    return ctx.frame.currency


def unit_of(ctx: Context, name: Name) -> str | None:
    """A unit as declared in `base.units`; None after reporting that there is none of that name."""
    unit = "%" if name.text in {"%", "percent"} else unit_word(name.text)
    if unit is None:
        ctx.report(name_faults.unknown_unit(name, (*CURRENCIES, *UNITS)))
    return unit


def uncertain(
    ctx: Context,
    node: RangeExpr | TriangularExpr | OneOfExpr | BetweenExpr | UndisclosedExpr,
    wanted: Sort | None = None,
) -> Typed | None:
    """An uncertain number with its sort; None after reporting what is wrong with it."""
    found: Interval | Triangular | Choice | Between | Undisclosed | None
    match node:
        case RangeExpr():
            found = interval(ctx, node, wanted)
        case TriangularExpr():
            found = _triangular(ctx, node, wanted)
        case OneOfExpr():
            found = _choice(ctx, node, wanted)
        case BetweenExpr():
            found = _between(ctx, node, wanted)
        case UndisclosedExpr():
            return _undisclosed(ctx, node, wanted)
    if found is None:
        return None
    sample = found.options[0] if isinstance(found, Choice) else found.low
    return Typed(found, number_of(quantity_dimension(sample)), node.span)


def interval(ctx: Context, node: RangeExpr, wanted: Sort | None = None) -> Interval | None:
    """`a to b`: ends alike in unit and scale, low below high, above zero unless normal or uniform."""
    ends = _alike(ctx, node.span, (node.low, node.high), wanted)
    within = None if node.within is None else _alike(ctx, node.span, node.within, wanted)
    if ends is None or (node.within is not None and within is None):
        return None
    low, high = ends
    if not _in_order(ctx, node.span, low, high):
        return None
    shape = node.shape or "lognormal"
    if shape == "lognormal" and low.value <= 0:
        ctx.report(faults.range_below_zero(node.span, f"normal {_ends_text(ctx, low, high)}"))
        return None
    bounds = None
    if within is not None:
        bounds = (within[0], within[1])
        if not _in_order(ctx, node.span, *bounds):
            return None
        if bounds[0].value >= high.value or bounds[1].value <= low.value:
            ctx.report(faults.within_apart(node.span))
            return None
    return Interval(low, high, shape, bounds, node.span)


def _ends_text(ctx: Context, low: Quantity, high: Quantity) -> str:
    currency = ctx.frame.currency
    return f"{quantity_text(low, currency, per=False)} to {quantity_text(high, currency)}"


def _alike(ctx: Context, span: Span, nodes: tuple[Expr, ...], wanted: Sort | None) -> tuple[Quantity, ...] | None:
    """Numbers of one range or list. A unit or time said once holds for all; scale and percent are said on each.

    Zero needs neither scale nor percent.
    """
    numbers = [as_number(node) for node in nodes]
    if None in numbers:
        found = [quantity(ctx, node, wanted) for node in nodes]  # reports which one is no number
        return None if None in found else tuple(q for q in found if q is not None)
    written = [number for number in numbers if number is not None]
    what = _difference([number for number in written if number.value or number.unit or number.percent])
    if what is not None:
        ctx.report(faults.unlike_numbers(span, what, nodes[0].span, nodes[-1].span))
        return None
    percent = next((n.percent for n in written if n.percent), None)
    unit = next((n.unit for n in written if n.unit), None)
    per = next((n.per for n in written if n.per), None)
    scale = next((n.scale for n in written if n.scale), None)
    result = []
    for node, number in zip(nodes, written, strict=True):
        whole = structs.replace(number, unit=number.unit or unit, per=number.per or per)
        if not number.value and number.unit is None:
            whole = structs.replace(whole, percent=number.percent or percent, scale=number.scale or scale)
        result.append(
            quantity(ctx, NegativeExpr(whole, node.span) if isinstance(node, NegativeExpr) else whole, wanted)
        )
    return None if None in result else tuple(q for q in result if q is not None)


def as_number(node: Expr) -> NumberExpr | None:
    """The written number of a literal, its sign left out; a bare year is one too. None for anything else."""
    match node:
        case NumberExpr():
            return node
        case NegativeExpr(operand=NumberExpr() as operand):
            return operand
        case DateExpr(day=day, precision="year", span=span):
            return NumberExpr(Decimal(day.year), None, None, None, None, span)
        case _:
            return None


def _difference(numbers: Sequence[NumberExpr]) -> str | None:
    """What the ends of a range do not share, though they must: None when they are alike."""
    if len({n.percent is not None for n in numbers}) > 1:
        return "percent sign"
    if len({n.unit.text for n in numbers if n.unit}) > 1:
        return "unit"
    if len({n.per.text for n in numbers if n.per}) > 1:
        return "time"
    if any(n.scale for n in numbers) and any(n.scale is None and n.unit is None for n in numbers):
        return "scale"
    return None


def _in_order(ctx: Context, span: Span, low: Quantity, high: Quantity) -> bool:
    if low.value < high.value:
        return True
    ctx.report(faults.range_order(span, low.span or span, high.span or span))
    return False


def _triangular(ctx: Context, node: TriangularExpr, wanted: Sort | None) -> Triangular | None:
    points = _alike(ctx, node.span, (node.low, node.mode, node.high), wanted)
    if points is None:
        return None
    low, mode, high = points
    if not (low.value <= mode.value <= high.value and low.value < high.value):
        ctx.report(faults.triangle_order(node.span))
        return None
    return Triangular(low, mode, high, node.span)


def _choice(ctx: Context, node: OneOfExpr, wanted: Sort | None) -> Choice | None:
    if len(node.options) < 2:
        ctx.report(faults.one_option(node.span))
        return None
    options = _alike(ctx, node.span, node.options, wanted)
    return None if options is None else Choice(options, node.span)


def _between(ctx: Context, node: BetweenExpr, wanted: Sort | None) -> Between | None:
    nodes = (node.low, node.high) if node.step is None else (node.low, node.high, node.step)
    numbers = _alike(ctx, node.span, nodes, wanted)
    if numbers is None or not _in_order(ctx, node.span, numbers[0], numbers[1]):
        return None
    step = numbers[2] if len(numbers) == 3 else None
    if step is not None and step.value <= 0:
        ctx.report(faults.above_zero("the step", step.span or node.span))
        return None
    return Between(numbers[0], numbers[1], step, node.span)


def _undisclosed(ctx: Context, node: UndisclosedExpr, wanted: Sort | None) -> Typed | None:
    """`undisclosed`, of any dimension until a unit, a range or the place says which."""
    unit = None if node.unit is None else unit_of(ctx, node.unit)
    if node.unit is not None and unit is None:
        return None
    if unit is not None:
        wanted = number_of(unit_dimension(unit))
    inner: Interval | Quantity | None = None
    match node.range:
        case None:
            known = unit_dimension(unit) if unit is not None else None
            hint = wanted.dimension if wanted is not None and wanted.kind == "number" else None
            return Typed(Undisclosed(None, unit, node.span), number_of(known or hint), node.span)
        case RangeExpr() as range_:
            inner = interval(ctx, _with_unit(range_, node.unit), wanted)
        case BetweenExpr():
            ctx.report(faults.between_undisclosed(node.span))
            return None
        case single:
            inner = quantity(ctx, single, wanted)
    if inner is None:
        return None
    sample = inner.low if isinstance(inner, Interval) else inner
    return Typed(Undisclosed(inner, unit, node.span), number_of(quantity_dimension(sample)), node.span)


def _with_unit(node: RangeExpr, unit: Name | None) -> RangeExpr:
    """`undisclosed shares 1m to 2m`: the unit holds for the ends."""
    if unit is None or not isinstance(node.high, NumberExpr) or node.high.unit is not None:
        return node
    return structs.replace(node, high=structs.replace(node.high, unit=unit))


def plain_number(ctx: Context, node: Expr) -> Decimal | None:
    """A written count or percent as a fraction, without unit; None after reporting another dimension."""
    found = quantity(ctx, node, number_of(PURE))
    if found is None:
        return None
    if quantity_dimension(found) != PURE:
        dimension = quantity_dimension(found)
        words = in_words(number_of(dimension))
        ctx.report(faults.number_needed(words, node.span, "write a plain number or a percent"))
        return None
    return found.value


def per_money(ctx: Context, node: Expr) -> Quantity | None:
    """A coefficient per amount of money, `0.1 per bn`: the scale stays in `per`. None after reporting otherwise."""
    written = as_number(node)
    if not isinstance(node, NumberExpr) or written is None or written.per is None or written.per.text not in SCALES:
        ctx.report(faults.not_per_money(node.span))
        return None
    plain = quantity(ctx, structs.replace(written, per=None), number_of(PURE))
    return None if plain is None else structs.replace(plain, per=written.per.text)
