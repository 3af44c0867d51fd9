"""Warrants: joint conditions, acceleration, a strike that moves, exercise in cash and net; the published ones."""

from fractions import Fraction

from termwise.engine.run import Run
from tests.lower.equity import company, in_all, stake, units
from tests.lower.reading import ledger
from tests.lower.test_vectors import vectors

M = 10**6
FOUNDED = "clause founding\n    acme issues founders 84m shares\n"
ROWS = (
    "        vests\n            4m shares when delivered_gw >= 1 GW\n"
    "            12m shares when delivered_gw >= 6 GW and share_price >= 600\n"
)


def warrant(lines: str, strike: str = "0.01", more: str = FOUNDED, rows: str = ROWS, **view: str | None) -> Run:
    text = f"{more}clause w\n    acme issues fund warrant on 16m shares at {strike}\n{rows}{lines}"
    return company(text, **view)  # type: ignore[arg-type]


def quarters(found: Run, name: str) -> list[Fraction]:
    """An output at the ends of the quarters of 2025."""
    return [Fraction(value) for value in found.output(name).values[:4]]


def test_a_suspended_warrant_is_exercised_once_it_goes_on() -> None:
    halt = (
        "clause halt\n    fund may suspend w\n        suspends w\n"
        "clause again\n    fund may resume w\n        resumes w\n"
        "scenario stopped\n    fund exercises halt on 2025-03-01\n    fund exercises again on 2025-05-10\n"
    )
    found = warrant("        exercised when vested\n", more=FOUNDED + halt, scenario="stopped")
    assert quarters(found, "vested:w")[0] == 4 * M
    assert quarters(found, "exercised:w") == [0, 4 * M, 16 * M, 16 * M]


def test_exercised_when_vested() -> None:
    found = warrant("        exercised when vested\n")
    assert quarters(found, "vested:w") == [4 * M, 4 * M, 16 * M, 16 * M]
    assert quarters(found, "exercised:w") == [4 * M, 4 * M, 16 * M, 16 * M]
    assert quarters(found, "units:fund:acme") == [4 * M, 4 * M, 16 * M, 16 * M]
    assert stake(found, "fund") == Fraction(16, 100)
    assert [(*row[:4], int(row[4])) for row in ledger(found)] == [
        ("2025-03-31", "w", "fund", "acme", 40_000),
        ("2025-09-30", "w", "fund", "acme", 120_000),
    ]


def test_exercised_once_the_price_is_right() -> None:
    """What has vested before waits for the policy; fully diluted it counts from the first day."""
    found = warrant("        exercised when share_price >= 600\n")
    assert quarters(found, "vested:w") == [4 * M, 4 * M, 16 * M, 16 * M]
    assert quarters(found, "units:fund:acme") == [0, 0, 16 * M, 16 * M]
    assert quarters(found, "stake:fund:acme") == [0, 0, Fraction(16, 100), Fraction(16, 100)]
    assert quarters(found, "stake fully diluted:fund:acme") == [Fraction(16, 100)] * 4


def test_net_exercise_gives_fewer_shares_and_moves_no_money() -> None:
    found = warrant("        exercised when vested\n        net exercise at share_price\n", strike="150")
    assert quarters(found, "exercised:w") == [0, 4 * M, 16 * M, 16 * M]
    second = 4 * M * Fraction(400 - 150, 400)
    assert quarters(found, "units:fund:acme")[1] == second
    assert units(found, "fund") == second + 12 * M * Fraction(600 - 150, 600)
    assert ledger(found) == []


def test_a_strike_that_moves_is_that_of_the_day() -> None:
    found = warrant("        exercised when vested\n", strike="80% of share_price")
    assert [row[4] for row in ledger(found)] == [4 * M * 80, 12 * M * 480]


def test_it_vests_in_full_when_control_changes() -> None:
    lines = "        vests in full when acquired\n        exercised when vested\n"
    assert quarters(warrant(lines, acquired="2025-05-15"), "units:fund:acme") == [4 * M, 16 * M, 16 * M, 16 * M]
    assert quarters(warrant(lines, acquired=None), "units:fund:acme") == [4 * M, 4 * M, 16 * M, 16 * M]


def test_nothing_vests_nor_is_exercised_after_its_end() -> None:
    found = warrant("        exercised when share_price >= 600\n    through 2025-06-30\n")
    assert quarters(found, "vested:w") == [4 * M] * 4
    assert quarters(found, "units:fund:acme") == [0] * 4
    assert quarters(found, "stake fully diluted:fund:acme") == [Fraction(16, 100)] * 2 + [0, 0]


def test_a_warrant_without_rows_has_vested() -> None:
    assert quarters(warrant("        exercised when vested\n", rows=""), "units:fund:acme") == [16 * M] * 4


def test_of_a_company_of_which_nothing_else_is_said_units_are_told_and_no_stake() -> None:
    found = warrant("        exercised when vested\n", more="")
    assert units(found, "fund") == 16 * M
    assert not any(one.name.startswith("stake") for one in found.outputs)


def test_units_are_conserved_through_exercise() -> None:
    found = warrant("        exercised when vested\n        net exercise at share_price\n", strike="150")
    assert sum(one.amount for one in found.units) == in_all(found)


# -- published warrants --------------------------------------------------------------------------------------


def case(name: str) -> dict[str, object]:
    """A published warrant."""
    found: dict[str, object] = next(one for one in vectors("partner_warrants.json")["cases"] if one["id"] == name)
    return found


def test_amd_and_openai() -> None:
    """160m shares at 0.01: the first rows at 1 GW, all at 6 GW with the price gate of 600 on the last.

    How the shares spread over the rows is not public; eighths stand for them.
    """
    have = case("amd_openai_2025")
    total, price = int(str(have["total"])), have["price"]
    part = total // 8
    text = (
        f"clause w\n    acme issues fund warrant on {total} shares at {price}\n        vests\n"
        f"            {part} shares when delivered_gw >= {have['binding_initial_purchase_gw']} GW\n"
        f"            {total - 2 * part} shares when delivered_gw >= 6 GW\n"
        f"            {part} shares when delivered_gw >= 6 GW and share_price >= 600\n"
        "        exercised when vested\n"
    )
    found = company(text, "monthly")
    vested = [int(Fraction(value)) for value in found.output("vested:w").values]
    assert vested[:2] == [0, part]
    assert vested[6:8] == [part, total]
    assert vested[-1] == total
    assert sum(row[4] for row in ledger(found)) == total * Fraction(str(price))


def test_berkshire_grey_and_fedex() -> None:
    """A twentieth vested with the first orders, the rest open: the counts of the filing, to the share."""
    have = case("berkshire_grey_fedex_2022")
    granted, vested, unvested = (int(str(have[name])) for name in ("granted", "vested", "unvested"))
    text = (
        f"clause w\n    acme issues fund warrant on {granted} shares at 3.24\n        vests\n"
        f"            5% of {granted} shares when share_price >= 100\n"
        f"            95% of {granted} shares when acquired\n"
    )
    counted = Fraction(company(text, whole=False, acquired=None).output("vested:w").values[-1])
    assert round(counted) == vested
    assert granted - round(counted) == unvested


def test_a_customer_warrant_vests_with_what_the_customer_spends() -> None:
    """A hundredth at the grant, then sixteenths of the rest with cumulative revenue: the counts of three filings.

    The filings give the counts; that each instalment is a sixteenth, and the spending behind it, is read from them.
    """
    have = vectors("partner_warrants.json")["cases"][2]
    first = have["warrants"][0]
    instalment = Fraction(first["shares"] - first["vested_at_issue"], 16)
    rows = "".join(
        f"            (1 / 16) * {first['shares'] - first['vested_at_issue']} shares when spent >= {place}m\n"
        for place in range(1, 17)
    )
    text = (
        "driver spent in USD\n    known 2022-10-31 0.5m, 2023-06-30 1m, 2023-12-31 2m, 2024-06-30 3m,"
        " 2024-09-30 4m, 2024-12-31 5m\n"
        f"clause w\n    acme issues fund warrant on {first['shares']} shares at {have['price']}\n        vests\n"
        f"            {first['vested_at_issue']} shares when spent >= 0\n{rows}"
    )
    found = company(text, "quarterly", whole=False, start="2022-10-01")
    ends = {
        "2023-12-31": 4,
        "2024-09-30": 7,
        "2024-12-31": 8,
    }
    for day, quarter in ends.items():
        counted = Fraction(found.output("vested:w").values[quarter])
        published = have["cumulative_vested"][day]
        assert abs(counted - published) <= 3, day
        assert counted == first["vested_at_issue"] + instalment * {4: 2, 7: 4, 8: 5}[quarter]
