"""The cap table of a company as the Open Cap Table Format can say it, and what of the deal it cannot."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.dates import day_before
from termwise.model.entitlement import PutOrCall
from termwise.model.expression import Expression
from termwise.model.moment import On
from termwise.model.sentence import Conversion, Investment, Issue, Once, OptionPool, Sentence, Warrant, When
from termwise.model.text import expression_text, moment_text
from termwise.report.ocf.cap_table import (
    OPTIONS,
    CapTable,
    Convertible,
    Exercise,
    Holder,
    Issuance,
    Plan,
    ShareClass,
    WarrantIssued,
)
from termwise.rights.may import may
from termwise.session.session import Session
from termwise.standing.equity import Happening, happenings_of
from termwise.standing.in_force import stretches
from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement
from termwise.view.figure import Figure
from termwise.view.figures import At, figure
from termwise.view.view import View

COMMON = "common"
"""The class of shares of which the deal names none."""

_MOST_DECIMALS = 10
"""The finest number that OCF writes."""


class Said(Struct, frozen=True):
    """A cap table, and what of the company's shares it leaves out, one sentence each."""

    table: CapTable
    unsaid: tuple[str, ...]


def companies(session: Session, view: View) -> tuple[str, ...]:
    """The companies whose shares the clauses of the view speak of, in the order of the text."""
    found: dict[str, None] = {}
    for history in session.agreement(view).clauses:
        for version in history.versions:
            match version.clause.sentence:
                case (
                    Issue(company=name) | Investment(company=name) | Conversion(company=name) | OptionPool(company=name)
                ):
                    found[name] = None
                case Warrant(issuer=name):
                    found[name] = None
                case _:
                    pass
    return tuple(found)


def cap_table(session: Session, view: View, company: str, day: date) -> Said:
    """What the deal says of a company's shares up to `day`, exactly. Nothing is rounded and nothing guessed."""
    gathering = _Gathering(session, view, company, day)
    gathering.take()
    return gathering.said()


class _Gathering:
    """Collects what can be said, and sentences on what cannot."""

    def __init__(self, session: Session, view: View, company: str, day: date) -> None:
        self.session, self.company, self.day = session, company, day
        self.agreement: Agreement = session.agreement(view)
        self.asking = solver_of(self.agreement, may)
        self.happened = happenings_of(self.asking, company)
        self.converts = {
            one.sentence.instrument: one.sentence for one in self.happened if isinstance(one.sentence, Conversion)
        }
        self.unsaid: list[str] = []
        self.classes: dict[str, ShareClass] = {}
        self.issuances: list[Issuance] = []
        self.plans: list[Plan] = []
        self.convertibles: list[Convertible] = []
        self.warrants: list[WarrantIssued] = []

    def take(self) -> None:
        for one in self.happened:
            on = one.at.earliest
            if on is None or on > self.day:
                continue
            if on != one.at.latest:
                self._leave(one.clause, "the day it takes effect is open")
            else:
                self._happening(one, on)
        for history in self.agreement.clauses:
            if any(_is_option_on(version.clause.sentence, self.company) for version in history.versions):
                self._leave(history.name, "OCF has no puts and calls")
            for part in stretches(self.agreement, history.name, may)[:1]:
                sentence = part.version.clause.sentence
                if isinstance(sentence, Warrant) and sentence.issuer == self.company and part.start <= self.day:
                    self._warrant(history.name, sentence, part.start, part.end)

    def said(self) -> Said:
        deal = self.session.deal
        securities: list[Issuance | Convertible | WarrantIssued] = []
        securities += [*self.issuances, *self.convertibles, *self.warrants]
        names = dict.fromkeys(one.holder for one in securities)
        if self.plans:
            self._class(None)
        table = CapTable(
            issuer=_holder(self.session, self.company),
            currency=deal.currency,
            as_of=self.day,
            holders=tuple(_holder(self.session, name) for name in names),
            classes=_ranked(self.classes, self.happened),
            plans=tuple(self.plans),
            issuances=tuple(self.issuances),
            convertibles=tuple(self.convertibles),
            warrants=tuple(self.warrants),
            formed=min((one.day for one in securities), default=None),
            title=deal.title,
        )
        return Said(table, tuple(dict.fromkeys(self.unsaid)))

    def _leave(self, clause: str, why: str) -> None:
        self.unsaid.append(f"{clause} is left out: {why}")

    def _happening(self, one: Happening, on: date) -> None:
        at = At(on, self.asking, one.clause)
        match one.sentence:
            case Issue() as issue:
                self._issue(one.clause, issue, on, at)
            case Investment(price=None) as investment:
                self._convertible(one.clause, investment, on, at)
            case Investment(price_is="per share", price=price) as bought if price is not None:
                paid, per_share = _exact(figure(bought.amount, at)), _exact(figure(price, at))
                shares = None if paid is None or not per_share else _decimal(Fraction(paid) / Fraction(per_share))
                self._stock(one.clause, bought.investor, bought, (shares, per_share), on)
            case Investment():
                self._leave(one.clause, "how many shares a valuation gives is counted by running the deal")
            case Conversion():
                self._leave(one.clause, "how many shares a conversion gives is counted by running the deal")
            case OptionPool(amount=amount):
                shares = _shares(amount, at)
                if shares is None:
                    self._leave(one.clause, "OCF reserves numbers of shares, not percentages or what is not public")
                else:
                    self.plans.append(Plan(f"plan:{one.clause}", self._title(one.clause), on, shares))

    def _issue(self, clause: str, issue: Issue, on: date, at: At) -> None:
        price = None if issue.price is None else _exact(figure(issue.price, at))
        if issue.price is not None and price is None:
            self.unsaid.append(f"{clause}: the price of a share is not known exactly, and so not written")
        if issue.anti_dilution is not None:
            self.unsaid.append(f"{clause}: OCF has no place for its anti-dilution")
        for number, one in enumerate(issue.allocations, 1):
            name = clause if len(issue.allocations) == 1 else f"{clause}:{number}"
            self._stock(name, one.holder, issue, (_shares(one.amount, at), price), on)

    def _stock(
        self, name: str, holder: str, said: Issue | Investment, counted: tuple[Decimal | None, Decimal | None], on: date
    ) -> None:
        shares, price = counted
        if shares is None:
            why = "OCF counts shares, and how many these are the deal does not say exactly"
            self._leave(f"{name.partition(':')[0]} ({holder})", why)
            return
        self.issuances.append(Issuance(name, on, holder, self._class(said), shares, price))

    def _class(self, said: Issue | Investment | None) -> str:
        """The class of the shares, declared when it is first met, with its terms when they are first said."""
        if said is not None and said.share_class == OPTIONS:
            self._class(None)
            return OPTIONS
        name = COMMON if said is None or said.share_class is None else said.share_class
        old = self.classes.get(name) or ShareClass(f"class:{name}", name)
        if said is not None and (said.preference is not None or said.participation is not None):
            preference = None if said.preference is None else said.preference.multiple
            if said.preference is not None and said.preference.amount is not None:
                self.unsaid.append(f"class {name}: its preference is of a stated amount, not of the price of a share")
            cap = said.participation.cap if said.participation is not None else None
            ratio = None if said.converts is None else (said.converts.shares, said.converts.into)
            old = ShareClass(old.id, name, True, 1, preference, cap, ratio or old.converts)
        self.classes[name] = old
        return old.id

    def _convertible(self, clause: str, investment: Investment, on: date, at: At) -> None:
        amount = _exact(figure(investment.amount, at))
        if amount is None:
            self._leave(clause, "its amount is not known exactly")
            return
        found = self.converts.get(clause)
        money = Convertible(clause, on, investment.investor, amount, "CONVERTIBLE_SECURITY")
        if found is not None and found.price is not None:
            self.unsaid.append(f"{clause}: OCF has no place for the price at which it converts")
        self.convertibles.append(money if found is None else _converting(money, found, at))

    def _warrant(self, clause: str, sentence: Warrant, start: date, end: date | None) -> None:
        at = At(start, self.asking, clause)
        shares = _shares(sentence.amount, at)
        if shares is None:
            self._leave(clause, "how many shares it is on the deal does not say exactly")
            return
        price = None if sentence.strike is None else _exact(figure(sentence.strike, at))
        rows = [(_shares(row.amount, at), row.condition) for row in sentence.vesting]
        currency = self.session.deal.currency
        exercises = [Exercise(n, expression_text(condition, currency)) for n, condition in rows if n is not None]
        if len(exercises) < len(rows):
            self.unsaid.append(f"{clause}: of rows that vest a number that is not public only the others are written")
        expires = None if end is None or end >= self.session.deal.end else day_before(end)
        whole = tuple(exercises) or (Exercise(shares),)
        self.warrants.append(WarrantIssued(clause, start, sentence.holder, shares, price, expires, whole))

    def _title(self, clause: str) -> str:
        declared = self.session.names.clauses.get(clause)
        return (declared.title if declared else None) or clause


def _is_option_on(sentence: Sentence, company: str) -> bool:
    return isinstance(sentence, PutOrCall) and sentence.company == company


def _holder(session: Session, name: str) -> Holder:
    party = session.names.parties.get(name)
    kind = (party.kind or "") if party else ""
    return Holder(name, party.full_name if party else name, is_person="person" in kind or "individual" in kind)


def _shares(amount: Expression, at: At) -> Decimal | None:
    found = figure(amount, at)
    return _exact(found) if dict(found.dimension.powers) == {"share": 1} else None


def _exact(found: Figure) -> Decimal | None:
    return _decimal(found.low) if found.is_exact and found.low is not None else None


def _decimal(value: Fraction) -> Decimal | None:
    """The value as a decimal that OCF can write; None when it has no end, or one too far."""
    scaled = value * 10**_MOST_DECIMALS
    if scaled.denominator != 1:
        return None
    return Decimal(scaled.numerator).scaleb(-_MOST_DECIMALS)


def _converting(money: Convertible, found: Conversion, at: At) -> Convertible:
    """The money with what its conversion says of it, as far as that is known exactly."""
    cap, discount, interest = (
        None if said is None else _exact(figure(said, at)) for said in (found.cap, found.discount, found.interest)
    )
    on, condition = None, found.round
    match found.schedule:
        case Once(On(day=day)):
            on = day
        case Once(moment):
            condition = moment_text(moment)
        case When(when):
            condition = expression_text(when, at.facts.deal.currency)
        case _:
            pass
    return replace(
        money,
        kind="SAFE" if found.interest is None else "NOTE",
        cap=cap,
        cap_is=found.cap_is,
        discount=discount,
        interest=interest,
        most_favoured=bool(found.as_favourable),
        condition=condition,
        on=on,
    )


def _ranked(classes: Mapping[str, ShareClass], happened: list[Happening]) -> tuple[ShareClass, ...]:
    """The classes with their seniority: one more than that of the class they go before, the same as their equals."""
    return tuple(_at_rank(one, _rank(one.name, _below(happened), ())) for one in classes.values())


def _below(happened: list[Happening]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Class -> the classes it is senior to (one rank above) or equal with (none above)."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for one in happened:
        said = one.sentence
        if isinstance(said, Issue | Investment) and said.share_class is not None:
            links = (*((name, 1) for name in said.senior_to), *((name, 0) for name in said.pari_passu_with))
            found[said.share_class] = (*found.get(said.share_class, ()), *links)
    return found


def _rank(name: str, below: Mapping[str, tuple[tuple[str, int], ...]], seen: tuple[str, ...]) -> int:
    links = [(other, above) for other, above in below.get(name, ()) if other not in seen]
    return max((_rank(other, below, (*seen, name)) + above for other, above in links), default=1)


def _at_rank(one: ShareClass, rank: int) -> ShareClass:
    return ShareClass(one.id, one.name, one.preferred or rank > 1, rank, one.preference, one.cap, one.converts)
