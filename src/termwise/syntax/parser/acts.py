"""Acts: who does what to which asset, with whom, for which field, in which territory."""

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.literals import is_name, name
from termwise.syntax.tree import ActNode, Name
from termwise.syntax.words import RELATIONS, RESERVED, base_form


def act(p: Cursor, actor: Name | None, *, third_person: bool = False) -> ActNode:
    """What someone does. `in X` right after the verb names with whom, later the territory.

    ``act = verb about``
    ``about = (name [place name] | [relation name]) ['for' name] ['in' name]``
    ``place = 'from' | 'to' | 'on' | 'with'``
    ``relation = place | 'in'``
    ``verb = VERB``
    """
    start = p.at
    verb = _verb(p, third_person=third_person)
    asset = name(p, "an asset") if is_name(p.tokens[p.at]) and not p.sees("one", "of") else None
    relation: Name | None = None
    counterparty: Name | None = None
    if _relation_follows(p, after_asset=asset is not None):
        token = p.take()
        relation = Name(token.text, p.span_of(token))
        counterparty = name(p, "a name")
    field: Name | None = None
    territory: Name | None = None
    while True:
        if field is None and p.accept("for"):
            field = name(p, "a field of use")
        elif territory is None and p.accept("in"):
            territory = name(p, "a territory")
        else:
            break
    span = p.since(start)
    if actor is not None:
        span = actor.span.through(span)
    return ActNode(actor, verb, asset, relation, counterparty, field, territory, span)


def occurrence(p: Cursor) -> ActNode:
    """An act as it happens, its verb in the third person.

    ``occurrence = name VERB_S about``
    """
    return act(p, name(p, "the name of a party"), third_person=True)


def _verb(p: Cursor, *, third_person: bool) -> Name:
    token = p.tokens[p.at]
    if token.kind != "word" or token.text in RESERVED:
        p.fail("a verb such as " + ("`buys`" if third_person else "`use`"))
    p.at += 1
    return Name(base_form(token.text) if third_person else token.text, p.span_of(token))


def _relation_follows(p: Cursor, *, after_asset: bool) -> bool:
    """Whether a counterparty comes next. `on 2031-06-01` is a day and `in` after an asset a territory."""
    if p.word not in RELATIONS or (p.word == "in" and after_asset):
        return False
    following = p.ahead(1)
    moment = following.text in {"first", "last", "breach", "one"} and p.ahead(2).text == "of"
    return is_name(following) and not moment
