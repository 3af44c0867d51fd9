"""Cap tables in the Open Cap Table Format: what OCF asks for, out and in again, what is left out and said to be."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.model.text import deal_text
from termwise.report.ocf import Read, package, read_folder, read_package
from termwise.report.ocf.cap_table import CapTable, Exercise, Holder, Issuance, Plan, ShareClass, WarrantIssued
from termwise.report.packed import packed
from termwise.session import Session, load, load_text, of_deal
from termwise.session.cap_table import Said, cap_table, companies
from termwise.session.from_cap_table import deal_of
from termwise.standing.critical_days import critical_days
from termwise.standing.holdings import holdings
from tests.docs.pages import ROOT
from tests.report.ocf_schema import SCHEMAS, faults

DEAL = """\
deal "Acme"
    currency USD
    period 2024-01-01 through 2030-12-31
    today 2025-06-01
party acme "Acme; Inc.", company
party ana "Ana \\"A\\"", person
party bob "Bob Fund", fund
party cy "Cy", fund
event listing by acme
clause founding
    acme issues ana 1m shares at 0.0001 on 2024-03-01
        class common
clause series_a "Series A"
    acme issues bob 333333.5 shares at 2.50 on 2024-04-01
        class series_a
        preference 1x
        participating, capped at 3x
        senior to common
        converts 1 to 1.25
clause more
    cy invests 5m in acme at 2.50 per share on 2024-09-01
clause plan "Plan"
    acme reserves 100k shares for options on 2024-05-01
clause right
    acme issues bob warrant on 1000 shares at 1.20
    from 2024-06-01
    through 2029-12-31
"""
MONEY = """\
clause safe
    bob invests 200k in acme on 2024-07-01
clause safe_converts
    bob converts safe into acme, cap 4m post-money, discount 20% when listing
clause note
    cy invests 100k in acme on 2024-08-01
clause note_converts
    cy converts note into acme, cap 5m pre-money on 2027-01-01
        interest 8% per year
"""
DAY = date(2025, 6, 1)


def acme(more: str = "") -> Session:
    found = load_text((DEAL + more).encode(), name="acme.deal")
    assert found.usable, found.diagnostics
    return found


def out(session: Session, company: str = "acme", day: date = DAY) -> Said:
    return cap_table(session, session.view(known_by=day), company, day)


def files(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name.partition(".")[0]: json.loads(found.read(name)) for name in found.namelist()}


REQUIRED: Mapping[str, tuple[str, ...]] = {
    "ISSUER": ("legal_name", "formation_date", "country_of_formation"),
    "STAKEHOLDER": ("name", "stakeholder_type"),
    "STOCK_CLASS": (
        *("name", "class_type", "default_id_prefix", "initial_shares_authorized"),
        *("votes_per_share", "seniority"),
    ),
    "STOCK_LEGEND_TEMPLATE": ("name", "text"),
    "STOCK_PLAN": ("plan_name", "initial_shares_reserved", "stock_class_ids"),
    "TX_STOCK_ISSUANCE": ("stock_class_id", "share_price", "quantity", "stock_legend_ids", "security_id", "custom_id"),
    "TX_CONVERTIBLE_ISSUANCE": ("convertible_type", "investment_amount", "conversion_triggers", "seniority"),
    "TX_WARRANT_ISSUANCE": ("exercise_triggers", "purchase_price"),
    "TX_EQUITY_COMPENSATION_ISSUANCE": (
        *("compensation_type", "quantity", "expiration_date", "termination_exercise_windows"),
        "exercise_price",
    ),
}
OPTION = "clause grant\n    acme issues cy 5k shares on 2024-10-01\n        class options\n"
ISSUANCE = ("security_id", "date", "custom_id", "stakeholder_id", "security_law_exemptions")


def test_every_object_has_what_ocf_requires() -> None:
    found = files(package(out(acme(MONEY + OPTION)).table))
    items = [found["Manifest"]["issuer"], *(item for name in found for item in found[name].get("items", []))]
    assert {item["object_type"] for item in items} == set(REQUIRED)
    for item in items:
        asked = (*REQUIRED[item["object_type"]], *(ISSUANCE if "ISSUANCE" in item["object_type"] else ()))
        assert [field for field in ("id", *asked) if field not in item] == []
    assert len({item["id"] for item in items}) == len(items)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="needs TERMWISE_OCF_SCHEMAS: the official schemas")
def test_the_official_schema_finds_nothing_wrong() -> None:
    content = package(out(acme(MONEY + OPTION)).table)
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        wrong = {name: faults(name.partition(".")[0], found.read(name)) for name in found.namelist()}
    assert {name: one for name, one in wrong.items() if one} == {}


def test_convertibles_keep_their_terms() -> None:
    items = {item["id"]: item for item in files(package(out(acme(MONEY)).table))["Transactions"]["items"]}
    safe, note = items["safe"], items["note"]
    assert (safe["convertible_type"], note["convertible_type"]) == ("SAFE", "NOTE")
    trigger = safe["conversion_triggers"][0]
    assert trigger["trigger_condition"] == "listing"
    assert trigger["conversion_right"]["conversion_mechanism"] == {
        "type": "SAFE_CONVERSION",
        "conversion_mfn": False,
        "conversion_valuation_cap": {"amount": "4000000", "currency": "USD"},
        "conversion_discount": "0.2",
        "conversion_timing": "POST_MONEY",
    }
    assert note["conversion_triggers"][0]["trigger_date"] == "2027-01-01"


# -- out and in again -------------------------------------------------------------------------------------------


def assert_held_the_same(before: Session, after: Session, day: date = DAY) -> None:
    """Whatever of the company is known exactly before is the same after, on every day on which it may change."""
    assert after.usable, after.diagnostics
    old, new = before.agreement(before.view(known_by=day)), after.agreement(after.view(known_by=day))
    days = {*critical_days(old, before.deal.start, day), *critical_days(new, before.deal.start, day), day}
    compared = 0
    for one in sorted(days):
        there, here = holdings(old, "acme", one), holdings(new, "acme", one)
        assert len(there.shares) == len(here.shares)
        for held in there.shares:
            again = here.of(held.holder)
            assert again is not None
            assert again.fraction.low == held.fraction.low
            assert again.fraction.high == held.fraction.high
            assert (again.units and again.units.low) == (held.units and held.units.low)
            compared += held.fraction.is_exact
    assert compared


def test_out_and_in_again_holds_the_same_on_every_day() -> None:
    before = acme()
    made = deal_of(_table(package(out(before).table)))
    assert made.unsaid == ()
    assert_held_the_same(before, of_deal(made.deal))


def test_the_law_notices_a_share_more() -> None:
    before = acme()
    text = deal_text(deal_of(_table(package(out(before).table))).deal).replace("333333.5", "333334.5")
    with pytest.raises(AssertionError):
        assert_held_the_same(before, load_text(text))


COUNTS = st.decimals(min_value="0.0001", max_value="999999999", places=4)
DAYS = st.dates(min_value=date(2024, 1, 2), max_value=DAY)
ISSUES = st.lists(st.tuples(st.sampled_from(["ana", "bob", "cy"]), COUNTS, DAYS), max_size=5)


@settings(max_examples=15, deadline=None)
@given(ISSUES)
def test_nor_does_any_other_table_change(issues: list[tuple[str, Decimal, date]]) -> None:
    head = DEAL.partition("clause founding")[0]
    clauses = [
        f"clause c{n}\n    acme issues {holder} {count} shares on {day}\n"
        for n, (holder, count, day) in enumerate(issues)
    ]
    two = "clause two\n    acme issues ana 1 shares, bob 2.5 shares on 2024-01-02\n"
    before = load_text((head + two + "".join(clauses)).encode())
    assert_held_the_same(before, of_deal(deal_of(_table(package(out(before).table))).deal))


def _table(content: bytes) -> CapTable:
    found = read_package(content)
    assert found.table is not None, found.why
    assert found.unread == ()
    return found.table


def test_a_package_is_the_same_bytes_again() -> None:
    content = package(out(acme(MONEY)).table)
    assert content == package(out(acme(MONEY)).table)
    assert files(content)["Manifest"]["generated_at"] == "2025-06-01T00:00:00Z"


# -- what OCF cannot say ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        ("acme issues ana 30% on 2024-10-01", "extra (ana) is left out: OCF counts shares, and how many these are"),
        ("bob invests 5m in acme at 15m pre-money on 2024-10-01", "how many shares a valuation gives is counted by"),
        ("acme reserves 10% for options on 2024-10-01", "OCF reserves numbers of shares, not percentages"),
        ("bob has put on 20% of acme to ana at 100m", "extra is left out: OCF has no puts and calls"),
        ("acme issues ana undisclosed shares on 2024-10-01", "the deal does not say exactly"),
        ("bob invests 10m in acme at 3 per share on 2024-10-01", "the deal does not say exactly"),
    ],
)
def test_what_ocf_cannot_say_is_listed(clause: str, why: str) -> None:
    said = out(acme(f"clause extra\n    {clause}\n"))
    assert [line for line in said.unsaid if why in line] != []
    assert not any(one.id.startswith("extra") for one in said.table.issuances)


def test_what_comes_later_is_not_there_yet() -> None:
    assert [one.id for one in out(acme(), day=date(2024, 3, 31)).table.issuances] == ["founding"]


def test_companies_of_a_deal() -> None:
    session = load(ROOT / "examples" / "microsoft-openai" / "microsoft-openai.deal")
    assert "openai" in companies(session, session.view())


# -- what is not read ------------------------------------------------------------------------------------------


def with_items(items: list[dict[str, Any]], **others: Any) -> Read:
    """The package of two holders and two classes with more transactions."""
    table = CapTable(
        Holder("acme", "Acme"),
        "USD",
        DAY,
        (Holder("ana", "Ana", True), Holder("bob", "Bob")),
        (ShareClass("class:common", "Common"), ShareClass("class:a", "Series A", True, 2, Decimal(1))),
        issuances=(
            Issuance("i1", date(2024, 1, 2), "ana", "class:common", Decimal(100)),
            Issuance("i2", date(2024, 1, 3), "bob", "class:a", Decimal(50), Decimal(2)),
        ),
    )
    content = files(package(table))
    content["Transactions"]["items"] += items
    content |= others
    return read_package(packed({f"{name}.ocf.json": json.dumps(one).encode() for name, one in content.items()}))


def shares(read: Read) -> dict[str, Decimal]:
    assert read.table is not None, read.why
    return {one.id: one.shares for one in read.table.issuances}


def test_a_transfer_leaves_only_what_is_outstanding() -> None:
    moved = {"object_type": "TX_STOCK_TRANSFER", "id": "t", "security_id": "security:i1", "date": "2024-06-01"}
    again = {"object_type": "TX_STOCK_ISSUANCE", "id": "i3", "security_id": "security:i3", "date": "2024-06-01"}
    again |= {"custom_id": "i3", "stakeholder_id": "bob", "stock_class_id": "class:common", "quantity": "100.0"}
    found = with_items([moved, again])
    assert shares(found) == {"i2": Decimal(50), "i3": Decimal(100)}
    [line] = found.unread
    assert line.place == "./Transactions.ocf.json: items[2]"
    assert line.why == "TX_STOCK_TRANSFER: what is left of the security is read, as if there had never been more"


def deed(kind: str, security: str, **more: object) -> dict[str, Any]:
    return {"object_type": kind, "id": f"{kind} {security}", "security_id": security, "date": "2024-06-01", **more}


def test_what_is_taken_from_a_security_is_gone() -> None:
    part = deed("TX_STOCK_REPURCHASE", "security:i1", quantity="30")
    balance = deed("TX_STOCK_CANCELLATION", "security:i2", quantity="10", balance_security_id="b")
    assert shares(with_items([part])) == {"i1": Decimal(70), "i2": Decimal(50)}
    assert shares(with_items([balance])) == {"i1": Decimal(100)}
    together = deed("TX_STOCK_CONSOLIDATION", "", security_ids=["security:i1", "security:i2"])
    assert shares(with_items([together])) == {}


def test_options_exercised_are_granted_and_reserved_no_more() -> None:
    plan = {"object_type": "STOCK_PLAN", "id": "p", "plan_name": "P", "initial_shares_reserved": "1000"}
    content = {"file_type": "OCF_STOCK_PLANS_FILE", "items": [plan]}
    grant = deed("TX_EQUITY_COMPENSATION_ISSUANCE", "o", stakeholder_id="ana", quantity="40", stock_plan_id="p")
    grant["exercise_price"] = {"amount": "1.50", "currency": "USD"}
    used = deed("TX_EQUITY_COMPENSATION_EXERCISE", "o", quantity="15")
    found = with_items([grant, used], StockPlans=content)
    assert found.table is not None
    assert found.table.plans[0].shares == Decimal(985)
    [option] = [one for one in found.table.issuances if one.share_class == "options"]
    assert (option.holder, option.shares) == ("ana", Decimal(25))
    price = "TX_EQUITY_COMPENSATION_ISSUANCE: the price at which it is exercised has no place in a deal"
    assert price in [one.why for one in found.unread]


def test_options_go_out_and_in_and_run_the_same() -> None:
    before = acme(OPTION)
    after = of_deal(deal_of(_table(package(out(before).table))).deal)
    told = [{one.name: one.values for one in session.run().run.outputs} for session in (before, after)]
    names = [name for name in told[0] if name.startswith(("stake", "units"))]
    assert any("fully diluted" in name for name in names) or len(names) >= 6
    for name in names:
        months = len(told[0][name])
        assert list(told[1][name])[:months] == list(told[0][name])[:months]


def test_a_split_counts_for_all_shares_before_it() -> None:
    split = {"object_type": "TX_STOCK_CLASS_SPLIT", "id": "s", "stock_class_id": "class:common", "date": "2024-05-01"}
    found = with_items([{**split, "split_ratio": {"numerator": "3", "denominator": "2"}}])
    assert shares(found) == {"i1": Decimal(150), "i2": Decimal(50)}


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"object_type": "TX_VESTING_START"}, "TX_VESTING_START has no place in a deal"),
        ({}, "an object without `object_type` has no place in a deal"),
        ({"object_type": "TX_STOCK_ISSUANCE"}, "TX_STOCK_ISSUANCE: `stock_class_id` is missing"),
        (
            {"object_type": "TX_STOCK_ISSUANCE", "stock_class_id": "x"},
            "TX_STOCK_ISSUANCE: there is no stock class `x`",
        ),
        (
            {"object_type": "TX_STOCK_ISSUANCE", "stock_class_id": "class:a", "id": "q", "date": "2024-13-01"},
            "TX_STOCK_ISSUANCE: `date` is no day of the calendar",
        ),
        ({"object_type": "TX_WARRANT_ISSUANCE", "id": "w"}, "TX_WARRANT_ISSUANCE: it says of no number of shares"),
        ({"object_type": ["x"]}, "an object without `object_type` has no place in a deal"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(item: dict[str, Any], why: str) -> None:
    found = with_items([item])
    assert [(one.place, one.why) for one in found.unread] == [("./Transactions.ocf.json: items[2]", why)]
    assert set(shares(found)) == {"i1", "i2"}


EVIL = 'x"\n    # party evil\r\n\x00\x1b[31m\u202e ]]> =1+1 \\ " , company'


def test_hostile_names_stay_names() -> None:
    table = CapTable(
        Holder(EVIL, EVIL),
        "USD",
        DAY,
        (Holder("of", "of"), Holder("pays", "1"), Holder("é", "é"), Holder(EVIL + "2", EVIL)),
        (ShareClass("in", EVIL), ShareClass("never", EVIL, True, 3, Decimal(1), Decimal(2), (Decimal(1), Decimal(2)))),
        (Plan("plan", EVIL, None, Decimal(5)),),
        (
            Issuance(EVIL, DAY, "of", "in", Decimal(1), Decimal(1)),
            Issuance("until", DAY, "é", "never", Decimal(1), Decimal("0.5")),
        ),
        warrants=(WarrantIssued("w", DAY, EVIL + "2", Decimal(1), None, None, (Exercise(Decimal(1), EVIL),)),),
    )
    read = read_package(package(table))
    assert read.table is not None
    session = of_deal(deal_of(read.table).deal)
    assert session.usable, session.diagnostics
    assert len(session.deal.parties) == 5


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 nothing", "it is no zip that can be read"),
        (packed({}), "it has no file of type OCF_MANIFEST_FILE"),
        (packed({"../m.json": b"{}"}), "leads out of the package"),
        (packed({"m.json": b"[" * 100_000}), "it has no file of type OCF_MANIFEST_FILE"),
        (packed({f"{n}.json": b"{}" for n in range(1_001)}), "it has more than 1000 files or 32 MB"),
        (packed({"m.json": b"0" * 32_000_001}), "it has more than 1000 files or 32 MB"),
    ],
)
def test_packages_that_are_none(content: bytes, why: str) -> None:
    found = read_package(content)
    assert found.table is None
    assert why in (found.why or "")


@pytest.mark.parametrize("path", ["../secret.json", "/etc/passwd", "link.json", "missing.json"])
def test_a_manifest_opens_nothing_outside_its_folder(path: str, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.json").symlink_to(tmp_path / "secret.json")
    manifest = {"file_type": "OCF_MANIFEST_FILE", "issuer": {}, "stakeholders_files": [{"filepath": path}]}
    found = read_folder(tmp_path / "in" / "Manifest.ocf.json", json.dumps(manifest).encode())
    assert found.table is None
    assert "which is not a file beside it" in (found.why or "") or "leads out of the package" in (found.why or "")


def test_a_folder_is_read_as_its_zip(tmp_path: Path) -> None:
    content = package(out(acme(MONEY)).table)
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        found.extractall(tmp_path)
    manifest = tmp_path / "Manifest.ocf.json"
    assert read_folder(manifest, manifest.read_bytes()) == read_package(content)
