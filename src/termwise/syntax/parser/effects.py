"""Effects: what the exercise of a power, a breach or a missed long-stop date brings about."""

from typing import Literal

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.expressions import AN_AMOUNT, amount
from termwise.syntax.parser.literals import is_name, name, names
from termwise.syntax.tree import EffectNode, Name
from termwise.syntax.words import COMPARATORS, FUNCTIONS

AN_EFFECT = "an effect such as `ends deal`, `suspends X`, `triggers X` or `openai pays microsoft 500m`"


def effect(p: Cursor) -> EffectNode:
    """One effect.

    ``effect = ending | ('suspends' | 'resumes') ['clause'] name | triggering | paying``
    """
    start = p.at
    match p.word:
        case "ends":
            return ending(p)
        case "suspends" | "resumes" as kind:
            p.take()
            p.accept("clause")
            target = name(p, "the name of a clause")
            return EffectNode(_standstill(kind), target=target, span=p.since(start))
        case "triggers":
            return triggering(p)
        case _:
            return paying(p)


def ending(p: Cursor) -> EffectNode:
    """The end of the deal or of a clause.

    ``ending = 'ends' 'deal' [[','] 'except' names] | 'ends' 'clause' name``
    """
    start = p.at
    p.expect("ends")
    if p.accept("clause"):
        target = name(p, "the name of a clause")
        return EffectNode("ends clause", target=target, span=p.since(start))
    p.expect_any(("deal",), "`deal` or `clause`")
    excepts: tuple[Name, ...] = ()
    if p.accept(",", "except") or p.accept("except"):
        excepts = names(p, "the name of a clause that stays")
    return EffectNode("ends deal", excepts=excepts, span=p.since(start))


def triggering(p: Cursor) -> EffectNode:
    """An event that the effect makes happen.

    ``triggering = 'triggers' ['event'] name``
    """
    start = p.at
    p.expect("triggers")
    p.accept("event")
    target = name(p, "the name of an event")
    return EffectNode("triggers", target=target, span=p.since(start))


def paying(p: Cursor) -> EffectNode:
    """A payment that the effect makes due. Without a payee it goes to the other side.

    ``paying = ('terminating' 'party' | name) 'pays' [name] amount``
    """
    start = p.at
    terminating = p.accept("terminating", "party")
    if not terminating and p.ahead(1).text != "pays":
        p.fail(AN_EFFECT)
    payer = None if terminating else name(p, AN_EFFECT)
    p.expect("pays")
    payee = name(p, "a party") if payee_follows(p) else None
    sum_due = amount(p, AN_AMOUNT)
    return EffectNode("pays", payer=payer, payee=payee, amount=sum_due, span=p.since(start))


def payee_follows(p: Cursor, steps: int = 0) -> bool:
    """Whether a name stands `steps` tokens ahead that is not itself the amount. Before a bracket, a function is."""
    following = p.ahead(steps + 1)
    if not is_name(p.ahead(steps)) or following.kind == "end":
        return False
    if following.text == "(":
        return p.ahead(steps).text not in FUNCTIONS
    return following.text not in {"+", "-", "*", "/", "of", ")", ",", ":", *COMPARATORS}


def _standstill(kind: str) -> Literal["suspends", "resumes"]:
    return "suspends" if kind == "suspends" else "resumes"
