"""External cases: liquidation preferences, debts before equity, interest, fund carry. Exact unless said.

Every case is a text of the language, run on its central course. Origin and licence stand in each file.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.ir.well_formed import faults
from termwise.lower.from_agreement import lower
from termwise.view.fold import consolidate
from tests.lower.reading import deal_of, view_of
from tests.lower.test_vectors import vectors

HEAD = """deal "A vector"
    currency USD
    period 2025-01-01 through 2030-12-31, {grid}
    today 2024-12-31

party acme "Acme Inc.", company
party holders "Holders of common shares", group
"""


def paid_to(text: str, clause: str = "exit") -> dict[str, Fraction]:
    """What each party receives under a clause in all."""
    deal = deal_of(text, "monthly", HEAD)
    program = lower(consolidate(deal, view_of("2030-12-31")))
    assert faults(program) == ()
    assert program.left_out == ()
    found: dict[str, Fraction] = {}
    for entry in run(program, central(program)).entries:
        if entry.clause == clause:
            found[entry.payee] = found.get(entry.payee, Fraction(0)) + entry.amount
    return found


def written(number: Fraction, unit: str) -> str:
    """A number of the vectors in the language: fractions as a division."""
    if number.denominator == 1:
        return f"{number.numerator} {unit}"
    return f"({number.numerator} {unit} / {number.denominator})"


# -- share classes -----------------------------------------------------------------------------------


def class_clause(preferred: dict[str, Any], others: list[dict[str, Any]]) -> str:
    """The issue of a class with its terms; the lowest number of seniority is paid first."""
    name, holder = preferred["id"].lower(), f"investor_{preferred['id'].lower()}"
    rank = preferred["seniority"]
    junior = [one["id"].lower() for one in others if one["seniority"] > rank]
    equal = [one["id"].lower() for one in others if one["seniority"] == rank and one is not preferred]
    cap = "" if preferred["cap"] is None else f", capped at {preferred['cap']}x"
    return (
        f"clause issue_{name}\n"
        f"    acme issues {holder} {written(Fraction(preferred['shares']), 'shares')}\n"
        f"        class {name}\n"
        f"        preference {preferred['mult']}x of {written(Fraction(preferred['price']), 'USD')} per share\n"
        f"        senior to {', '.join(['common', *junior])}\n"
        + (f"        pari passu with {', '.join(equal)}\n" if equal else "")
        + (f"        participating{cap}\n" if preferred["participating"] else "        non-participating\n")
        + f"        converts 1 to {preferred.get('ratio', '1')}\n"
    )


def company(case: dict[str, Any]) -> str:
    """A company with its shares."""
    parties = "".join(f"party investor_{one['id'].lower()}, investor\n" for one in case["preferred"])
    pool = case.get("unallocated_pool")
    return (
        parties
        + f"clause founding\n    acme issues holders {case['common']} shares\n        class common\n"
        + "".join(class_clause(one, case["preferred"]) for one in case["preferred"])
        + ("" if pool is None else f"clause pool\n    acme reserves {pool} shares for options\n")
    )


EXIT = """driver proceeds in USD
    known 2025-01-01 {exit} USD
clause exit
    acme distributes proceeds by preference on 2027-01-01
"""


EQUITY = ("F1", "F3", "F5a", "F6", "F8a", "F9", "README-60M", "O5a", "O6", "MR-X2", "MR-X4", "FELD-part")


@pytest.mark.parametrize("name", EQUITY)
def test_liquidation_preferences(name: str) -> None:
    case = next(one for one in vectors("waterfalls/equity_waterfalls.json")["cases"] if one["id"] == name)
    found = paid_to(company(case) + EXIT.format(exit=case["exit"]))
    for who, amount in case["expected"].items():
        party = {"common": "holders", "pool": "pool"}.get(who, f"investor_{who.lower()}")
        assert found.get(party, 0) == Fraction(amount)
    assert sum(found.values()) == case["exit"]


# -- debts and notes ---------------------------------------------------------------------------------

DEBTS = "party bank_0, bank\nparty bank_1, bank\n"


def loan(case: dict[str, Any], name: str = "note", lender: str = "bank_0") -> str:
    """A loan of the case, lent on its first day."""
    often = {None: "", 4: " compounded quarterly"}[case.get("freq")]
    count = {"ACT/365F": "", "ACT/360": ", actual/360", "ACT/ACT ISDA": ", actual/actual"}[case["day_count"]]
    fee = f"        exit fee {case['exit_fee']} USD\n" if "exit_fee" in case else ""
    return (
        f"clause {name}\n    {lender} lends acme {case['principal']} USD on {case['start']}\n"
        f"        interest {Decimal(case['rate']) * 100}% per year{often}{count}\n{fee}"
    )


def debt_case(name: str) -> dict[str, Any]:
    """A case of debts, its claims of another kind left out."""
    found: dict[str, Any] = next(one for one in vectors("waterfalls/debt_and_notes.json")["cases"] if one["id"] == name)
    return found


def claim(case: dict[str, Any]) -> Fraction:
    """What the lender gets of an exit that is large enough, on the day the case ends."""
    exit_ = (
        "driver proceeds in USD\n    known 2025-01-01 100m\n"
        f"clause exit\n    acme distributes proceeds on {case['end']}\n"
        "        until note is repaid: bank_0 100%\n        then holders 100%\n"
    )
    found = paid_to(DEBTS + loan(case) + exit_)
    assert sum(found.values()) == 100_000_000
    return found["bank_0"]


@pytest.mark.parametrize("name", ["A1", "A5", "A6-actact", "VD"])
def test_claims_with_simple_interest(name: str) -> None:
    case = debt_case(name)
    interest = Fraction(case.get("expected_interest", "0"))
    assert claim(case) == Fraction(case.get("expected_claim", interest + case["principal"]))


def test_a_claim_with_compounded_interest() -> None:
    """Compounded quarterly: (1 + 2%)^8; within 1e-9 of what was written down with floats."""
    case = debt_case("A3")
    found = claim(case)
    assert abs(found / Fraction(case["expected_claim"]) - 1) < Fraction(1, 10**9)
    assert abs(found - 1_000_000 * Fraction(102, 100) ** 8) < Fraction(1, 10**25)


@pytest.mark.parametrize("name", ["D3", "D1", "D6", "O7"])
def test_debts_come_before_equity(name: str) -> None:
    case = debt_case(name)
    debts = sorted(case["debts"], key=lambda debt: int(debt["rank"]))
    clauses = "".join(
        f"clause debt_{place}\n    bank_{place} lends acme {debt['claim']} USD\n" for place, debt in enumerate(debts)
    )
    rows = "".join(f"        until debt_{place} is repaid: bank_{place} 100%\n" for place in range(len(debts)))
    cases = {one["id"]: one for one in vectors("waterfalls/equity_waterfalls.json")["cases"]}
    of = cases.get(case.get("equity_case", "F1"), cases["F1"])
    found = paid_to(DEBTS + company(of) + clauses + EXIT.format(exit=case["exit"]) + rows)
    assert [found[f"bank_{place}"] for place in range(len(debts))] == [Fraction(one) for one in case["expected"]]
    rest = {party: amount for party, amount in found.items() if not party.startswith("bank")}
    assert sum(rest.values()) == case["equity"]
    if of["exit"] == case["equity"]:
        assert [rest["holders"], rest["investor_a"]] == [
            Fraction(of["expected"]["common"]),
            Fraction(of["expected"]["A"]),
        ]


def test_a_note_converts_at_the_lower_of_cap_and_discount() -> None:
    """8m over 8m shares is 1.00, a fifth off 1.50 is 1.20: 530,000 of principal and interest buy 530,000 shares."""
    case = debt_case("C1")
    text = (
        "party investor, investor\nparty lender, investor\n"
        f"clause founding\n    acme issues holders {case['cap_shares']} shares\n"
        f"clause note\n    lender pays acme {case['principal']} USD on 2025-01-01\n"
        f"clause round\n    investor invests 3m in acme at {case['round_price']} per share on 2026-01-01\n"
        f"clause conversion\n    lender converts note into acme in round, cap {case['cap']} USD pre-money, "
        f"discount {Decimal(case['discount']) * 100}%\n        interest {Decimal(case['rate']) * 100}% per year\n"
    )
    program = lower(consolidate(deal_of(text, "monthly", HEAD), view_of("2030-12-31")))
    assert (faults(program), program.left_out) == ((), ())
    outputs = {output.name: output.values[-1] for output in run(program, central(program)).outputs}
    shares = Fraction(outputs["units:lender:acme"])
    assert shares == Fraction(case["expected_shares"])
    assert case["principal"] * (1 + Fraction(case["rate"])) / shares == Fraction(case["expected_price"])


# -- fund carry --------------------------------------------------------------------------------------


def carried(case: dict[str, Any], rest: str = "then investors 80%, manager 20%") -> dict[str, Fraction]:
    """A fund that is wound up a year after its capital was paid in."""
    rate = Fraction(case["pref_amount"], case["capital"]) * 100
    catch_up = Decimal(case["catch_up"]) * 100
    others = "" if catch_up == 100 else f", investors {100 - catch_up}%"
    text = (
        "party investors, group\nparty manager, company\n"
        f"driver proceeds in USD\n    known 2025-01-01 {case['proceeds']} USD\n"
        f"clause capital\n    investors pays acme {case['capital']} USD on 2025-01-01\n"
        "clause exit\n    acme distributes proceeds on 2026-01-01\n"
        f"        until investors has capital back with {rate}% per year: investors 100%\n"
        f"        catch-up until manager has {Decimal(case['carry']) * 100}%: manager {catch_up}%{others}\n"
        f"        {rest}\n"
    )
    found = paid_to(text)
    assert sum(found.values()) == case["proceeds"]
    return found


def fund_case(name: str) -> dict[str, Any]:
    """A case of a fund's carried interest."""
    found: dict[str, Any] = next(one for one in vectors("waterfalls/fund_carry.json")["cases"] if one["id"] == name)
    return found


@pytest.mark.parametrize("name", ["VC-1.5M", "VC-zero-hurdle"])
def test_carried_interest_with_full_catch_up(name: str) -> None:
    case = fund_case(name)
    found = carried(case)
    assert found == {"investors": Fraction(case["lp"]), "manager": Fraction(case["gp"])}


def test_carried_interest_with_half_catch_up() -> None:
    """The manager's part runs until it has 20 % of all profit: 40,000, the second reading that the file names.

    The first reading, a catch-up of a fixed 20,000, is a tier `first 40k: manager 50%, investors 50%`.
    """
    found = carried(fund_case("VC-50pct-catchup"))
    assert found == {"investors": 1_160_000, "manager": 40_000}
