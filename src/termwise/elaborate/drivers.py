"""Uncertain series: units, known values, growth, variation, correlation, jumps, formulas."""

from pathlib import PurePosixPath, PureWindowsPath

from msgspec import structs

from termwise.elaborate.amounts import number, rate, share
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import fits, in_words, number_of, per_dimension, quantity_dimension, rate_dimension
from termwise.elaborate.faults import clauses as clause_faults
from termwise.elaborate.faults import declarations as faults
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.faults import numbers as number_faults
from termwise.elaborate.lines import lines
from termwise.elaborate.literals import as_number, quantity, unit_of
from termwise.elaborate.moments import calendar_date, moment
from termwise.elaborate.qualifiers import citations
from termwise.model.declaration import Correlation, Driver, Growth, Jump, KnownValue
from termwise.model.expression import Expression
from termwise.syntax.tree import (
    CorrelationNode,
    DriverNode,
    Expr,
    GrowthNode,
    JumpNode,
    KnownNode,
    Name,
    NegativeExpr,
    NumberExpr,
    Text,
)


def driver(ctx: Context, node: DriverNode) -> Driver | None:
    """A driver; faulty lines are reported and left out. None when its unit cannot be read."""
    said = lines(ctx, node.qualifiers, "a driver", frozenset({"source"}))
    unit = unit_of(ctx, node.unit)
    per = node.per
    if per is not None and per_dimension(per.text) is None:
        ctx.report(name_faults.unknown_time(per))
        return None
    if unit is None:
        return None
    if node.formula is not None and (node.known or node.growth or node.variation or node.jumps or node.known_file):
        ctx.report(faults.growth_and_formula(node.name, node.formula.span))
    return Driver(
        name=node.name.text,
        unit=unit,
        per=per.text if per else None,
        title=node.title.text if node.title else None,
        known=_known_values(ctx, node, unit),
        known_file=None if node.known_file is None else _file(ctx, node.known_file),
        growth=growth(ctx, node.growth),
        variation=None if node.variation is None else rate(ctx, node.variation, "the variation"),
        correlations=tuple(one for one in (_correlation(ctx, c, node.name) for c in node.correlations) if one),
        jumps=tuple(one for one in (_jump(ctx, jump) for jump in node.jumps) if one),
        formula=None if node.formula is None else value(ctx, node.formula, "the formula", unit, per),
        sources=citations(ctx, said.all("source")),
        span=node.span,
        name_span=node.name.span,
    )


def value(ctx: Context, node: Expr, what: str, unit: str, per: Name | None) -> Expression | None:
    """A value of the driver's dimension; None after reporting another one."""
    wanted = number_of(rate_dimension(unit, per.text if per else None))
    found = number(ctx, node, wanted)
    if found is None:
        return None
    if not fits(found.sort, wanted):
        ctx.report(number_faults.wrong_dimension(what, in_words(wanted), in_words(found.sort), node.span))
        return None
    return found.expression


def _known_values(ctx: Context, node: DriverNode, unit: str) -> tuple[KnownValue, ...]:
    found: list[KnownValue] = []
    for point in node.known:
        known = _known(ctx, point, unit, node.per)
        if known is None:
            continue
        same = next((one for one in found if _same_time(one, known)), None)
        if same is not None:
            ctx.report(faults.known_twice(node.name, point.span, same.span or point.span))
        else:
            found.append(known)
    return tuple(found)


def _same_time(one: KnownValue, other: KnownValue) -> bool:
    return (one.when.day, one.when.precision) == (other.when.day, other.when.precision)


def _known(ctx: Context, node: KnownNode, unit: str, per: Name | None) -> KnownValue | None:
    """A known value; it takes the unit and time of the driver where it names none."""
    when = calendar_date(ctx, node.when)
    written = quantity(ctx, _completed(node.value, unit, per))
    if when is None or written is None:
        return None
    wanted, found = number_of(rate_dimension(unit, per.text if per else None)), number_of(quantity_dimension(written))
    if not fits(found, wanted):
        ctx.report(number_faults.wrong_dimension("a known value", in_words(wanted), in_words(found), node.value.span))
        return None
    return KnownValue(when, written, node.span)


def _completed(node: Expr, unit: str, per: Name | None) -> Expr:
    written = as_number(node)
    if written is None:
        return node
    named = written.unit is not None or written.percent is not None or unit == "%"
    full = structs.replace(written, unit=written.unit if named else Name(unit, written.span), per=written.per or per)
    return _signed(node, full)


def _signed(node: Expr, written: NumberExpr) -> Expr:
    return NegativeExpr(written, node.span) if isinstance(node, NegativeExpr) else written


def growth(ctx: Context, nodes: tuple[GrowthNode, ...]) -> tuple[Growth, ...]:
    """The regimes of growth, in order."""
    found = []
    for node in nodes:
        each = rate(ctx, node.rate, "growth")
        until = None if node.until is None else moment(ctx, node.until)
        after = None if node.after is None else ctx.named(node.after, "event")
        if each is not None and (until is None) == (node.until is None) and (after is None) == (node.after is None):
            found.append(Growth(each, until, after))
    return tuple(found)


def _jump(ctx: Context, node: JumpNode) -> Jump | None:
    size, event = share(ctx, node.size, "a jump"), ctx.named(node.event, "event")
    return None if size is None or event is None else Jump(size, event)


def _correlation(ctx: Context, node: CorrelationNode, own: Name) -> Correlation | None:
    other = ctx.named(node.driver, "driver")
    coefficient = quantity(ctx, node.coefficient)
    if other is None or coefficient is None:
        return None
    if other == own.text:
        ctx.report(clause_faults.refers_to_itself(node.driver))
        return None
    if coefficient.unit not in {"", "%"} or coefficient.per is not None or not -1 <= coefficient.value <= 1:
        ctx.report(number_faults.out_of_range("a correlation", "-1", "1", node.coefficient.span))
        return None
    return Correlation(coefficient, other)


def _file(ctx: Context, path: Text) -> str | None:
    """A file of known values in the deal's folder; read where the values are needed."""
    posix, windows = PurePosixPath(path.text), PureWindowsPath(path.text)
    if not path.text or posix.is_absolute() or windows.drive or windows.root or ".." in windows.parts:
        ctx.report(faults.unusable_file_name(path.span))
        return None
    return path.text
