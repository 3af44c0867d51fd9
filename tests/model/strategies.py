"""Random clauses of a small fixed deal: well typed, every kind of sentence, qualifier, moment and expression."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from msgspec import structs

from termwise.base.dates import Duration
from termwise.model.act import Act
from termwise.model.amendment import Amendment, ChangeClause, Dating, EndClause, Status
from termwise.model.clause import (
    Cap,
    Citation,
    Clause,
    NoEffect,
    Otherwise,
    OtherwiseEnds,
    OtherwiseTriggers,
    Qualifiers,
    Requirement,
    Scope,
    Untranslated,
)
from termwise.model.deal import Deal
from termwise.model.declaration import Asset, Body, Driver, Event, KnownValue, Party, SourceDocument
from termwise.model.entitlement import ConversionRatio, InterestRate, Participation, Preference, PutOrCall
from termwise.model.expression import (
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Connective,
    Expression,
    Interval,
    Not,
    Quantity,
    Ref,
    StateIs,
    Undisclosed,
)
from termwise.model.moment import Bound, FirstOf, LastOf, Moment, On, OnBreach, OnEvent, Shifted, UndisclosedMoment
from termwise.model.sentence import (
    Allocation,
    ByThen,
    Consent,
    Duty,
    Effect,
    EndsClause,
    EndsDeal,
    Every,
    Exclusivity,
    FirstRefusal,
    Grant,
    Investment,
    Issue,
    Loan,
    Once,
    Payment,
    Pays,
    Periodic,
    Permission,
    Power,
    Prohibition,
    Prose,
    Purchase,
    PurchaseCommitment,
    ResumesClause,
    Schedule,
    Sentence,
    SuspendsClause,
    TriggersEvent,
    Vesting,
    Warrant,
    Waterfall,
    WaterfallTier,
    When,
    Within,
)
from tests.model.samples import percent, usd

PARTIES = st.sampled_from(("alpha", "beta", "gamma"))
COUPLES = st.sampled_from((("alpha", "beta"), ("beta", "gamma"), ("gamma", "alpha")))
EVENTS = st.sampled_from(("listing", "reached", "clearance"))
DAYS = st.dates(date(2025, 1, 1), date(2032, 12, 31))
TEXTS = st.text(st.characters(categories=("L", "N", "P", "Zs", "S")), min_size=1, max_size=30).filter(str.strip)

durations = st.one_of(
    st.builds(Duration, years=st.integers(1, 9)),
    st.builds(Duration, months=st.integers(1, 40)),
    st.builds(Duration, days=st.integers(1, 400)),
    st.builds(Duration, years=st.integers(1, 3), months=st.integers(1, 11), days=st.integers(1, 27)),
    st.builds(Duration, business_days=st.integers(1, 30)),
)
days = DAYS.map(On)
months = DAYS.map(lambda day: On(day.replace(day=1), "month"))
years = st.integers(2025, 2032).map(lambda year: On(date(year, 1, 1), "year"))
dates: st.SearchStrategy[On] = st.one_of(days, months, years)


def _shifted(origin: st.SearchStrategy[Moment]) -> st.SearchStrategy[Shifted]:
    lengths = st.one_of(durations, durations.map(Duration.negated))
    return st.builds(Shifted, origin, lengths)


moments: st.SearchStrategy[Moment] = st.recursive(
    st.one_of(dates, EVENTS.map(OnEvent), st.just(OnBreach("delivery")), st.just(UndisclosedMoment())),
    lambda inner: st.one_of(
        _shifted(inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda of: FirstOf(tuple(of))),
        st.lists(inner, min_size=2, max_size=3).map(lambda of: LastOf(tuple(of))),
    ),
    max_leaves=4,
)

percents = st.decimals(Decimal("0.01"), Decimal(99), places=2).map(lambda value: percent(str(value)))
sums = st.builds(
    lambda value, exponent: usd(f"{value}e{exponent}"), st.decimals(1, 999, places=2), st.sampled_from((0, 3, 6, 9))
)
_worth = st.just(Ref("driver", "worth"))


def _interval(pair: tuple[Quantity, Quantity]) -> Interval | Quantity:
    low, high = sorted(pair, key=lambda quantity: quantity.value)
    return Interval(low, high) if low.value < high.value else low


_ranges = st.one_of(st.tuples(sums, sums).map(_interval))
_shares = st.tuples(percents, percents).map(_interval)
money: st.SearchStrategy[Expression] = st.recursive(
    st.one_of(sums, _worth, _ranges, _ranges.map(Undisclosed), st.just(Undisclosed(unit="USD"))),
    lambda inner: st.one_of(
        st.builds(Arithmetic, st.sampled_from(("+", "-")), inner, inner),
        st.builds(Arithmetic, st.just("*"), inner, percents),
        st.builds(Arithmetic, st.just("/"), inner, percents),
        st.builds(lambda a, b, c: Arithmetic("*", a, Arithmetic("/", b, c)), inner, inner, inner),
        st.builds(Arithmetic, st.just("of"), percents, inner),
        st.builds(lambda a, b: Call("min", (a, b)), inner, inner),
    ),
    max_leaves=4,
)
_revenue = st.just(Ref("driver", "revenue"))
shares_of_revenue = st.builds(
    Arithmetic,
    st.just("of"),
    st.one_of(percents, _shares, _shares.map(Undisclosed), st.just(Undisclosed())),
    _revenue,
)
choices = st.lists(percents, min_size=2, max_size=4).map(lambda options: Choice(tuple(options)))

conditions: st.SearchStrategy[Expression] = st.recursive(
    st.one_of(
        EVENTS.map(lambda name: Ref("event", name)),
        st.builds(Comparison, st.sampled_from((">=", "<", "=", "!=")), money, money),
        st.builds(Comparison, st.just("="), money, money, percents),
        st.builds(StateIs, st.just("delivery"), st.sampled_from(("in force", "violated", "fulfilled")), st.booleans()),
    ),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(
            Connective,
            st.sampled_from(("and", "or")),
            st.lists(inner, min_size=2, max_size=3).map(tuple),
        ),
    ),
    max_leaves=4,
)

schedules: st.SearchStrategy[Schedule] = st.one_of(
    moments.map(Once),
    moments.map(ByThen),
    st.builds(Within, durations, moments),
    conditions.map(When),
    st.builds(
        Periodic,
        st.sampled_from(("daily", "weekly", "monthly", "quarterly", "yearly")),
        st.booleans(),
        st.none() | durations,
    ),
    st.builds(Every, durations, days),
)
effects: st.SearchStrategy[Effect] = st.one_of(
    st.sampled_from(((), ("delivery",))).map(EndsDeal),
    st.just(EndsClause("delivery")),
    st.just(SuspendsClause("delivery")),
    st.just(ResumesClause("delivery")),
    EVENTS.map(TriggersEvent),
    st.builds(Pays, st.none() | PARTIES, st.none(), sums),
)
_effects = st.lists(effects, max_size=2).map(tuple)
_split = COUPLES.map(lambda two: (Allocation(two[0], percent("75")), Allocation(two[1], percent("25"))))
_acts = st.builds(
    Act,
    PARTIES,
    st.sampled_from(("buy", "sell", "build", "deliver")),
    st.sampled_from(("models", "models.vision", "compute")),
    st.just("to"),
    PARTIES,
    st.none() | st.just("health"),
    st.none() | st.just("europe"),
)
_shares_count = st.integers(1, 999).map(lambda count: Quantity(Decimal(count) * 1_000_000, "shares"))

_trade = st.one_of(
    COUPLES.flatmap(
        lambda two: st.builds(
            Payment, st.just(two[0]), st.just(two[1]), money, st.one_of(moments.map(Once), conditions.map(When))
        )
    ),
    COUPLES.flatmap(
        lambda two: st.builds(
            Payment, st.just(two[0]), st.just(two[1]), shares_of_revenue, st.just(Periodic("quarterly"))
        )
    ),
    COUPLES.flatmap(
        lambda two: st.builds(
            Purchase,
            st.just(two[0]),
            st.just("compute"),
            st.just(two[1]),
            shares_of_revenue,
            st.just(Periodic("monthly")),
        )
    ),
    COUPLES.flatmap(
        lambda two: st.builds(
            PurchaseCommitment,
            st.just(two[0]),
            sums,
            st.just("compute"),
            st.just(two[1]),
            st.none() | moments,
            st.none(),
            st.sampled_from((None, "paid", "carried")),
        )
    ),
)
_rights = st.one_of(
    st.builds(
        Grant,
        st.just("beta"),
        st.just(("alpha",)),
        st.sampled_from((("use",), ("use", "host"))),
        st.sampled_from(("models", "models.vision")),
        st.sampled_from(("exclusive", "sole", "non-exclusive")),
        st.booleans(),
    ),
    COUPLES.map(lambda two: Exclusivity(two[0], "buy", "compute", "from", (two[1],))),
    COUPLES.flatmap(
        lambda two: st.builds(
            FirstRefusal,
            st.just(two[0]),
            st.just(Act(two[1], "buy", "compute")),
            st.none() | durations,
            st.none() | durations,
            st.sampled_from((None, "declines", "accepts")),
        )
    ),
    COUPLES.flatmap(
        lambda two: st.builds(
            Consent,
            st.just((two[0],)),
            st.just(Act(two[1], "convert")),
            st.none() | durations,
            st.sampled_from((None, "declines", "accepts")),
        )
    ),
    _acts.map(Permission),
    st.builds(Prohibition, _acts, st.none() | conditions),
    st.builds(
        Duty,
        _acts,
        st.one_of(moments.map(ByThen), st.builds(Within, durations, EVENTS.map(OnEvent))),
        st.none() | durations,
        st.none() | conditions,
        st.none(),
        _effects,
    ),
    st.builds(
        Power,
        st.sampled_from((("alpha",), ("alpha", "beta"))),
        st.just("terminate"),
        st.none(),
        st.none() | durations,
        st.none() | moments,
        st.none() | conditions,
        _effects,
    ),
)
_multiples = st.decimals(Decimal("0.5"), Decimal(9), places=1)
_preferences = st.builds(Preference, _multiples, sums, st.booleans())
_interest = st.builds(
    InterestRate,
    st.decimals(Decimal("0.01"), Decimal(99), places=2).map(lambda value: percent(str(value), "year")),
    st.sampled_from((None, "yearly", "quarterly", "daily")),
    st.sampled_from(("actual/365", "actual/360", "actual/actual")),
)
_equity = st.one_of(
    st.builds(
        Issue,
        st.just("beta"),
        _split,
        st.none(),
        st.sampled_from((None, "as converted", "outstanding")),
        st.none() | days,
        preference=st.none() | _preferences,
        senior_to=st.sampled_from(((), ("ordinary",))),
        pari_passu_with=st.sampled_from(((), ("ordinary",))),
        participation=st.none() | st.builds(Participation, st.just(True), st.none() | _multiples),
        converts=st.none() | st.builds(ConversionRatio, _multiples, _multiples),
    ),
    st.builds(
        Loan,
        st.just("gamma"),
        st.just("beta"),
        sums,
        st.none() | moments.map(Once),
        st.none() | _interest,
        st.none() | sums,
        st.none() | moments,
    ),
    st.builds(
        PutOrCall,
        st.just("gamma"),
        st.sampled_from(("put", "call")),
        st.none() | percents | _shares_count,
        st.just("beta"),
        st.just("alpha"),
        sums,
        st.booleans(),
        st.none() | conditions,
    ),
    st.builds(
        lambda then, interest, rate: Waterfall(
            "beta",
            "profit",
            None,
            (
                WaterfallTier(then, repaid="delivery"),
                WaterfallTier(then, until_party="alpha", back="delivery", interest=interest),
                WaterfallTier(then, until_party="alpha", catch_up=rate),
            ),
            by_preference=True,
        ),
        _split,
        st.none() | _interest,
        percents,
    ),
    st.builds(
        Investment,
        st.just("gamma"),
        sums,
        st.just("beta"),
        sums,
        st.sampled_from(("pre-money", "post-money", "per share")),
        st.none() | moments.map(Once),
    ),
    st.builds(
        lambda amount, condition: Warrant("alpha", "beta", amount, usd("0.01"), (Vesting(amount, condition),)),
        _shares_count,
        conditions,
    ),
    st.builds(
        lambda first, until, then: Waterfall(
            "beta",
            "profit",
            Periodic("yearly"),
            (WaterfallTier(then, first), WaterfallTier(then, None, "alpha", until), WaterfallTier(then)),
        ),
        sums,
        sums,
        _split,
    ),
)
sentences: st.SearchStrategy[Sentence] = st.one_of(_trade, _rights, _equity, TEXTS.map(Prose))

_otherwise: st.SearchStrategy[Otherwise] = st.one_of(
    st.just(NoEffect()),
    st.just(OtherwiseEnds()),
    st.just(OtherwiseEnds("delivery")),
    EVENTS.map(OtherwiseTriggers),
)
_requirements = st.builds(Requirement, EVENTS.map(lambda name: Ref("event", name)), days, _otherwise)


@st.composite
def qualifiers(draw: st.DrawFn, sentence: Sentence) -> Qualifiers:
    """Qualifiers that the kind of sentence takes."""
    takes_scope = isinstance(sentence, Grant | Exclusivity | Prohibition | Payment | Permission)
    takes_cap = isinstance(sentence, Payment | Purchase | PurchaseCommitment)
    return Qualifiers(
        start=draw(st.none() | moments),
        end=draw(st.none() | st.builds(Bound, moments, st.booleans())),
        while_=draw(st.none() | conditions),
        unless=tuple(draw(st.lists(conditions, max_size=2))),
        requires=tuple(draw(st.lists(_requirements, max_size=1))),
        overrides=draw(st.sampled_from(((), ("delivery",)))),
        only_for=Scope(("health", "europe")) if takes_scope and draw(st.booleans()) else None,
        survives=draw(st.booleans()),
        cap=(Cap(draw(sums)), Cap(draw(sums), "year")) if takes_cap and draw(st.booleans()) else (),
        says=tuple(draw(st.lists(TEXTS, max_size=2))),
        untranslated=tuple(draw(st.lists(st.builds(Untranslated, TEXTS, st.none() | PARTIES), max_size=1))),
        sources=tuple(draw(st.lists(st.builds(Citation, st.just("contract"), st.none() | TEXTS), max_size=2))),
    )


@st.composite
def clauses(draw: st.DrawFn, name: str = "random") -> Clause:
    """Any clause of the fixed deal."""
    sentence = draw(sentences)
    return Clause(name, sentence, draw(st.none() | TEXTS), draw(qualifiers(sentence)))


def deal_around(*more: Clause) -> Deal:
    """The fixed deal with these clauses."""
    delivery = Duty(Act("beta", "deliver", "models", "to", "alpha"), Within(Duration(days=30), OnEvent("listing")))
    return Deal(
        title="Fixed",
        start=date(2024, 1, 1),
        end=date(2034, 1, 1),
        today=date(2026, 3, 1),
        parties=(Party("alpha", "Alpha Inc."), Party("beta", "Beta PBC"), Party("gamma", "Gamma Fund")),
        assets=(
            Asset("models", owner="beta"),
            Asset("models.vision"),
            Asset("compute"),
            Asset("health", kind="field"),
            Asset("europe", kind="territory"),
        ),
        bodies=(Body("board", of="beta", seats=7),),
        events=(Event("listing", by="beta"), Event("reached", by="alpha"), Event("clearance", on=date(2025, 1, 1))),
        drivers=(
            Driver("revenue", "USD", "year", known=(KnownValue(On(date(2025, 1, 1), "year"), usd("2e9", "year")),)),
            Driver("worth", "USD"),
        ),
        sources=(SourceDocument("contract", "Contract"),),
        clauses=(Clause("delivery", delivery), *more),
    )


@st.composite
def changed_deals(draw: st.DrawFn) -> Deal:
    """The fixed deal with a clause and an amendment that changes it, in any order of qualifiers."""
    clause = draw(clauses())
    after = draw(qualifiers(clause.sentence))
    fields = [name for name in Qualifiers.__struct_fields__ if getattr(after, name) != getattr(Qualifiers(), name)]
    said = tuple(draw(st.permutations(fields)))
    held = [name for name in _REMOVABLE if name not in said]
    change = ChangeClause(
        "random",
        sentence=draw(st.sampled_from((None, Permission(Act("alpha", "build", "models"))))) if not fields else None,
        title=draw(st.none() | TEXTS),
        qualifiers=after,
        said=said,
        removed=tuple(draw(st.lists(st.sampled_from(held), unique=True, min_size=0 if fields else 1, max_size=2)))
        if held
        else (),
    )
    dating, status = draw(st.sampled_from(_DATINGS))
    amendment = Amendment(
        "patch",
        dating,
        draw(DAYS),
        status,
        title=draw(st.none() | TEXTS),
        known=draw(st.none() | DAYS),
        effective=draw(st.none() | moments),
        requires=tuple(draw(st.lists(_requirements, max_size=1))),
        patches=(change, EndClause("delivery", draw(st.none() | moments), tuple(draw(st.lists(TEXTS, max_size=1))))),
        says=tuple(draw(st.lists(TEXTS, max_size=2))),
    )
    return structs.replace(deal_around(clause), amendments=(amendment,))


_DATINGS: tuple[tuple[Dating, Status], ...] = (
    ("signed", "binding"),
    ("reported", "rumoured"),
    ("proposed", "proposed"),
)
_REMOVABLE = ("start", "end", "while_", "unless", "survives", "overrides")
