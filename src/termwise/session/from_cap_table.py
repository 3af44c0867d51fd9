"""A cap table as a deal: parties and equity clauses, and what of the table a deal cannot say."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from termwise.base.units import CURRENCIES
from termwise.model.clause import Clause, Qualifiers, Untranslated
from termwise.model.deal import Deal
from termwise.model.declaration import Event, Party
from termwise.model.entitlement import ConversionRatio, Participation, Preference
from termwise.model.expression import Quantity, Ref
from termwise.model.moment import Bound, On
from termwise.model.sentence import Allocation, Conversion, Issue, Once, OptionPool, Payment, Warrant, When
from termwise.report.inert import inert
from termwise.report.ocf.cap_table import (
    OPTIONS,
    CapTable,
    Convertible,
    Holder,
    Issuance,
    Plan,
    ShareClass,
    WarrantIssued,
)
from termwise.syntax.words import RESERVED

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_YEARS = 10
"""How long the period of the deal goes on after the day of the table."""

FINANCING = "next_financing"


class Made(Struct, frozen=True):
    """The deal, and what of the table it leaves out, one sentence each."""

    deal: Deal
    unsaid: tuple[str, ...]


def deal_of(table: CapTable) -> Made:
    """The deal that says what the table says. Its names are those of the table where they can be names here."""
    return _Making(table).made()


class _Making:
    def __init__(self, table: CapTable) -> None:
        self.table = table
        self.unsaid: list[str] = []
        parties = [table.issuer, *(one for one in table.holders if one.id != table.issuer.id)]
        self.parties = _names(parties)
        self.classes = _names(table.classes)
        self.currency = table.currency if table.currency in CURRENCIES else "USD"
        if self.currency != table.currency:
            self.unsaid.append(f"amounts in {table.currency} are left out: no such currency is known")
        self.described: set[str] = set()
        self.taken = {*self.parties.values(), FINANCING}

    def made(self) -> Made:
        table = self.table
        clauses = [
            *(self._issue(one) for one in sorted(table.issuances, key=lambda one: one.day)),
            *(self._pool(one) for one in table.plans),
            *(clause for one in table.convertibles for clause in self._convertible(one)),
            *(self._warrant(one) for one in table.warrants),
        ]
        everything: list[Issuance | Convertible | WarrantIssued] = []
        everything += [*table.issuances, *table.warrants, *table.convertibles]
        first = min((one.day for one in everything), default=table.as_of)
        start = min(first, table.as_of, *(one.day for one in table.plans if one.day is not None))
        waiting = any(isinstance(clause.sentence, Conversion) for clause in clauses)
        title = "Next financing, in which notes and SAFEs convert"
        deal = Deal(
            title=f"Cap table of {inert(table.issuer.name)}",
            start=date(start.year, 1, 1),
            end=date(min(table.as_of.year + _YEARS, 2199) + 1, 1, 1),
            today=table.as_of,
            currency=self.currency,
            parties=tuple(self._party(one) for one in (table.issuer, *table.holders) if self._is_first(one)),
            events=(Event(FINANCING, title, self.parties[table.issuer.id]),) if waiting else (),
            clauses=tuple(clauses),
        )
        return Made(deal, tuple(dict.fromkeys(self.unsaid)))

    def _is_first(self, holder: Holder) -> bool:
        return holder is self.table.issuer or holder.id != self.table.issuer.id

    def _party(self, holder: Holder) -> Party:
        kind = "company" if holder is self.table.issuer else "person" if holder.is_person else "investor"
        return Party(self.parties[holder.id], inert(holder.name), kind)

    @property
    def _company(self) -> str:
        return self.parties[self.table.issuer.id]

    def _clause_name(self, wanted: str) -> str:
        name = _free(_slug(wanted, "clause"), self.taken)
        self.taken.add(name)
        return name

    def _money(self, amount: Decimal | None) -> Quantity | None:
        return None if amount is None or self.currency != self.table.currency else Quantity(amount, self.currency)

    def _grant(self, one: Issuance) -> Clause:
        granted = (Allocation(self.parties[one.holder], Quantity(one.shares, "shares")),)
        issue = Issue(company=self._company, allocations=granted, share_class=OPTIONS, on=On(one.day))
        return Clause(self._clause_name(one.id), issue, f"Options granted, {inert(one.id)}")

    def _issue(self, one: Issuance) -> Clause:
        if one.share_class == OPTIONS:
            return self._grant(one)
        share_class = next(found for found in self.table.classes if found.id == one.share_class)
        price = self._money(one.price)
        terms = self._terms(share_class, price) if share_class.id not in self.described else {}
        self.described.add(share_class.id)
        issue = Issue(
            company=self._company,
            allocations=(Allocation(self.parties[one.holder], Quantity(one.shares, "shares")),),
            share_class=self.classes[share_class.id],
            on=On(one.day),
            price=price,
        )
        title = f"{inert(share_class.name)} issued, {inert(one.id)}"
        return Clause(self._clause_name(one.id), _with(issue, terms), title)

    def _terms(self, one: ShareClass, price: Quantity | None) -> Mapping[str, object]:
        """What a class is entitled to, said at its first issue."""
        if not one.preferred:
            return {}
        issued = {issuance.share_class for issuance in self.table.issuances}
        others = [found for found in self.table.classes if found.preferred and found.id in issued and found is not one]
        terms: dict[str, object] = {}
        if one.preference is not None and price is None:
            self.unsaid.append(
                f"class {self.classes[one.id]}: its preference is left out, for no price of a share is said"
            )
        elif one.preference is not None:
            below = max((found.seniority for found in others if found.seniority < one.seniority), default=None)
            terms["preference"] = Preference(one.preference)
            terms["senior_to"] = tuple(self.classes[f.id] for f in others if f.seniority == below and f.preference)
            if one.cap is not None and one.cap > one.preference:
                terms["participation"] = Participation(True, one.cap)
        if one.converts is not None and one.converts[0] != one.converts[1]:
            terms["converts"] = ConversionRatio(*one.converts)
        return terms

    def _pool(self, plan: Plan) -> Clause:
        pool = OptionPool(self._company, Quantity(plan.shares, "shares"), on=None if plan.day is None else On(plan.day))
        own = plan.id.removeprefix("plan:")
        plain = not any(character.isdigit() for character in plan.name)  # figures in a title are taken for terms
        title = inert(plan.name) if plain else "Shares reserved for options"
        return Clause(self._clause_name(own if _NAME.fullmatch(own) else plan.name), pool, title)

    def _convertible(self, one: Convertible) -> Iterator[Clause]:
        """The money as a payment, and unless it has converted already what it converts at."""
        amount = self._money(one.amount)
        if amount is None:
            self.unsaid.append(f"{inert(one.id)} is left out: its amount")
            return
        name = self._clause_name(one.id)
        kinds = {"NOTE": "Note", "SAFE": "SAFE", "CONVERTIBLE_SECURITY": "Convertible"}
        paid = Payment(self.parties[one.holder], self._company, amount, Once(On(one.day)))
        words = () if one.condition is None else (Untranslated(inert(one.condition), "issuer"),)
        yield Clause(name, paid, f"{kinds[one.kind]}, {inert(one.id)}")
        if one.converted:
            self.unsaid.append(f"{inert(one.id)} has converted: its shares are those that were issued for it")
            return
        if one.cap is None and one.discount is None:
            self.unsaid.append(f"{inert(one.id)}: no cap and no discount is said, so what it converts at is open")
            return
        when = When(Ref("event", FINANCING)) if one.on is None else Once(On(one.on))
        conversion = Conversion(
            holder=self.parties[one.holder],
            instrument=name,
            company=self._company,
            cap=self._money(one.cap),
            cap_is=None if one.cap is None else one.cap_is or "post-money",
            discount=None if one.discount is None else Quantity(one.discount, "%"),
            interest=None if not one.interest else Quantity(one.interest, "%", "year"),
            schedule=when,
        )
        if one.cap is not None and one.cap_is is None:
            self.unsaid.append(f"{inert(one.id)}: its cap is taken as post-money, which the package does not say")
        if one.most_favoured:
            self.unsaid.append(f"{inert(one.id)}: a deal names the terms that a most-favoured-nation clause may take")
        yield Clause(f"{name}_converts", conversion, None, Qualifiers(untranslated=words))

    def _warrant(self, one: WarrantIssued) -> Clause:
        conditions = [exercise.condition for exercise in one.exercises if exercise.condition is not None]
        words = tuple(Untranslated(inert(condition), "issuer") for condition in dict.fromkeys(conditions))
        if words:
            self.unsaid.append(f"{inert(one.id)}: on what it may be exercised is kept in words, not as a rule")
        warrant = Warrant(
            issuer=self._company,
            holder=self.parties[one.holder],
            amount=Quantity(one.shares, "shares"),
            strike=self._money(one.price),
        )
        end = None if one.expires is None else Bound(On(one.expires), inclusive=True)
        said = Qualifiers(start=On(one.day), end=end, untranslated=words)
        return Clause(self._clause_name(one.id), warrant, f"Warrant, {inert(one.id)}", said)


def _with(issue: Issue, terms: Mapping[str, object]) -> Issue:
    fields = {field: getattr(issue, field) for field in issue.__struct_fields__}
    return Issue(**{**fields, **terms})


def _names(things: "Iterable[Holder | ShareClass]") -> dict[str, str]:
    """A name of the language for each: its own where that is one, else one made of what it is called."""
    found: dict[str, str] = {}
    for thing in things:
        own = thing.id if _NAME.fullmatch(thing.id) else thing.name
        found[thing.id] = _free(_slug(own, "party"), set(found.values()))
    return found


def _slug(words: str, otherwise: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:40].rstrip("_")
    if not plain or plain in RESERVED:
        return f"{plain}_{otherwise}" if plain else otherwise
    return plain if plain[0].isalpha() else f"{otherwise}_{plain}"


def _free(name: str, taken: set[str]) -> str:
    number, found = 2, name
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found
