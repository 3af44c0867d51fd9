"""Random small deals, built from Python: grants, prohibitions, liberties, exclusivities over a small asset tree.

A deal is drawn from one number, so that a thousand of them cost seconds; the number names it.
"""

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from termwise.base.dates import Duration
from termwise.model.act import Act
from termwise.model.amendment import Amendment, ChangeClause, EndClause
from termwise.model.clause import Clause, NoEffect, Qualifiers, Requirement
from termwise.model.deal import Deal
from termwise.model.declaration import Asset, Event, Party
from termwise.model.expression import Expression, Not, Ref
from termwise.model.moment import Bound, FirstOf, Moment, On, OnEvent, Shifted
from termwise.model.sentence import Exclusivity, Grant, Permission, Prohibition, Sentence

PARTIES = ("alpha", "beta", "gamma")
ASSETS = ("models", "models.vision", "models.vision.medical")
EVENTS = ("verified", "ipo")
VERBS = ("use", "sell")
START = date(2025, 1, 1)
TODAY = date(2025, 6, 1)
END = date(2028, 1, 1)

Scene = tuple[Deal, Act, date]
"""A deal, an act and the day it is asked about."""

later_days = st.integers(1, (END - TODAY).days - 1).map(lambda n: TODAY + timedelta(days=n))
"""Days of which the view knows nothing yet."""


def scene_of(number: int) -> Scene:
    """A deal, an act that one of its clauses speaks of (or any act), and a day that is mostly still ahead."""
    draw = Random(number)
    deal = _deal(draw)
    spoken = [act for clause in deal.clauses if (act := _act(clause.sentence)) is not None]
    any_act = Act(draw.choice(PARTIES), draw.choice(VERBS), draw.choice(ASSETS))
    act = draw.choice(spoken) if spoken and draw.random() < 0.7 else any_act
    return deal, act, _day(draw) if draw.random() < 0.3 else TODAY + timedelta(days=draw.randrange(1, 940))


scenes = st.integers(0, 2**32 - 1).map(scene_of)
"""Random scenes."""


def _deal(draw: Random) -> Deal:
    """A deal of up to five clauses on models of beta, perhaps amended."""
    names = [f"c{i}" for i in range(draw.randrange(6))]
    return Deal(
        title="A random deal",
        start=START,
        end=END,
        today=TODAY,
        parties=tuple(Party(name, name.title()) for name in PARTIES),
        assets=tuple(Asset(name, owner="beta" if name == "models" else None) for name in ASSETS),
        events=tuple(Event(name) for name in EVENTS),
        clauses=tuple(Clause(name, _sentence(draw), qualifiers=_qualifiers(draw, names)) for name in names),
        amendments=_amendments(draw, names) if names and draw.random() < 0.5 else (),
    )


def _day(draw: Random) -> date:
    return START + timedelta(days=draw.randrange((END - START).days))


def _moment(draw: Random) -> Moment:
    """A date, an event, a time after an event, or the first of two."""
    event, dated = OnEvent(draw.choice(EVENTS)), On(_day(draw))
    length = Duration(months=draw.randint(1, 6), days=draw.randint(0, 20))
    options: tuple[Moment, ...] = (dated, event, Shifted(event, length), FirstOf((dated, event)))
    return draw.choice(options)


def _requirement(draw: Random) -> Requirement:
    return Requirement(Ref("event", draw.choice(EVENTS)), On(_day(draw)), NoEffect())


def _qualifiers(draw: Random, names: list[str]) -> Qualifiers:
    """When a clause holds, and which of the clauses it overrides."""
    event = Ref("event", draw.choice(EVENTS))
    while_: Expression = event if draw.random() < 0.5 else Not(event)
    return Qualifiers(
        start=_moment(draw) if draw.random() < 0.5 else None,
        end=Bound(_moment(draw), draw.random() < 0.5) if draw.random() < 0.5 else None,
        while_=while_ if draw.random() < 0.2 else None,
        requires=(_requirement(draw),) if draw.random() < 0.2 else (),
        overrides=(draw.choice(names),) if draw.random() < 0.4 else (),
    )


def _sentence(draw: Random) -> Sentence:
    """A grant of any exclusiveness, a prohibition, a liberty or an exclusivity."""
    actor, other = draw.sample(PARTIES, 2)
    verb, asset = draw.choice(VERBS), draw.choice(ASSETS)
    grant = Grant(
        grantor=draw.choice(("beta", "beta", actor)),
        grantees=(other,),
        verbs=(verb,),
        asset=asset,
        exclusiveness=draw.choice(("non-exclusive", "non-exclusive", "sole", "exclusive")),
        may_sublicense=draw.random() < 0.5,
    )
    act = Act(actor, verb, asset)
    options: tuple[Sentence, ...] = (
        grant,
        grant,
        Prohibition(act),
        Permission(act),
        Exclusivity(actor, verb, asset, "to", (other,)),
    )
    return draw.choice(options)


def _amendments(draw: Random, names: list[str]) -> tuple[Amendment, ...]:
    """One that changes a clause's end and ends another, perhaps under a condition precedent."""
    until = Qualifiers(end=Bound(_moment(draw), inclusive=False))
    return (
        Amendment(
            name="later",
            dating="signed",
            dated=draw.choice((START, TODAY)),
            status="binding",
            requires=(_requirement(draw),) if draw.random() < 0.5 else (),
            patches=(
                ChangeClause(draw.choice(names), qualifiers=until, said=("end",)),
                EndClause(draw.choice(names)),
            ),
        ),
    )


def _act(sentence: Sentence) -> Act | None:
    match sentence:
        case Grant(grantees=(grantee, *_), verbs=(verb, *_), asset=asset):
            return Act(grantee, verb, asset)
        case Prohibition(act) | Permission(act):
            return act
        case Exclusivity(actor, verb, asset):
            return Act(actor, verb, asset)
        case _:
            return None
