"""The objects of an OCF package as a cap table: what can be read, and a line for whatever was not."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

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
from termwise.report.ocf.outstanding import ENDINGS, FAMILIES, GRANTS, Outstanding
from termwise.report.ocf.values import Json, day, fraction, inside, number, positive, ratio, sequence, text, valued

NO_LEGEND = "legend:none"
"""The legend of shares of whose legend nothing is said: OCF asks for one."""

_SILENT = frozenset(f"TX_{family}_ACCEPTANCE" for family in FAMILIES)
"""Transactions that change nobody's shares."""


class Problem(Struct, frozen=True):
    """Something of a package that was not read: where it stands, and why."""

    place: str
    why: str


class Table(Struct, frozen=True):
    """A package laid open: its issuer, its day, every item with its place."""

    name: str
    issuer: Json
    as_of: object
    items: tuple[tuple[str, Json], ...]


class Found(Struct, frozen=True):
    """The cap table, and what is not in it."""

    table: CapTable
    unread: tuple[Problem, ...]


class _UnreadError(Exception):
    """Why one object cannot be read."""


def cap_table(package: Table) -> Found:
    """The cap table of the securities that are outstanding at the end of the package."""
    reading = _Reading(package)
    reading.take()
    return Found(reading.table(), tuple(reading.unread))


class _Reading:
    """Goes through the items once; an object that cannot be read is noted with its place, and left out."""

    def __init__(self, package: Table) -> None:
        self.package = package
        self.place = ""
        self.unread: list[Problem] = []
        self.currencies: dict[str, int] = {}
        self.holders: dict[str, Holder] = {}
        self.classes: dict[str, ShareClass] = {}
        self.plans: dict[str, Plan] = {}
        self.issuances: list[Issuance] = []
        self.convertibles: list[Convertible] = []
        self.warrants: list[WarrantIssued] = []
        self.pooled: dict[str, date] = {}
        self.splits: list[tuple[str, date, Fraction]] = []
        self.left = Outstanding(item for _, item in package.items)
        self.converted = _converted(item for _, item in package.items)
        self.used: dict[str, Decimal] = {}
        days = (day(item.get("date")) for _, item in package.items)
        self.last = max((one for one in days if one is not None), default=None)

    def take(self) -> None:
        kinds = {
            "STAKEHOLDER": self._stakeholder,
            "STOCK_CLASS": self._share_class,
            "STOCK_PLAN": self._plan,
            "TX_STOCK_ISSUANCE": self._issuance,
            "TX_CONVERTIBLE_ISSUANCE": self._convertible,
            "TX_WARRANT_ISSUANCE": self._warrant,
            **{f"TX_{family}_ISSUANCE": self._grant for family in GRANTS},
            "TX_STOCK_PLAN_POOL_ADJUSTMENT": self._pool,
            "TX_STOCK_CLASS_SPLIT": self._split,
        }
        for place, item in self.package.items:
            kind, self.place = text(item.get("object_type")), place
            try:
                if kind in kinds:
                    kinds[kind](item)
                elif kind in ENDINGS:
                    self._leave(place, f"{kind}: what is left of the security is read, as if there had never been more")
                elif kind == "TX_CONVERTIBLE_CONVERSION":
                    self._leave(place, f"{kind}: the shares it gave are read as issued, not as converted")
                elif kind not in _SILENT and item.get("id") != NO_LEGEND:
                    self._leave(place, f"{_short(kind)} has no place in a deal")
            except _UnreadError as fault:
                self._leave(place, f"{_short(kind)}: {fault}")

    def table(self) -> CapTable:
        issuer = self.package.issuer
        name = text(issuer.get("legal_name")) or "the issuer"
        as_of = day(self.package.as_of) or self.last or day(issuer.get("formation_date")) or date(2000, 1, 1)
        currency = max(self.currencies, key=lambda one: self.currencies[one], default="USD")
        return CapTable(
            issuer=Holder(text(issuer.get("id")) or name, name),
            currency=currency,
            as_of=as_of,
            holders=tuple(self.holders.values()),
            classes=tuple(self.classes.values()),
            plans=tuple(one for one in map(self._unused, self.plans.values()) if one.shares),
            issuances=tuple(_after_splits(one, self.splits) for one in self.issuances),
            convertibles=tuple(self.convertibles),
            warrants=tuple(self.warrants),
            formed=day(issuer.get("formation_date")),
        )

    def _unused(self, plan: Plan) -> Plan:
        """The plan without what has become shares of it."""
        return replace(plan, shares=max(plan.shares - self.used.get(plan.id, Decimal(0)), Decimal(0)))

    def _leave(self, place: str, why: str) -> None:
        self.unread.append(Problem(place, why))

    def _stakeholder(self, item: Json) -> None:
        name = item.get("name")
        legal = text(name.get("legal_name")) if isinstance(name, dict) else None
        person = item.get("stakeholder_type") == "INDIVIDUAL"
        found = Holder(_required(item, "id"), legal or _required(item, "id"), person)
        self.holders[found.id] = found

    def _share_class(self, item: Json) -> None:
        preferred = item.get("class_type") == "PREFERRED"
        ratios = (ratio(right) for right in sequence(item, "conversion_rights"))
        self.classes[_required(item, "id")] = ShareClass(
            id=_required(item, "id"),
            name=text(item.get("name")) or _required(item, "id"),
            preferred=preferred,
            seniority=int(number(item.get("seniority")) or 1),
            preference=positive(item.get("liquidation_preference_multiple")) if preferred else None,
            cap=positive(item.get("participation_cap_multiple")) if preferred else None,
            converts=next((one for one in ratios if one is not None), None),
        )

    def _plan(self, item: Json) -> None:
        name = text(item.get("plan_name")) or _required(item, "id")
        shares = _counted(item, "initial_shares_reserved")
        self.plans[_required(item, "id")] = Plan(
            _required(item, "id"), name, day(item.get("board_approval_date")), shares
        )

    def _pool(self, item: Json) -> None:
        """What is reserved from a day on, in place of what was: of several, the latest counts."""
        plan = self.plans.get(_required(item, "stock_plan_id"))
        if plan is None:
            raise _UnreadError("it is of no plan of the package")
        if plan.id not in self.pooled or self.pooled[plan.id] <= _dated(item):
            self.pooled[plan.id] = _dated(item)
            self.plans[plan.id] = Plan(plan.id, plan.name, plan.day, _counted(item, "shares_reserved"))

    def _split(self, item: Json) -> None:
        """A share of the class becomes several: shares issued before count for as many from the beginning."""
        split = inside(item, "split_ratio")
        many, one = positive(split.get("numerator")), positive(split.get("denominator"))
        if many is None or one is None:
            raise _UnreadError("`split_ratio` is no ratio")
        self.splits.append((_required(item, "stock_class_id"), _dated(item), Fraction(many) / Fraction(one)))

    def _issuance(self, item: Json) -> None:
        share_class = _required(item, "stock_class_id")
        if share_class not in self.classes:
            raise _UnreadError(f"there is no stock class `{share_class}`")
        name, on, holder = _named(item), _dated(item), self._holder(item)
        shares = self.left.of(item, _counted(item, "quantity"))
        if shares:
            self.issuances.append(
                Issuance(name, on, holder, share_class, shares, self._money(item, "share_price") or None)
            )

    def _grant(self, item: Json) -> None:
        """Options and the like: what is left of them, and out of the plan what has become shares."""
        granted = _counted(item, "quantity")
        plan = self.plans.get(text(item.get("stock_plan_id")) or "")
        if plan is not None:
            self.used[plan.id] = self.used.get(plan.id, Decimal(0)) + self.left.used(item)
        found = Issuance(_named(item), _dated(item), self._holder(item), OPTIONS, self.left.of(item, granted))
        if not found.shares:
            return
        self.issuances.append(found)
        if self._money(item, "exercise_price") or self._money(item, "base_price"):
            self._leave(self.place, f"{item['object_type']}: the price at which it is exercised has no place in a deal")

    def _convertible(self, item: Json) -> None:
        amount = self._money(item, "investment_amount")
        if amount is None:
            raise _UnreadError("`investment_amount` is no amount of money")
        if not self.left.of(item, amount):
            return
        triggers = [one for one in sequence(item, "conversion_triggers") if isinstance(one, dict)]
        trigger: Json = triggers[0] if triggers else {}
        mechanism = inside(trigger, "conversion_right", "conversion_mechanism")
        rates = [one for one in sequence(mechanism, "interest_rates") if isinstance(one, dict)]
        kind = item.get("convertible_type")
        self.convertibles.append(
            Convertible(
                id=_named(item),
                day=_dated(item),
                holder=self._holder(item),
                amount=amount,
                kind=kind if kind in ("NOTE", "SAFE") else "CONVERTIBLE_SECURITY",
                cap=self._money(mechanism, "conversion_valuation_cap"),
                cap_is=valued(mechanism.get("conversion_timing")),
                discount=fraction(mechanism.get("conversion_discount")),
                interest=fraction(rates[0].get("rate")) if rates else None,
                most_favoured=mechanism.get("conversion_mfn") is True,
                condition=text(trigger.get("trigger_condition")),
                on=day(trigger.get("trigger_date")),
                converted=text(item.get("security_id")) in self.converted,
            )
        )

    def _warrant(self, item: Json) -> None:
        triggers = [one for one in sequence(item, "exercise_triggers") if isinstance(one, dict)]
        counts = [
            positive(inside(one, "conversion_right", "conversion_mechanism").get("converts_to_quantity"))
            for one in triggers
        ]
        shares = positive(item.get("quantity")) or sum((n for n in counts if n is not None), Decimal(0))
        if not shares:
            raise _UnreadError("it says of no number of shares")
        shares = self.left.of(item, shares)
        if not shares:
            return
        exercises = [
            Exercise(count or shares, text(one.get("trigger_condition")))
            for one, count in zip(triggers, counts, strict=True)
        ]
        price, expires = self._money(item, "exercise_price"), day(item.get("warrant_expiration_date"))
        found = WarrantIssued(_named(item), _dated(item), self._holder(item), shares, price, expires, tuple(exercises))
        self.warrants.append(found)

    def _holder(self, item: Json) -> str:
        name = _required(item, "stakeholder_id")
        if name not in self.holders:
            raise _UnreadError(f"there is no stakeholder `{name}`")
        return name

    def _money(self, item: Json, field: str) -> Decimal | None:
        """An amount in the currency of the package, the first that is met; refuses any other."""
        found = item.get(field)
        amount = number(found.get("amount")) if isinstance(found, dict) else None
        currency = text(found.get("currency")) if isinstance(found, dict) else None
        if amount is None or currency is None:
            return None
        if amount < 0:
            raise _UnreadError(f"`{field}` is below zero")
        if amount and self.currencies and currency not in self.currencies:
            raise _UnreadError(
                f"`{field}` is in {currency}, and the amounts before it in {next(iter(self.currencies))}"
            )
        if amount:
            self.currencies[currency] = self.currencies.get(currency, 0) + 1
        return amount


def _after_splits(one: Issuance, splits: list[tuple[str, date, Fraction]]) -> Issuance:
    times = Fraction(1)
    for share_class, on, times_as_many in splits:
        if share_class == one.share_class and one.day < on:
            times *= times_as_many
    if times == 1:
        return one
    price = None if one.price is None else one.price * times.denominator / times.numerator
    return replace(one, shares=one.shares * times.numerator / times.denominator, price=price)


def _converted(items: Iterable[Json]) -> frozenset[str]:
    """The securities that have become shares."""
    named = (text(one.get("security_id")) for one in items if one.get("object_type") == "TX_CONVERTIBLE_CONVERSION")
    return frozenset(one for one in named if one is not None)


def _required(item: Json, field: str) -> str:
    found = text(item.get(field))
    if found is None:
        raise _UnreadError(f"`{field}` is missing")
    return found


def _named(item: Json) -> str:
    return text(item.get("custom_id")) or _required(item, "id")


def _dated(item: Json) -> date:
    found = day(item.get("date"))
    if found is None:
        raise _UnreadError("`date` is no day of the calendar")
    return found


def _counted(item: Json, field: str) -> Decimal:
    found = number(item.get(field))
    if found is None or found <= 0:
        raise _UnreadError(f"`{field}` is no number of shares")
    return found


def _short(kind: str | None) -> str:
    return kind[:60] if kind is not None else "an object without `object_type`"
