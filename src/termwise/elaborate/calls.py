"""The built-in functions whose arguments are names: `stake(microsoft, openai, as converted)`."""

from typing import cast, get_args

from termwise.base.units import of_symbol
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import (
    ANY_NUMBER,
    PER_TIME,
    PLAIN,
    Sort,
    Typed,
    is_per_time,
    number_of,
)
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.faults import numbers as faults
from termwise.elaborate.names import Kind, Symbol
from termwise.model.expression import FUNCTIONS, Call, Function, Ref, RefKind
from termwise.model.sentence import Basis
from termwise.syntax.tree import CallExpr, Name, NameExpr, TextExpr

_PARAMETERS: dict[str, tuple[tuple[str, Kind], ...]] = {
    "stake": (("HOLDER", "party"), ("COMPANY", "party")),
    "units": (("HOLDER", "party"), ("COMPANY", "party")),
    "value": (("HOLDER", "party"), ("COMPANY", "party")),
    "delivered": (("ASSET", "asset"),),
    "purchased": (("BUYER", "party"), ("ASSET", "asset")),
    "paid": (("CLAUSE", "clause"),),
    "cash": (("PARTY", "party"),),
    "total": (("DRIVER", "driver"),),
    "seats": (("PARTY", "party"), ("BODY", "body")),
}
_WITH_BASIS = frozenset({"stake", "units", "value"})
_BASES: tuple[str, ...] = get_args(Basis)

EXTREMES = frozenset({"min", "max"})
"""The functions that take values, not names."""


def is_function(ctx: Context, name: Name) -> bool:
    """Whether the name is a function; reports when it is not."""
    if name.text in FUNCTIONS:
        return True
    ctx.report(name_faults.unknown_function(name, FUNCTIONS))
    return False


def call(ctx: Context, node: CallExpr) -> Typed | None:
    """A call with its sort; None after reporting wrong arguments."""
    function = node.function.text
    parameters = _PARAMETERS[function]
    arguments, basis = node.arguments, None
    if function in _WITH_BASIS and arguments and isinstance(arguments[-1], TextExpr):
        *rest, last = arguments
        arguments, basis = tuple(rest), _basis(ctx, last) if isinstance(last, TextExpr) else None
        if basis is None:
            return None
    names = [argument.name for argument in arguments if isinstance(argument, NameExpr)]
    if len(arguments) != len(parameters) or len(names) != len(parameters):
        ctx.report(faults.wrong_arguments(function, pattern(function), node.span))
        return None
    symbols = [ctx.find(name, kind) for name, (_, kind) in zip(names, parameters, strict=True)]
    found = [symbol for symbol in symbols if symbol is not None]
    if len(found) < len(parameters):
        return None
    refs = tuple(
        Ref(cast("RefKind", symbol.kind), symbol.name, name.span) for symbol, name in zip(found, names, strict=True)
    )
    return Typed(Call(cast("Function", function), refs, basis, node.span), _sort(ctx, function, found), node.span)


def pattern(function: str) -> str:
    """How the function is written: `stake(HOLDER, COMPANY)`."""
    if function in EXTREMES:
        return f"{function}(A, B)"
    return f"{function}({', '.join(word for word, _ in _PARAMETERS[function])})"


def dotted_call(ctx: Context, name: Name) -> Typed | None:
    """`openai.cash`, which is `cash(openai)`; None, without a report, for any other dotted name."""
    whole, _, part = name.text.rpartition(".")
    symbol = ctx.symbols.get(whole)
    if part != "cash" or symbol is None or symbol.kind != "party":
        return None
    return Typed(Call("cash", (Ref("party", whole, name.span),), None, name.span), ctx.money, name.span)


def _basis(ctx: Context, node: TextExpr) -> str | None:
    if node.text in _BASES:
        return node.text
    ctx.report(name_faults.unknown_word(node.text, node.span, "basis", _BASES))
    return None


def _sort(ctx: Context, function: str, arguments: list[Symbol]) -> Sort:
    match function:
        case "stake" | "seats":
            return PLAIN
        case "units":
            return number_of(of_symbol("share"))
        case "value" | "cash":
            return ctx.money
        case "total":
            dimension = arguments[0].dimension
            if dimension is not None and is_per_time(dimension):
                return number_of(dimension.times(PER_TIME.inverse()))
            return number_of(dimension)
        case _:
            return ANY_NUMBER
