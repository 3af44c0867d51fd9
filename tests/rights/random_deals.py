"""Random small deals, built from Python: grants, prohibitions, liberties, exclusivities over a small asset tree."""

from datetime import date, timedelta

from hypothesis import strategies as st

from termwise.base.dates import Duration
from termwise.model.act import Act
from termwise.model.amendment import Amendment, ChangeClause, EndClause
from termwise.model.clause import Clause, NoEffect, Qualifiers, Requirement
from termwise.model.deal import Deal
from termwise.model.declaration import Asset, Event, Party
from termwise.model.expression import Not, Ref
from termwise.model.moment import Bound, FirstOf, Moment, On, OnEvent, Shifted
from termwise.model.sentence import Exclusivity, Grant, Permission, Prohibition, Sentence

PARTIES = ("alpha", "beta", "gamma")
ASSETS = ("models", "models.vision", "models.vision.medical")
EVENTS = ("verified", "ipo")
VERBS = ("use", "sell")
START = date(2025, 1, 1)
TODAY = date(2025, 6, 1)
END = date(2028, 1, 1)

days = st.integers(0, (END - START).days - 1).map(lambda n: START + timedelta(days=n))
"""Days of the deal's period."""
later_days = st.integers(1, (END - TODAY).days - 1).map(lambda n: TODAY + timedelta(days=n))
"""Days of which the view knows nothing yet."""
acts = st.builds(Act, st.sampled_from(PARTIES), st.sampled_from(VERBS), st.sampled_from(ASSETS))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """A date, an event, a time after an event, or the first of two."""
    event = OnEvent(draw(st.sampled_from(EVENTS)))
    dated = On(draw(days))
    length = Duration(months=draw(st.integers(1, 6)), days=draw(st.integers(0, 20)))
    options: tuple[Moment, ...] = (dated, event, Shifted(event, length), FirstOf((dated, event)))
    return draw(st.sampled_from(options))


@st.composite
def qualifiers(draw: st.DrawFn, clauses: int) -> Qualifiers:
    """When a clause holds, and which of the clauses c0, c1, … it overrides."""
    event = Ref("event", draw(st.sampled_from(EVENTS)))
    required = Requirement(event, On(draw(days)), NoEffect())
    return Qualifiers(
        start=draw(st.none() | moments()),
        end=draw(st.none() | st.builds(Bound, moments(), st.booleans())),
        while_=draw(st.sampled_from((None, None, None, event, Not(event)))),
        requires=(required,) if draw(st.integers(0, 5)) == 0 else (),
        overrides=tuple(draw(st.sets(st.sampled_from([f"c{i}" for i in range(clauses)]), max_size=1))),
    )


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """A grant of any exclusiveness, a prohibition, a liberty or an exclusivity."""
    actor, other = draw(st.permutations(PARTIES))[:2]
    verb, asset = draw(st.sampled_from(VERBS)), draw(st.sampled_from(ASSETS))
    grant = Grant(
        grantor=draw(st.sampled_from(("beta", "beta", actor))),
        grantees=(other,),
        verbs=(verb,),
        asset=asset,
        exclusiveness=draw(st.sampled_from(("non-exclusive", "non-exclusive", "sole", "exclusive"))),
        may_sublicense=draw(st.booleans()),
    )
    act = Act(actor, verb, asset)
    options: tuple[Sentence, ...] = (
        grant,
        grant,
        Prohibition(act),
        Permission(act),
        Exclusivity(actor, verb, asset, "to", (other,)),
    )
    return draw(st.sampled_from(options))


@st.composite
def amendments(draw: st.DrawFn, clauses: int) -> tuple[Amendment, ...]:
    """None, or one that changes a clause's end and ends another, perhaps under a condition precedent."""
    if not clauses or draw(st.booleans()):
        return ()
    names = [f"c{i}" for i in range(clauses)]
    changed, ended = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    required = Requirement(Ref("event", draw(st.sampled_from(EVENTS))), On(draw(days)), NoEffect())
    until = Qualifiers(end=Bound(draw(moments()), inclusive=False))
    return (
        Amendment(
            name="later",
            dating="signed",
            dated=draw(st.sampled_from((START, TODAY))),
            status="binding",
            requires=(required,) if draw(st.booleans()) else (),
            patches=(ChangeClause(changed, qualifiers=until, said=("end",)), EndClause(ended)),
        ),
    )


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """A deal of up to five clauses on models of beta, perhaps amended."""
    count = draw(st.integers(0, 5))
    return Deal(
        title="A random deal",
        start=START,
        end=END,
        today=TODAY,
        parties=tuple(Party(name, name.title()) for name in PARTIES),
        assets=tuple(Asset(name, owner="beta" if name == "models" else None) for name in ASSETS),
        events=tuple(Event(name) for name in EVENTS),
        clauses=tuple(Clause(f"c{i}", draw(sentences()), qualifiers=draw(qualifiers(count))) for i in range(count)),
        amendments=draw(amendments(count)),
    )


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Deal, Act, date]:
    """A deal, an act that one of its clauses speaks of (or any act), and a day that is mostly still ahead."""
    deal = draw(deals())
    spoken = [act for clause in deal.clauses if (act := _act(clause.sentence)) is not None]
    act = draw(st.sampled_from(spoken) | acts if spoken else acts)
    return deal, act, draw(later_days | later_days | days)


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
