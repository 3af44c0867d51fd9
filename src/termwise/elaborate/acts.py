"""Acts: a party, a verb of the closed set, and what, with whom, for what field and where it is done."""

from typing import cast, get_args

from msgspec import structs

from termwise.elaborate.context import Context
from termwise.elaborate.faults import names as faults
from termwise.elaborate.names import Kind
from termwise.model.act import VERBS, Act, Relation
from termwise.syntax.tree import ActNode, Name

_FORMAL: tuple[Kind, ...] = ("event", "clause", "asset", "amendment")
_OBJECTS: dict[str, tuple[Kind, ...]] = {
    **dict.fromkeys(("terminate", "declare", "suspend", "resume", "waive", "exercise", "approve"), _FORMAL),
    **dict.fromkeys(("notify", "consult", "acquire", "merge", "solicit", "support", "hire"), ("asset", "party")),
    **dict.fromkeys(("report", "publish", "disclose", "maintain"), ("asset", "event", "driver")),
    **dict.fromkeys(("pay", "list", "transfer", "sell", "buy", "bid"), ("asset", "party")),
    "appoint": ("body", "party", "asset"),
}
"""What a verb can be done to; an asset for every verb that is not here."""

_RELATIONS: tuple[str, ...] = get_args(Relation)


def base_form(word: str) -> str | None:
    """The verb of the closed set for a word in base form or third person (`buys`, `supplies`), or None."""
    candidates = [word, word.removesuffix("s"), word.removesuffix("es")]
    if word.endswith("ies"):
        candidates.append(word.removesuffix("ies") + "y")
    return next((form for form in candidates if form in VERBS), None)


def verb(ctx: Context, name: Name) -> str | None:
    """The verb in base form; None after reporting that there is no such verb."""
    found = base_form(name.text)
    if found is None:
        ctx.report(faults.unknown_verb(name, VERBS))
    return found


def act(ctx: Context, node: ActNode, actor: Name | None = None) -> Act | None:
    """The act, every name resolved; None after reporting. `actor` stands in when the node names none."""
    who = node.actor or actor
    doer = None if who is None else ctx.named(who, "party")
    done = verb(ctx, node.verb)
    kinds = _OBJECTS.get(done or "", ("asset",))
    thing = None if node.asset is None else ctx.named(node.asset, *kinds)
    node = _placed(ctx, node)
    relation, other = _counterparty(ctx, node)
    field = None if node.field is None else ctx.named(node.field, "field", "asset")
    territory = None if node.territory is None else ctx.named(node.territory, "territory")
    if doer is None or done is None:
        return None
    missing = [
        part is None and name is not None
        for part, name in (
            (thing, node.asset),
            (other, node.counterparty),
            (field, node.field),
            (territory, node.territory),
        )
    ]
    if any(missing):
        return None
    return Act(doer, done, thing, relation, other, field, territory, node.span)


def _placed(ctx: Context, node: ActNode) -> ActNode:
    """`hire in europe`: what stands after `in` is where it is done, when it is a territory."""
    other = None if node.counterparty is None else ctx.symbols.get(node.counterparty.text)
    is_place = other is not None and other.kind == "territory" and node.territory is None
    if not is_place or node.relation is None or node.relation.text != "in":
        return node
    return structs.replace(node, relation=None, counterparty=None, territory=node.counterparty)


def _counterparty(ctx: Context, node: ActNode) -> tuple[Relation | None, str | None]:
    if node.counterparty is None:
        return None, None
    where = relation(ctx, node.relation)
    return where, counterparty(ctx, where, node.counterparty)


def relation(ctx: Context, name: Name | None) -> Relation | None:
    """The word between an act and its counterparty."""
    if name is None:
        return None
    if name.text not in _RELATIONS:
        ctx.report(faults.unknown_word(name.text, name.span, "relation", _RELATIONS))
        return None
    return cast("Relation", name.text)


def counterparty(ctx: Context, where: Relation | None, name: Name) -> str | None:
    """Who or what stands after from, to, on, with, in: a party, or a platform for `on` and `in`."""
    if where in {"on", "in"}:
        return ctx.named(name, "party", "asset")
    symbol = ctx.symbols.get(name.text)
    if symbol is not None and symbol.kind == "asset":
        owner = ctx.symbols.owner(name.text)
        ctx.report(faults.bought_from_asset(name, owner, symbol.span))
        return None
    return ctx.named(name, "party")
