"""The objects of an OCF package as a cap table: what can be read, and a line for whatever was not."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from termwise.report.ocf.cap_table import (
    CapTable,
    Convertible,
    Exercise,
    Holder,
    Issuance,
    Plan,
    ShareClass,
    WarrantIssued,
)

Json = Mapping[str, Any]

NO_LEGEND = "legend:none"
"""The legend of shares of whose legend nothing is said: OCF asks for one."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,10})?")
_ENDINGS = frozenset(
    f"TX_STOCK_{deed}"
    for deed in ("CANCELLATION", "CONVERSION", "REISSUANCE", "CONSOLIDATION", "REPURCHASE", "RETRACTION", "TRANSFER")
) | frozenset(f"TX_WARRANT_{deed}" for deed in ("CANCELLATION", "EXERCISE", "RETRACTION", "TRANSFER"))
"""Transactions after which a security is no more: what is left of it is issued anew."""
_CONVERTIBLE_ENDINGS = frozenset(f"TX_CONVERTIBLE_{deed}" for deed in ("CANCELLATION", "RETRACTION", "TRANSFER"))
_SILENT = frozenset({"TX_STOCK_ACCEPTANCE", "TX_WARRANT_ACCEPTANCE", "TX_CONVERTIBLE_ACCEPTANCE"})
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
        self.ended = _securities(package.items, _ENDINGS | _CONVERTIBLE_ENDINGS)
        self.converted = _securities(package.items, frozenset({"TX_CONVERTIBLE_CONVERSION"}))
        self.last = max(
            (day for _, item in package.items if (day := _date(item.get("date"))) is not None), default=None
        )

    def take(self) -> None:
        kinds = {
            "STAKEHOLDER": self._stakeholder,
            "STOCK_CLASS": self._share_class,
            "STOCK_PLAN": self._plan,
            "TX_STOCK_ISSUANCE": self._issuance,
            "TX_CONVERTIBLE_ISSUANCE": self._convertible,
            "TX_WARRANT_ISSUANCE": self._warrant,
            "TX_STOCK_PLAN_POOL_ADJUSTMENT": self._pool,
            "TX_STOCK_CLASS_SPLIT": self._split,
        }
        for place, item in self.package.items:
            kind = _text(item.get("object_type"))
            try:
                if kind in kinds:
                    kinds[kind](item)
                elif kind in _ENDINGS | _CONVERTIBLE_ENDINGS:
                    self._leave(place, f"{kind}: the security that it ends is left out, with all that was before")
                elif kind == "TX_CONVERTIBLE_CONVERSION":
                    self._leave(place, f"{kind}: the shares it gave are read as issued, not as converted")
                elif kind not in _SILENT and item.get("id") != NO_LEGEND:
                    self._leave(place, f"{_short(kind)} has no place in a deal")
            except _UnreadError as fault:
                self._leave(place, f"{_short(kind)}: {fault}")

    def table(self) -> CapTable:
        issuer = self.package.issuer
        name = _text(issuer.get("legal_name")) or "the issuer"
        as_of = _date(self.package.as_of) or self.last or _date(issuer.get("formation_date")) or date(2000, 1, 1)
        currency = max(self.currencies, key=lambda one: self.currencies[one], default="USD")
        return CapTable(
            issuer=Holder(_text(issuer.get("id")) or name, name),
            currency=currency,
            as_of=as_of,
            holders=tuple(self.holders.values()),
            classes=tuple(self.classes.values()),
            plans=tuple(self.plans.values()),
            issuances=tuple(_after_splits(one, self.splits) for one in self.issuances),
            convertibles=tuple(self.convertibles),
            warrants=tuple(self.warrants),
            formed=_date(issuer.get("formation_date")),
        )

    def _leave(self, place: str, why: str) -> None:
        self.unread.append(Problem(place, why))

    def _stakeholder(self, item: Json) -> None:
        name = item.get("name")
        legal = _text(name.get("legal_name")) if isinstance(name, dict) else None
        person = item.get("stakeholder_type") == "INDIVIDUAL"
        found = Holder(_required(item, "id"), legal or _required(item, "id"), person)
        self.holders[found.id] = found

    def _share_class(self, item: Json) -> None:
        preferred = item.get("class_type") == "PREFERRED"
        ratio = next((r for right in _list(item, "conversion_rights") if (r := _ratio(right)) is not None), None)
        self.classes[_required(item, "id")] = ShareClass(
            id=_required(item, "id"),
            name=_text(item.get("name")) or _required(item, "id"),
            preferred=preferred,
            seniority=int(_number(item.get("seniority")) or 1),
            preference=_number(item.get("liquidation_preference_multiple")) if preferred else None,
            cap=_number(item.get("participation_cap_multiple")) if preferred else None,
            converts=ratio,
        )

    def _plan(self, item: Json) -> None:
        name = _text(item.get("plan_name")) or _required(item, "id")
        shares = _counted(item, "initial_shares_reserved")
        self.plans[_required(item, "id")] = Plan(
            _required(item, "id"), name, _date(item.get("board_approval_date")), shares
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
        ratio = _inside(item, "split_ratio")
        many, one = _number(ratio.get("numerator")), _number(ratio.get("denominator"))
        if not many or not one or many < 0 or one < 0:
            raise _UnreadError("`split_ratio` is no ratio")
        self.splits.append((_required(item, "stock_class_id"), _dated(item), Fraction(many) / Fraction(one)))

    def _issuance(self, item: Json) -> None:
        if _text(item.get("security_id")) in self.ended:
            return
        share_class = _required(item, "stock_class_id")
        if share_class not in self.classes:
            raise _UnreadError(f"there is no stock class `{share_class}`")
        price = self._money(item, "share_price")
        found = Issuance(
            _named(item), _dated(item), self._holder(item), share_class, _counted(item, "quantity"), price or None
        )
        self.issuances.append(found)

    def _convertible(self, item: Json) -> None:
        if _text(item.get("security_id")) in self.ended:
            return
        amount = self._money(item, "investment_amount")
        if amount is None:
            raise _UnreadError("`investment_amount` is no amount of money")
        triggers = [one for one in _list(item, "conversion_triggers") if isinstance(one, dict)]
        trigger: Json = triggers[0] if triggers else {}
        mechanism = _inside(trigger, "conversion_right", "conversion_mechanism")
        rates = [one for one in _list(mechanism, "interest_rates") if isinstance(one, dict)]
        kind = item.get("convertible_type")
        timing = {"PRE_MONEY": "pre-money", "POST_MONEY": "post-money"}.get(str(mechanism.get("conversion_timing")))
        self.convertibles.append(
            Convertible(
                id=_named(item),
                day=_dated(item),
                holder=self._holder(item),
                amount=amount,
                kind=kind if kind in ("NOTE", "SAFE") else "CONVERTIBLE_SECURITY",
                cap=self._money(mechanism, "conversion_valuation_cap"),
                cap_is=_valued(timing),
                discount=_number(mechanism.get("conversion_discount")),
                interest=_number(rates[0].get("rate")) if rates else None,
                most_favoured=mechanism.get("conversion_mfn") is True,
                condition=_text(trigger.get("trigger_condition")),
                on=_date(trigger.get("trigger_date")),
                converted=_text(item.get("security_id")) in self.converted,
            )
        )

    def _warrant(self, item: Json) -> None:
        if _text(item.get("security_id")) in self.ended:
            return
        triggers = [one for one in _list(item, "exercise_triggers") if isinstance(one, dict)]
        counts = [
            _number(_inside(one, "conversion_right", "conversion_mechanism").get("converts_to_quantity"))
            for one in triggers
        ]
        shares = _number(item.get("quantity")) or sum((n for n in counts if n is not None), Decimal(0))
        if not shares:
            raise _UnreadError("it says of no number of shares")
        exercises = [
            Exercise(count or shares, _text(one.get("trigger_condition")))
            for one, count in zip(triggers, counts, strict=True)
        ]
        price, expires = self._money(item, "exercise_price"), _date(item.get("warrant_expiration_date"))
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
        amount = _number(found.get("amount")) if isinstance(found, dict) else None
        currency = _text(found.get("currency")) if isinstance(found, dict) else None
        if amount is None or currency is None:
            return None
        if amount and self.currencies and currency not in self.currencies:
            raise _UnreadError(
                f"`{field}` is in {currency}, and the amounts before it in {next(iter(self.currencies))}"
            )
        if amount:
            self.currencies[currency] = self.currencies.get(currency, 0) + 1
        return amount


def _after_splits(one: Issuance, splits: list[tuple[str, date, Fraction]]) -> Issuance:
    times = Fraction(1)
    for share_class, day, ratio in splits:
        if share_class == one.share_class and one.day < day:
            times *= ratio
    if times == 1:
        return one
    price = None if one.price is None else one.price * times.denominator / times.numerator
    return replace(one, shares=one.shares * times.numerator / times.denominator, price=price)


def _securities(items: Iterable[tuple[str, Json]], kinds: frozenset[str]) -> frozenset[str]:
    named = (_text(item.get("security_id")) for _, item in items if _text(item.get("object_type")) in kinds)
    return frozenset(one for one in named if one is not None)


def _required(item: Json, field: str) -> str:
    found = _text(item.get(field))
    if found is None:
        raise _UnreadError(f"`{field}` is missing")
    return found


def _named(item: Json) -> str:
    return _text(item.get("custom_id")) or _required(item, "id")


def _dated(item: Json) -> date:
    found = _date(item.get("date"))
    if found is None:
        raise _UnreadError("`date` is no day of the calendar")
    return found


def _counted(item: Json, field: str) -> Decimal:
    found = _number(item.get(field))
    if found is None or found <= 0:
        raise _UnreadError(f"`{field}` is no number of shares")
    return found


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _number(value: object) -> Decimal | None:
    text = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    text = f"0{text}" if text.startswith(".") else text
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _date(value: object) -> date | None:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value[:10]):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _list(item: Json, field: str) -> list[Any]:
    found = item.get(field)
    return found if isinstance(found, list) else []


def _inside(item: Json, *fields: str) -> Json:
    found: object = item
    for field in fields:
        found = found.get(field) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _ratio(right: object) -> tuple[Decimal, Decimal] | None:
    ratio = _inside(right if isinstance(right, dict) else {}, "conversion_mechanism", "ratio")
    into, shares = _number(ratio.get("numerator")), _number(ratio.get("denominator"))
    return (shares, into) if shares and into else None


def _valued(timing: str | None) -> Literal["pre-money", "post-money"] | None:
    return "pre-money" if timing == "pre-money" else "post-money" if timing == "post-money" else None


def _short(kind: str | None) -> str:
    return kind[:60] if kind is not None else "an object without `object_type`"
