"""A cap table as an OCF package: a zip of a manifest and one file for each kind of object."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from termwise.report.inert import inert
from termwise.report.ocf.cap_table import OPTIONS, CapTable, Convertible, Exercise, Holder, Issuance, Plan, ShareClass
from termwise.report.ocf.cap_table import WarrantIssued as Warrant
from termwise.report.ocf.objects import NO_LEGEND
from termwise.report.packed import packed

VERSION = "1.2.1-alpha+main"
"""The version of the format that is written, as its schema of 2026 names itself."""

UNKNOWN_COUNTRY = "ZZ"
"""Where OCF asks for a country and the deal names none: a code that ISO 3166 leaves to its users."""

_UNSAID = "The deal does not say it; OCF asks for it."

Json = dict[str, Any]


def package(table: CapTable) -> bytes:
    """The package, the same bytes for the same table. Every object has the fields that the schema requires."""
    transactions = [
        *(_issuance(one, table) for one in table.issuances),
        *(_convertible(one, table) for one in table.convertibles),
        *(_warrant(one, table) for one in table.warrants),
    ]
    lists = {
        "stakeholders": ("Stakeholders", [_stakeholder(one) for one in table.holders]),
        "stock_classes": ("StockClasses", [_share_class(one, table) for one in table.classes]),
        "stock_legend_templates": ("StockLegends", [_no_legend()] if table.issuances else []),
        "stock_plans": ("StockPlans", [_plan(one, table) for one in table.plans]),
        "vesting_terms": ("VestingTerms", []),
        "valuations": ("Valuations", []),
        "transactions": ("Transactions", sorted(transactions, key=lambda one: (one["date"], one["id"]))),
    }
    files = {
        f"{file}.ocf.json": _bytes({"file_type": f"OCF_{name.upper()}_FILE", "items": items})
        for name, (file, items) in lists.items()
    }
    named = {f"{name}_files": _listed(f"{file}.ocf.json", files) for name, (file, _) in lists.items()}
    return packed({"Manifest.ocf.json": _bytes(_manifest(table, named)), **files})


def _bytes(content: Json) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def _listed(path: str, files: dict[str, bytes]) -> list[Json]:
    return [{"filepath": f"./{path}", "md5": hashlib.md5(files[path], usedforsecurity=False).hexdigest()}]


def _manifest(table: CapTable, named: Json) -> Json:
    return {
        "ocf_version": VERSION,
        "file_type": "OCF_MANIFEST_FILE",
        "issuer": {
            "object_type": "ISSUER",
            "id": table.issuer.id,
            "legal_name": inert(table.issuer.name),
            "formation_date": _day(table.formed or table.as_of),
            "country_of_formation": UNKNOWN_COUNTRY,
            "comments": [f"formation_date, country_of_formation: {_UNSAID}"],
        },
        "as_of": _day(table.as_of),
        "generated_at": f"{_day(table.as_of)}T00:00:00Z",
        "comments": [] if table.title is None else [inert(table.title)],
        **named,
    }


def _stakeholder(holder: Holder) -> Json:
    kind = "INDIVIDUAL" if holder.is_person else "INSTITUTION"
    name = {"legal_name": inert(holder.name)}
    return {"object_type": "STAKEHOLDER", "id": holder.id, "name": name, "stakeholder_type": kind}


def _share_class(one: ShareClass, table: CapTable) -> Json:
    found: Json = {
        "object_type": "STOCK_CLASS",
        "id": one.id,
        "name": inert(one.name),
        "class_type": "PREFERRED" if one.preferred else "COMMON",
        "default_id_prefix": f"{inert(one.name)}-",
        "initial_shares_authorized": "NOT APPLICABLE",
        "votes_per_share": "1",
        "seniority": str(one.seniority),
        "comments": [f"votes_per_share: {_UNSAID}"],
    }
    if one.converts is not None:
        found["conversion_rights"] = [_conversion_right(one.converts, table)]
    if one.preference is not None:
        found["liquidation_preference_multiple"] = _number(one.preference)
    if one.cap is not None:
        found["participation_cap_multiple"] = _number(one.cap)
    return found


def _conversion_right(converts: tuple[Decimal, Decimal], table: CapTable) -> Json:
    shares, into = converts
    common = next((one.id for one in table.classes if not one.preferred), None)
    mechanism = {
        "type": "RATIO_CONVERSION",
        "ratio": {"numerator": _number(into), "denominator": _number(shares)},
        "conversion_price": _money(Decimal(0), table),
        "rounding_type": "NORMAL",
    }
    into_class = {} if common is None else {"converts_to_stock_class_id": common}
    return {"type": "STOCK_CLASS_CONVERSION_RIGHT", "conversion_mechanism": mechanism, **into_class}


def _no_legend() -> Json:
    words = {"name": "No legend", "text": "The deal says of no legend."}
    return {"object_type": "STOCK_LEGEND_TEMPLATE", "id": NO_LEGEND, **words}


def _plan(plan: Plan, table: CapTable) -> Json:
    found: Json = {
        "object_type": "STOCK_PLAN",
        "id": plan.id,
        "plan_name": inert(plan.name),
        "initial_shares_reserved": _number(plan.shares),
        "stock_class_ids": [_common(table)],
    }
    return found if plan.day is None else {**found, "board_approval_date": _day(plan.day)}


def _security(one: "Issuance | Convertible | Warrant", kind: str, unsaid: tuple[str, ...] = ()) -> Json:
    comments = [f"{', '.join(unsaid)}: {_UNSAID}"] if unsaid else []
    return {
        "object_type": kind,
        "id": one.id,
        "security_id": f"security:{one.id}",
        "date": _day(one.day),
        "custom_id": one.id,
        "stakeholder_id": one.holder,
        "security_law_exemptions": [],
        "comments": comments,
    }


def _issuance(one: Issuance, table: CapTable) -> Json:
    if one.share_class == OPTIONS:
        return _grant(one, table)
    return {
        **_security(one, "TX_STOCK_ISSUANCE", ("share_price",) if one.price is None else ()),
        "stock_class_id": one.share_class,
        "share_price": _money(one.price or Decimal(0), table),
        "quantity": _number(one.shares),
        "stock_legend_ids": [NO_LEGEND],
    }


def _grant(one: Issuance, table: CapTable) -> Json:
    unsaid = ("compensation_type", "exercise_price", "expiration_date", "termination_exercise_windows")
    plan = {} if len(table.plans) != 1 else {"stock_plan_id": table.plans[0].id}
    return {
        **_security(one, "TX_EQUITY_COMPENSATION_ISSUANCE", unsaid),
        "compensation_type": "OPTION",
        "quantity": _number(one.shares),
        "exercise_price": _money(Decimal(0), table),
        "expiration_date": None,
        "termination_exercise_windows": [],
        "stock_class_id": _common(table),
        **plan,
    }


def _common(table: CapTable) -> str:
    return next((one.id for one in table.classes if not one.preferred), "class:common")


def _convertible(one: Convertible, table: CapTable) -> Json:
    right = {
        "type": "CONVERTIBLE_CONVERSION_RIGHT",
        "conversion_mechanism": _mechanism(one, table),
        "converts_to_future_round": True,
    }
    when: Json = {"type": "UNSPECIFIED"}
    if one.on is not None:
        when = {"type": "AUTOMATIC_ON_DATE", "trigger_date": _day(one.on)}
    elif one.condition is not None:
        when = {"type": "AUTOMATIC_ON_CONDITION", "trigger_condition": inert(one.condition)}
    return {
        **_security(one, "TX_CONVERTIBLE_ISSUANCE", ("seniority",)),
        "convertible_type": one.kind,
        "investment_amount": _money(one.amount, table),
        "conversion_triggers": [{"trigger_id": f"trigger:{one.id}", **when, "conversion_right": right}],
        "seniority": 1,
    }


def _mechanism(one: Convertible, table: CapTable) -> Json:
    terms: Json = {}
    if one.cap is not None:
        terms["conversion_valuation_cap"] = _money(one.cap, table)
    if one.discount is not None:
        terms["conversion_discount"] = _number(one.discount)
    if one.kind == "SAFE":
        timing = {} if one.cap_is is None else {"conversion_timing": one.cap_is.upper().replace("-", "_")}
        return {"type": "SAFE_CONVERSION", "conversion_mfn": one.most_favoured, **terms, **timing}
    if one.kind == "NOTE":
        rate = {"rate": _number(one.interest or Decimal(0)), "accrual_start_date": _day(one.day)}
        return {
            "type": "CONVERTIBLE_NOTE_CONVERSION",
            "interest_rates": [rate],
            "day_count_convention": "ACTUAL_365",
            "interest_payout": "DEFERRED",
            "interest_accrual_period": "DAILY",
            "compounding_type": "SIMPLE",
            "conversion_mfn": one.most_favoured,
            **terms,
        }
    words = "The deal does not say into what it converts."
    return {"type": "CUSTOM_CONVERSION", "custom_conversion_description": words}


def _warrant(one: Warrant, table: CapTable) -> Json:
    found = {
        **_security(one, "TX_WARRANT_ISSUANCE", ("purchase_price",)),
        "quantity": _number(one.shares),
        "quantity_source": "INSTRUMENT_FIXED",
        "purchase_price": _money(Decimal(0), table),
        "exercise_triggers": [_exercise(one, n, exercise) for n, exercise in enumerate(one.exercises, 1)],
    }
    if one.price is not None:
        found["exercise_price"] = _money(one.price, table)
    if one.expires is not None:
        found["warrant_expiration_date"] = _day(one.expires)
    return found


def _exercise(one: Warrant, number: int, exercise: Exercise) -> Json:
    mechanism = {"type": "FIXED_AMOUNT_CONVERSION", "converts_to_quantity": _number(exercise.shares)}
    when: Json = {"type": "ELECTIVE_AT_WILL"}
    if exercise.condition is not None:
        when = {"type": "ELECTIVE_ON_CONDITION", "trigger_condition": inert(exercise.condition)}
    right = {"type": "WARRANT_CONVERSION_RIGHT", "conversion_mechanism": mechanism}
    return {"trigger_id": f"trigger:{one.id}:{number}", **when, "conversion_right": right}


def _money(amount: Decimal, table: CapTable) -> Json:
    return {"amount": _number(amount), "currency": table.currency}


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(day: date) -> str:
    return day.isoformat()
