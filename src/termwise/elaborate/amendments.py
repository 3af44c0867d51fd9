"""Clauses, and amendments as dated patches of them."""

from collections.abc import Iterable, Mapping
from typing import cast, get_args

from msgspec import Struct

from termwise.elaborate.context import Context
from termwise.elaborate.details import check_details, with_details
from termwise.elaborate.faults import clauses as faults
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.kinds import DETAIL_TAKERS, WORDS, detail_field, shown, takers_in_words
from termwise.elaborate.lines import Lines, lines
from termwise.elaborate.moments import calendar_day, moment
from termwise.elaborate.qualifiers import FIELDS, Said, citations, qualifiers, untranslated
from termwise.elaborate.requirements import amendment_requirement
from termwise.elaborate.sentences import sentence
from termwise.model.amendment import (
    AddClause,
    Amendment,
    ChangeClause,
    Dating,
    EndClause,
    Patch,
    Status,
)
from termwise.model.clause import Clause
from termwise.model.sentence import Sentence, Waterfall
from termwise.syntax.tree import (
    AmendmentNode,
    ChangeNode,
    ClauseNode,
    EndNode,
    Name,
    PatchNode,
    QualifierNode,
    SentenceNode,
)

_STATUSES: tuple[str, ...] = get_args(Status)
_DATINGS: tuple[str, ...] = get_args(Dating)
_LINES = frozenset({"effective", "known from", "withdraws", "requires", "says", "untranslated", "source"})

Wordings = Mapping[str, tuple[Sentence, ...]]
"""Every sentence that a clause of that name ever has, in the order of the text."""


def clause(ctx: Context, node: ClauseNode) -> Clause | None:
    """One provision; None when its sentence cannot be read (every fault in it is reported)."""
    said, meaning = _body(ctx, node.sentence, node.qualifiers, node.name.text)
    if meaning is None:
        return None
    bare = isinstance(meaning.sentence, Waterfall) and not (meaning.sentence.tiers or meaning.sentence.by_preference)
    if bare and _is_bare(node):
        advice = "write rows such as `first 13bn: A 75%, B 25%` and `then A 100%` under it"
        ctx.report(faults.missing_rows("distribution", node.span, advice))
    return Clause(
        name=node.name.text,
        sentence=meaning.sentence,
        title=node.title.text if node.title else None,
        qualifiers=said.qualifiers,
        span=node.span,
        name_span=node.name.span,
    )


def _is_bare(node: ClauseNode) -> bool:
    return not node.lost and all(line.keyword != "allocation" for line in node.qualifiers)


class _Meaning(Struct, frozen=True):
    sentence: Sentence
    fields: tuple[str, ...]


def _body(
    ctx: Context, node: SentenceNode | None, around: tuple[QualifierNode, ...], name: str
) -> tuple[Said, _Meaning | None]:
    """The qualifiers and the sentence with the lines of its kind."""
    keywords = frozenset(line.keyword for line in around)
    found = None if node is None else sentence(ctx, node, keywords)
    said = qualifiers(ctx, around, name, None if found is None else type(found))
    if found is None:
        check_details(ctx, around)
        return said, None
    detailed = with_details(ctx, found, around)
    return said, _Meaning(detailed.sentence, detailed.fields)


def amendment(ctx: Context, node: AmendmentNode, patches: tuple[Patch, ...]) -> Amendment | None:
    """A dated patch, its `patches` elaborated; None when it has no day or status (reported)."""
    said = lines(ctx, node.qualifiers, "an amendment", _LINES)
    dated = calendar_day(ctx, node.dated, "an amendment")
    known_line, effective_line = said.expr("known from"), said.expr("effective")
    known = None if known_line is None else calendar_day(ctx, known_line, "the day from which an amendment is known")
    effective = None if effective_line is None else moment(ctx, effective_line)
    requires = [amendment_requirement(ctx, line) for line in said.all("requires")]
    dating, status = _word(ctx, node.dating, "way to date an amendment", _DATINGS), _status(ctx, node)
    _once_each(ctx, node.patches)
    found = Amendment(
        name=node.name.text,
        dating=cast("Dating", dating),
        dated=dated or ctx.frame.today,
        status=cast("Status", status),
        title=node.title.text if node.title else None,
        known=known,
        effective=effective,
        requires=tuple(one for one in requires if one is not None),
        withdraws=_withdrawn(ctx, node, said),
        patches=patches,
        says=tuple(line.text.text for line in said.all("says") if line.text),
        untranslated=tuple(one for one in (untranslated(line) for line in said.all("untranslated")) if one),
        sources=citations(ctx, said.all("source")),
        span=node.span,
        name_span=node.name.span,
    )
    return None if dated is None or dating is None or status is None else found


def _word(ctx: Context, name: Name, what: str, known: tuple[str, ...]) -> str | None:
    if name.text in known:
        return name.text
    ctx.report(name_faults.unknown_word(name.text, name.span, what, known))
    return None


def _status(ctx: Context, node: AmendmentNode) -> str | None:
    """The status said; `proposed DATE` alone is a proposal. None where the parser has reported a missing one."""
    if node.status is not None:
        return _word(ctx, node.status, "status", _STATUSES)
    return "proposed" if node.dating.text == "proposed" else None


def _withdrawn(ctx: Context, node: AmendmentNode, said: Lines) -> tuple[str, ...]:
    found = []
    for line in said.all("withdraws"):
        for name in line.names:
            if name.text == node.name.text:
                ctx.report(faults.refers_to_itself(name))
            elif ctx.named(name, "amendment") is not None:
                found.append(name.text)
    return tuple(found)


def _once_each(ctx: Context, patches: tuple[PatchNode, ...]) -> None:
    """Report clauses that one amendment changes twice, or adds and changes."""
    added = {patch.name.text: patch.name for patch in patches if isinstance(patch, ClauseNode)}
    seen: dict[str, Name] = {}
    for patch in patches:
        if isinstance(patch, ClauseNode):
            continue
        first = seen.setdefault(patch.clause.text, patch.clause)
        if first is not patch.clause:
            ctx.report(faults.changed_twice(patch.clause, first.span))
        elif patch.clause.text in added:
            ctx.report(faults.changes_own_clause(patch.clause, added[patch.clause.text].span))


# -- patches --------------------------------------------------------------------------------------------------


def added_clause(ctx: Context, node: ClauseNode) -> AddClause | None:
    """A new clause."""
    found = clause(ctx, node)
    return None if found is None else AddClause(found, node.span)


def ended_clause(ctx: Context, node: EndNode) -> EndClause | None:
    """`end CLAUSE [on MOMENT]`."""
    said = lines(ctx, node.qualifiers, "an ending", frozenset({"says", "source"}))
    name = ctx.named(node.clause, "clause")
    on = None if node.on is None else moment(ctx, node.on)
    if name is None or (on is None and node.on is not None):
        return None
    says = tuple(line.text.text for line in said.all("says") if line.text)
    return EndClause(name, on, says, citations(ctx, said.all("source")), node.span)


def reworded_clause(ctx: Context, node: ChangeNode) -> ChangeClause | None:
    """`change CLAUSE` with a sentence of its own; None when that cannot be read (every fault in it is reported)."""
    name = ctx.named(node.clause, "clause")
    said, meaning = _body(ctx, node.sentence, node.qualifiers, node.clause.text)
    if name is None or meaning is None:
        return None
    removed = _removed(ctx, node, (meaning.sentence,), (*said.fields, *meaning.fields))
    return ChangeClause(
        clause=name,
        sentence=meaning.sentence,
        title=node.title.text if node.title else None,
        qualifiers=said.qualifiers,
        said=said.fields,
        removed=removed,
        detailed=meaning.fields,
        span=node.span,
    )


def changed_clause(ctx: Context, node: ChangeNode, wordings: Wordings) -> ChangeClause | None:
    """`change CLAUSE` that keeps the sentence; lines of its kind are read by what the clause says elsewhere."""
    name = ctx.named(node.clause, "clause")
    sentences = wordings.get(node.clause.text, ())
    details = tuple(line for line in node.qualifiers if line.keyword in DETAIL_TAKERS)
    base = _taker(sentences, [line.keyword for line in details])
    kind = type(base) if base is not None and len({type(one) for one in sentences}) == 1 else None
    said = qualifiers(ctx, node.qualifiers, node.clause.text, kind)
    detailed = None if base is None or not details else with_details(ctx, base, details)
    removed = _removed(ctx, node, sentences, (*said.fields, *(detailed.fields if detailed else ())))
    if name is None:
        return None
    return ChangeClause(
        clause=name,
        sentence=detailed.sentence if detailed is not None and detailed.fields else None,
        title=node.title.text if node.title else None,
        qualifiers=said.qualifiers,
        said=said.fields,
        removed=removed,
        detailed=detailed.fields if detailed is not None else (),
        reworded=detailed is None or not detailed.fields,
        span=node.span,
    )


def _taker(sentences: tuple[Sentence, ...], keywords: Iterable[str]) -> Sentence | None:
    """The last wording whose kind takes all these lines; the last of all when none does."""
    keywords = tuple(keywords)
    fitting = [one for one in sentences if all(detail_field(keyword, type(one)) for keyword in keywords)]
    return fitting[-1] if fitting else next(iter(sentences[-1:]), None)


def _removed(ctx: Context, node: ChangeNode, sentences: tuple[Sentence, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that `remove` names; a keyword that the clause cannot have, or that is said too, is reported."""
    found = []
    for keyword in node.removed:
        fields = [detail_field(keyword.text, type(one)) for one in sentences]
        field = FIELDS.get(keyword.text) or next((one for one in fields if one is not None), None)
        if field is None:
            if keyword.text not in DETAIL_TAKERS:
                known = (*FIELDS, *DETAIL_TAKERS)
                ctx.report(name_faults.unknown_word(keyword.text, keyword.span, "keyword of a qualifier", known))
            elif sentences:
                kind, takers = WORDS[type(sentences[-1])], takers_in_words(keyword.text)
                ctx.report(faults.qualifier_misplaced(shown(keyword.text), kind, takers, keyword.span))
        elif field in said:
            ctx.report(faults.removed_and_said(keyword.text, keyword.span))
        else:
            found.append(field)
    return tuple(dict.fromkeys(found))
