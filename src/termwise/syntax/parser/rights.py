"""Sentences of rights: grants, exclusivity, first refusal, consent, duties, prohibitions, powers, seats."""

from termwise.syntax import faults
from termwise.syntax.instead import THIRD_PERSON
from termwise.syntax.parser.acts import act, occurrence
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.literals import duration, is_name, name, names, plain_number, starts_duration
from termwise.syntax.parser.moments import moment
from termwise.syntax.parser.schedules import optional_schedule
from termwise.syntax.tree import (
    AppointsSentence,
    ConsentSentence,
    DurationExpr,
    Expr,
    FirstRefusalSentence,
    GrantsSentence,
    MaySentence,
    MustSentence,
    Name,
    OnlySentence,
)
from termwise.syntax.words import EXCLUSIVENESS, RELATIONS, base_form

A_RELATION = "`from`, `to`, `on`, `with` or `in`"


def grants(p: Cursor) -> GrantsSentence:
    """A right to use, sell, host, … an asset.

    ``grants = name 'grants' names [exclusiveness] verb {(',' | 'and') verb} 'of' name``
    ``exclusiveness = 'exclusive' | 'sole' | 'non-exclusive'``
    """
    start = p.at
    grantor = name(p, "the party that grants")
    p.expect("grants")
    if p.word == "to" and is_name(p.ahead(1)):
        p.fail("the party that is granted the right", f"write `{grantor.text} grants {p.ahead(1).text}`")
    grantees = names(p, "the party that is granted the right")
    token = p.accept_any(EXCLUSIVENESS)
    exclusiveness = None if token is None else Name(token.text, p.span_of(token))
    verbs = [_verb(p)]
    while p.accept(",") or p.accept("and"):
        verbs.append(_verb(p))
    if verbs[-1].text == "exclusively":
        p.at -= 1
        p.fail("a verb such as `use`", "write `exclusive`")
    if is_name(p.tokens[p.at]):
        p.fail("`of`", f"write `{verbs[-1].text} of {p.word}`")
    p.expect("of", help_="write `openai grants microsoft exclusive use, host of openai.models`")
    asset = name(p, "the asset")
    return GrantsSentence(grantor, grantees, exclusiveness, tuple(verbs), asset, p.since(start))


def _verb(p: Cursor) -> Name:
    return name(p, "what may be done, such as `use` or `sell`")


def only_follows(p: Cursor) -> bool:
    """Whether the line is a party, a verb and perhaps an asset, then `only`."""
    if not (is_name(p.tokens[p.at]) and p.ahead(1).kind == "word" and p.ahead(1).text.endswith("s")):
        return False
    return any(
        p.ahead(step).text == "only" and all(is_name(p.ahead(between)) for between in range(1, step)) for step in (2, 3)
    )


def only(p: Cursor) -> OnlySentence:
    """Exclusivity: with nobody else, or nowhere else.

    ``only = name VERB_S [name] 'only' relation name {(',' | 'and' | 'or') name}``
    """
    start = p.at
    actor = name(p, "a party")
    token = p.take()
    verb = Name(base_form(token.text), p.span_of(token))
    asset = None if p.word == "only" else name(p, "an asset")
    p.expect("only")
    token = p.expect_any(RELATIONS, A_RELATION)
    relation = Name(token.text, p.span_of(token))
    allowed = [name(p, "the only party or asset allowed")]
    while p.accept(",") or p.accept("and") or p.accept("or"):
        allowed.append(name(p, "another party or asset allowed"))
    return OnlySentence(actor, verb, asset, relation, tuple(allowed), p.since(start))


def first_refusal(p: Cursor) -> FirstRefusalSentence:
    """A right to be offered first.

    ``first_refusal = name 'has' 'first' 'refusal' 'when' occurrence``
    """
    start = p.at
    holder = name(p, "a party")
    p.expect("has", "first", "refusal", "when", help_="write `microsoft has first refusal when openai buys compute`")
    offered = occurrence(p)
    return FirstRefusalSentence(holder, offered, p.since(start))


def consent(p: Cursor) -> ConsentSentence:
    """An act that others must approve.

    ``consent = name 'needs' 'consent' 'of' names 'to' act``
    """
    start = p.at
    actor = name(p, "a party")
    p.expect("needs", "consent", "of", help_="write `openai needs consent of microsoft to convert`")
    givers = names(p, "the party whose consent is needed")
    p.expect("to")
    approved = act(p, actor)
    return ConsentSentence(actor, givers, approved, p.since(start))


def must(p: Cursor) -> MustSentence:
    """A duty, or with `not` a prohibition.

    ``must = name 'must' ['not'] act optional_schedule``
    """
    start = p.at
    actor = name(p, "a party")
    p.expect("must")
    negated = p.accept("not")
    start_of_act = p.ahead(0).text
    owed = act(p, actor)
    if p.kind == "number" and not negated and start_of_act in THIRD_PERSON:
        told = " ".join(token.text for token in p.tokens[start + 3 : p.at + 1])
        advice = f"write `{actor.text} {THIRD_PERSON[start_of_act]} {told}`, without `must`"
        p.give_up(faults.left_over_words(p.here(), p.word, advice))
    deadline = optional_schedule(p)
    return MustSentence(owed, negated, deadline, p.since(start))


def may(p: Cursor) -> MaySentence:
    """A permission or a power, of one party, of several, or of either.

    ``may = actors 'may' act ['after' duration 'notice'] [[','] 'not' 'before' moment]``
    ``actors = 'either' | ['either'] name {(',' | 'and' | 'or') name}``
    """
    start = p.at
    either = p.accept("either")
    actors: list[Name] = []
    if not (either and p.word == "may"):
        actors.append(name(p, "a party"))
        while p.accept(",") or p.accept("and") or p.accept("or"):
            actors.append(name(p, "a party"))
    p.expect("may")
    allowed = act(p, actors[0] if len(actors) == 1 else None)
    notice: DurationExpr | None = None
    if p.accept("after"):
        notice = duration(p)
        p.expect("notice", help_="write `after 90 days notice`")
    if p.word in {"with", "upon", "on", "by", "giving"} and starts_duration(p, 1):
        length = " ".join(token.text for token in p.tokens[p.at + 1 : p.at + 3])
        p.give_up(faults.left_over_words(p.here(), p.word, f"write `after {length} notice`"))
    not_before: Expr | None = None
    if p.accept(",", "not", "before") or p.accept("not", "before"):
        not_before = moment(p)
    return MaySentence(tuple(actors), either, allowed, notice, not_before, p.since(start))


def appoints(p: Cursor) -> AppointsSentence:
    """Seats on a body, or observers.

    ``appoints = name 'appoints' ('all' 'seats' | plain_number ('seat' | 'seats' | 'observer' | 'observers'))
        'of' name``
    """
    start = p.at
    appointer = name(p, "a party")
    p.expect("appoints")
    seats: Expr | None = None
    role = "seats"
    if p.accept("all"):
        p.expect("seats")
    else:
        seats = plain_number(p, "`all` or a number of seats")
        role = p.expect_any(("seat", "seats", "observer", "observers"), "`seats` or `observers`").text
    p.expect("of")
    body = name(p, "the name of a body")
    return AppointsSentence(
        appointer, body, seats, "observer" if role.startswith("observer") else "seat", p.since(start)
    )
