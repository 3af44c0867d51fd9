"""A small deal with a rumour, a memorandum and a definitive text, built from Python."""

from datetime import date
from decimal import Decimal

from termwise.base.dates import Duration
from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause
from termwise.model.clause import Citation, Clause, Qualifiers, Requirement, Untranslated
from termwise.model.deal import Deal
from termwise.model.declaration import (
    Asset,
    Driver,
    Event,
    Likely,
    Party,
    SourceDocument,
    WaitAfter,
    WaitBetween,
)
from termwise.model.expression import Arithmetic, Interval, Quantity, Ref, Undisclosed
from termwise.model.moment import Bound, FirstOf, On, OnEvent
from termwise.model.sentence import Exclusivity, Grant, Payment, Periodic

RIGHTS = Clause(
    "rights",
    Grant("lab", ("cloud",), ("use",), "models"),
    title="Rights to the models",
    qualifiers=Qualifiers(
        end=Bound(FirstOf((On(date(2031, 1, 1)), OnEvent("agi"))), inclusive=False),
        sources=(Citation("paper", "until 2030"),),
    ),
)
SHARE = Clause(
    "share",
    Payment(
        "lab",
        "cloud",
        Arithmetic(
            "of",
            Undisclosed(Interval(Quantity(Decimal("0.15"), "%"), Quantity(Decimal("0.2"), "%"))),
            Ref("driver", "revenue"),
        ),
        Periodic("quarterly"),
    ),
    qualifiers=Qualifiers(untranslated=(Untranslated("net of taxes"),)),
)
EXCLUSIVE = Clause("exclusive", Exclusivity("lab", "buy", "compute", "from", ("cloud",)))


def through(day: date) -> Qualifiers:
    return Qualifiers(end=Bound(On(day), inclusive=True))


RUMOUR = Amendment(
    "rumour",
    "reported",
    date(2025, 7, 1),
    "rumoured",
    patches=(ChangeClause("rights", qualifiers=through(date(2035, 12, 31)), said=("end",)),),
)
MEMO = Amendment(
    "memo",
    "signed",
    date(2025, 9, 11),
    "non-binding",
    title="Memorandum",
    patches=(ChangeClause("rights", qualifiers=through(date(2032, 12, 31)), said=("end",)),),
)
DEFINITIVE = Amendment(
    "definitive",
    "signed",
    date(2025, 10, 28),
    "binding",
    requires=(Requirement(Ref("event", "consent"), On(date(2025, 12, 31))),),
    patches=(
        ChangeClause(
            "rights",
            qualifiers=Qualifiers(
                end=Bound(On(date(2032, 12, 31)), inclusive=True), sources=(Citation("paper", "2032"),)
            ),
            said=("end", "sources"),
        ),
        EndClause("exclusive"),
        AddClause(Clause("open_compute", Grant("cloud", ("lab",), ("access",), "compute"))),
    ),
)


def small_deal(*amendments: Amendment) -> Deal:
    return Deal(
        title="Small",
        start=date(2020, 1, 1),
        end=date(2036, 1, 1),
        today=date(2025, 10, 29),
        parties=(
            Party("lab", "Lab Inc.", "company"),
            Party("cloud", "Cloud Corp.", "company"),
            Party("state", "State"),
        ),
        assets=(Asset("models", owner="lab"), Asset("compute", owner="cloud")),
        events=(
            Event(
                "agi",
                by="lab",
                chance=Likely(Quantity(Decimal("0.7"), "%"), WaitBetween(On(date(2027, 1, 1)), On(date(2040, 12, 31)))),
            ),
            Event(
                "checked",
                chance=Likely(Quantity(Decimal("0.6"), "%"), WaitAfter(Duration(months=3), Duration(months=18), "agi")),
            ),
            Event("consent", by="state", on=date(2025, 10, 28)),
        ),
        drivers=(Driver("revenue", "USD", "year"),),
        sources=(SourceDocument("paper", "The paper", published=On(date(2025, 10, 29))),),
        clauses=(RIGHTS, SHARE, EXCLUSIVE),
        amendments=amendments or (RUMOUR, MEMO, DEFINITIVE),
    )
