"""The lines that belong to one kind of sentence: notice, cure, vesting, effects, tiers of a distribution."""

from collections.abc import Sequence
from typing import Any, cast, get_args

from msgspec import Struct, structs

from termwise.elaborate.amounts import chance, holding, money, money_per_share, points, rate, share, trade
from termwise.elaborate.context import Context
from termwise.elaborate.effects import effects
from termwise.elaborate.expressions import condition
from termwise.elaborate.faults import clauses as faults
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.faults import numbers as number_faults
from termwise.elaborate.kinds import DETAIL_TAKERS, WORDS, detail_field, shown, takers_in_words
from termwise.elaborate.moments import duration, moment
from termwise.elaborate.share_classes import entitlement, interest
from termwise.model.expression import Arithmetic, Expression, Truth
from termwise.model.sentence import (
    Allocation,
    AntiDilution,
    Basis,
    Convention,
    Conversion,
    Payment,
    Periodic,
    Power,
    Schedule,
    Sentence,
    Silence,
    Step,
    Vesting,
    Warrant,
    Waterfall,
    WaterfallTier,
)
from termwise.syntax.tree import AllocationRow, Expr, QualifierNode, StepNode, VestingNode

_CONDITIONS = frozenset(
    {"fulfilled when", "violated when", "effective only when", "exercised when", "vests in full when"}
)
_ADDED_UP = frozenset({"effect", "on breach", "allocation"})
_READ_BY_SENTENCE = frozenset({"steps", "due within", "due on last business day"})
_CLOSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "basis": ("basis", get_args(Basis)),
    "convention": ("convention", get_args(Convention)),
    "anti-dilution": ("protection against dilution", get_args(AntiDilution)),
    "silence": ("meaning of silence", get_args(Silence)),
    "shortfall": ("way to settle a shortfall", ("paid", "carried")),
}


class Detailed(Struct, frozen=True):
    """A sentence with the lines of its kind, and which of its fields those lines said."""

    sentence: Sentence
    fields: tuple[str, ...]


def with_details(ctx: Context, sentence: Sentence, nodes: Sequence[QualifierNode]) -> Detailed:
    """The sentence completed by the lines that belong to its kind; a faulty line is reported and left out."""
    values: dict[str, Any] = {}
    first: dict[str, QualifierNode] = {}
    for node in nodes:
        if node.keyword not in DETAIL_TAKERS:
            continue
        field = detail_field(node.keyword, type(sentence))
        if field is None:
            kind, takers = WORDS[type(sentence)], takers_in_words(node.keyword)
            ctx.report(faults.qualifier_misplaced(shown(node.keyword), kind, takers, node.span))
        elif _is_new(ctx, node, first):
            current = structs.replace(sentence, **values)
            value = _value(ctx, node, current)
            if value is not None:
                values[field] = values.get(field, ()) + value if node.keyword in _ADDED_UP else value
    if isinstance(sentence, Waterfall):
        _rest_stands_last(ctx, [node.allocation for node in nodes if node.allocation is not None])
    return Detailed(structs.replace(sentence, **values), tuple(values))


def check_details(ctx: Context, nodes: Sequence[QualifierNode]) -> None:
    """Report what is wrong in the lines of a sentence that could not be read: all that does not hang on its kind."""
    first: dict[str, QualifierNode] = {}
    for node in nodes:
        if node.keyword in DETAIL_TAKERS and node.keyword not in _READ_BY_SENTENCE and _is_new(ctx, node, first):
            _value(ctx, node, None)


def _is_new(ctx: Context, node: QualifierNode, first: dict[str, QualifierNode]) -> bool:
    earlier = first.setdefault(node.keyword, node)
    if earlier is node or node.keyword in _ADDED_UP:
        return True
    ctx.report(faults.qualifier_twice(node.keyword, node.span, earlier.span))
    return False


def _value(ctx: Context, node: QualifierNode, sentence: Sentence | None) -> Any:  # noqa: ANN401 - one per field
    match node.keyword:
        case "notice" | "accept within" | "within" | "cure" if node.length is not None:
            if node.keyword == "notice" and isinstance(sentence, Power) and sentence.notice is not None:
                ctx.report(faults.notice_twice(node.span))
                return None
            return duration(node.length)
        case "basis" | "silence" | "shortfall" | "convention" | "anti-dilution":
            return _closed_word(ctx, node)
        case "class":
            return node.word
        case "preference" | "senior to" | "pari passu with" | "participating" | "converts":
            return entitlement(ctx, node, sentence)
        case "interest" if not isinstance(sentence, Conversion):
            return None if node.interest is None else interest(ctx, node.interest)
        case "exit fee" | "repaid by" if node.expr is not None:
            return moment(ctx, node.expr) if node.keyword == "repaid by" else _total(ctx, node.expr, "the fee")
        case "exercised when" if node.flag:
            return _when_vested(ctx, node, sentence)
        case keyword if keyword in _CONDITIONS and node.expr is not None:
            return condition(ctx, node.expr)
        case "interest" if node.expr is not None:
            return _of_note(ctx, node)
        case "as favourable as":
            return ctx.all_named(node.names, "clause")
        case "net exercise at" if node.expr is not None:
            return money_per_share(ctx, node.expr, "the price of a share")
        case "at least" if node.expr is not None:
            least = trade(ctx, node.expr, "the least amount")
            return None if least is None else least.expression
        case "may sublicense":
            return True
        case "effect" | "on breach":
            return effects(ctx, node.effects)
        case "vests":
            return _vesting(ctx, node)
        case "allocation" if node.allocation is not None:
            tier = _tier(ctx, node.allocation)
            return None if tier is None else (tier,)
        case "steps" if sentence is not None:
            return _steps(ctx, node, sentence)
        case "due within" | "due on last business day" if sentence is not None:
            return _due(ctx, node, sentence)
        case _:
            return None


def _when_vested(ctx: Context, node: QualifierNode, sentence: Sentence | None) -> Truth | None:
    """`exercised when vested` is of a warrant: as soon as its shares vest."""
    if isinstance(sentence, Power):
        kind, takers = WORDS[Power], (WORDS[Warrant],)
        ctx.report(faults.qualifier_misplaced("`exercised when vested`", kind, takers, node.span))
        return None
    return Truth(value=True)


def _closed_word(ctx: Context, node: QualifierNode) -> str | None:
    what, known = _CLOSED[node.keyword]
    if node.word in known:
        return node.word
    ctx.report(name_faults.unknown_word(node.word or "", node.span, what, known))
    return None


def _of_note(ctx: Context, node: QualifierNode) -> Expression | None:
    """The interest of a note that converts: simple, over 365 days."""
    said = node.interest
    if said is not None and (said.compounded is not None or said.day_count not in {None, "actual/365"}):
        ctx.report(faults.note_interest(node.span))
        return None
    return None if said is None else rate(ctx, said.rate, "the interest")


def _due(ctx: Context, node: QualifierNode, sentence: Sentence) -> Periodic | None:
    """The sentence's periodic schedule, with when its periods fall due."""
    field = detail_field(node.keyword, type(sentence)) or ""
    schedule = cast("Schedule | None", getattr(sentence, field, None))
    if not isinstance(schedule, Periodic):
        ctx.report(faults.due_without_periods(node.span))
        return None
    if node.length is not None:
        return structs.replace(schedule, due_within=duration(node.length))
    return structs.replace(schedule, due_last_business_day=True)


def _vesting(ctx: Context, node: QualifierNode) -> tuple[Vesting, ...] | None:
    if not node.vesting:
        ctx.report(faults.missing_rows("`vests`", node.span, "write rows such as `40m shares when CONDITION` under it"))
        return None
    rows = [_vesting_row(ctx, row) for row in node.vesting]
    known = tuple(row for row in rows if row is not None)
    return known if len(known) == len(rows) else None


def _vesting_row(ctx: Context, node: VestingNode) -> Vesting | None:
    amount, holds = holding(ctx, node.amount, "what vests"), condition(ctx, node.condition)
    return None if amount is None or holds is None else Vesting(amount, holds, node.span)


# -- steps of a payment, tiers of a distribution ----------------------------------------------------------------


def _steps(ctx: Context, node: QualifierNode, sentence: Sentence) -> tuple[Step, ...] | None:
    rows = [_step(ctx, step, sentence) for step in node.steps]
    rest = next((step for step in node.steps[:-1] if step.length is None), None)
    if rest is not None:
        ctx.report(faults.rows_after_rest(node.steps[-1].amount.span, rest.amount.span))
        return None
    known = tuple(row for row in rows if row is not None)
    return known if len(known) == len(rows) else None


def _step(ctx: Context, node: StepNode, sentence: Sentence) -> Step | None:
    """Shares where the sentence pays a share of something, amounts where it pays an amount."""
    is_share = (
        isinstance(sentence, Payment) and isinstance(sentence.amount, Arithmetic) and sentence.amount.operator == "of"
    )
    amount = share(ctx, node.amount, "the share") if is_share else _money(ctx, node.amount, "the amount")
    return None if amount is None else Step(None if node.length is None else duration(node.length), amount)


def _money(ctx: Context, node: Expr, what: str) -> Any:  # noqa: ANN401
    found = money(ctx, node, what, "perhaps")
    return None if found is None else found.expression


def _total(ctx: Context, node: Expr, what: str) -> Expression | None:
    found = money(ctx, node, what)
    return None if found is None else found.expression


def _tier(ctx: Context, node: AllocationRow) -> WaterfallTier | None:
    party = None if node.party is None else ctx.named(node.party, "party")
    clause = None if node.clause is None else ctx.named(node.clause, "clause")
    earned = None if node.interest is None else interest(ctx, node.interest)
    bound = None
    if node.amount is not None and node.kind == "catch-up":
        bound = chance(ctx, node.amount, "the part of the profit")
    elif node.amount is not None:
        bound = _total(ctx, node.amount, "the bound of this row")
    rows = []
    for one in node.allocations:
        holder, part = ctx.named(one.holder, "party"), share(ctx, one.amount, "what a party receives")
        if holder is not None and part is not None:
            if any(not 0 <= point.value <= 1 for point in points(part)):
                ctx.report(number_faults.out_of_range("what a party receives", "0%", "100%", one.amount.span))
            else:
                rows.append(Allocation(holder, part))
    if len(rows) < len(node.allocations) or (party is None) != (node.party is None):
        return None
    if (bound is None) != (node.amount is None) or (clause is None) != (node.clause is None):
        return None
    if (earned is None) != (node.interest is None):
        return None
    match node.kind:
        case "first":
            return WaterfallTier(tuple(rows), first=bound, span=node.span)
        case "until":
            return WaterfallTier(tuple(rows), until_party=party, until_has=bound, span=node.span)
        case "back":
            return WaterfallTier(tuple(rows), until_party=party, back=clause, interest=earned, span=node.span)
        case "repaid":
            return WaterfallTier(tuple(rows), repaid=clause, span=node.span)
        case "catch-up":
            return WaterfallTier(tuple(rows), until_party=party, catch_up=bound, span=node.span)
        case "then":
            return WaterfallTier(tuple(rows), span=node.span)


def _rest_stands_last(ctx: Context, rows: list[AllocationRow]) -> None:
    for index, row in enumerate(rows[:-1]):
        if row.kind == "then":
            ctx.report(faults.rows_after_rest(rows[index + 1].span, row.span))
            return
