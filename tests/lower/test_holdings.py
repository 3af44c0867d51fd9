"""Who holds a company: percentages restate, rounds dilute, numbers of shares add, notes convert, pools grow."""

from fractions import Fraction

import pytest

from tests.lower.equity import company, in_all, last, stake, units
from tests.lower.reading import ledger, run_of

M = 10**6
FOUNDED = "clause founding\n    b issues a 60%, c 40%\n"


def stakes(text: str, **view: str | None) -> dict[str, list[Fraction]]:
    """What is held of b at the end of each year."""
    found = run_of(FOUNDED + text, grid="yearly", **view)
    return {m.name.split(":")[1]: list(m.values) for m in found.outputs if m.name.startswith("stake:")}  # type: ignore[arg-type]


def test_percentages_stand_until_they_are_restated() -> None:
    found = stakes("amendment later signed 2027-03-01, binding\n    clause again\n        b issues a 27%, court 73%\n")
    assert found["a"] == [Fraction("0.6"), Fraction("0.6"), Fraction("0.27"), Fraction("0.27")]
    assert found["c"] == [Fraction("0.4"), Fraction("0.4"), 0, 0]
    assert found["court"] == [0, 0, Fraction("0.73"), Fraction("0.73")]


@pytest.mark.parametrize(("price", "part"), [("90m pre-money", 10), ("100m post-money", 10), ("40m pre-money", 5)])
def test_a_round_dilutes_everybody_alike(price: str, part: int) -> None:
    new = Fraction(1, part)
    found = stakes(f"clause round\n    court invests 10m in b at {price} on 2026-06-30\n")
    assert found["court"] == [0, new, new, new]
    assert found["a"][1] == Fraction("0.6") * (1 - new)
    assert found["c"][1] == Fraction("0.4") * (1 - new)


def test_two_rounds_in_one_period_follow_one_another() -> None:
    """32.5 % diluted by 6.6bn at 157bn post-money and 41bn at 260bn pre-money."""
    rounds = (
        "clause one\n    court invests 6.6bn in b at 157bn post-money on 2026-01-01\n"
        "clause two\n    court invests 41bn in b at 260bn pre-money on 2026-02-01\n"
    )
    kept = (1 - Fraction("6.6") / 157) * (1 - Fraction(41, 301))
    found = stakes(rounds)
    assert found["a"][1] == Fraction("0.6") * kept
    assert sum(values[1] for values in found.values()) == 1


def test_a_round_waits_for_its_condition() -> None:
    text = (
        "clause round\n    court invests 30m in b at 270m pre-money on 2025-12-31\n"
        "    requires ipo by 2025-12-31, otherwise 10m\n"
    )
    assert stakes(text, ipo="2025-10-28")["court"][1] == Fraction(30, 300)
    assert stakes(text, ipo=None)["court"][1] == Fraction(10, 280)


def test_a_stake_can_be_part_of_an_amount() -> None:
    """A share of what a holder held when the period began."""
    text = FOUNDED + "clause dividend\n    b pays a stake(a, b) * 10m yearly\n    from 2026-01-01\n"
    entries = run_of(text, grid="yearly").entries
    assert [entry.amount for entry in entries if entry.amount] == [6 * M] * 3


def test_numbers_of_shares_add() -> None:
    text = (
        "clause one\n    c issues a 8.75m shares\n"
        "clause two\n    c issues a 1m shares\n        class preferred\n    from 2026-01-01\n"
    )
    found = run_of(text, grid="yearly")
    assert found.output("units:a:c").values == (8_750_000, 9_750_000, 9_750_000, 9_750_000)
    issued = [(one.share_class, int(one.amount)) for one in found.units if one.amount]
    assert issued == [("ordinary", 8_750_000), ("preferred", M)]
    # Nobody says that `a` is the only holder.
    assert not any(one.name.startswith("stake:") for one in found.outputs)
    assert "nothing says how many shares there are in all" in dict(found.program.left_out)["c"]


def test_a_stake_is_worth_its_part_of_the_valuation() -> None:
    text = FOUNDED + "driver b_valuation in USD\n    known 2025-01-01 200m, 2026-06-30 500m\n"
    found = run_of(text, grid="yearly")
    assert found.output("value:a:b").values == (120 * M, 300 * M, 300 * M, 300 * M)
    assert found.output("value:c:b").values == (80 * M, 200 * M, 200 * M, 200 * M)


def test_a_warrant_vests_row_by_row() -> None:
    text = (
        "clause w\n    b issues a warrant on 16m shares at 0.01\n        vests\n"
        "            4m shares when worth >= 200m\n            12m shares when worth >= 400m and ipo\n"
        "    through 2027\n"
    )
    vested = run_of(text, grid="yearly", ipo="2027-05-05").output("vested:w").values
    assert vested == (4 * M, 4 * M, 16 * M, 16 * M)
    assert run_of(text, grid="yearly", ipo="2028-05-05").output("vested:w").values == (4 * M,) * 4


# -- one table, in units or in parts ------------------------------------------------------------------------------


def test_a_percentage_of_less_than_the_whole_leaves_the_units_of_the_others() -> None:
    """30 % to the new holder, out of new shares: 7m shares stay what they are, and are now 70 %."""
    found = company("clause one\n    acme issues founders 7m shares\nclause two\n    acme issues fund 30%\n")
    assert [units(found, "fund"), units(found, "founders")] == [3 * M, 7 * M]
    assert [stake(found, "fund"), stake(found, "founders")] == [Fraction(3, 10), Fraction(7, 10)]


def test_a_percentage_and_numbers_in_one_issue_tell_how_many_there_are() -> None:
    found = company("clause one\n    acme issues fund 27%, founders 7.3m shares\n")
    assert [units(found, "fund"), in_all(found)] == [2_700_000, 10 * M]


def test_percentages_of_the_whole_change_no_number_of_units() -> None:
    text = (
        "clause one\n    acme issues founders 8m shares, staff 2m shares\n"
        "clause two\n    acme issues fund 27%, founders 73% on 2026-01-01\n        basis as converted\n"
    )
    found = company(text)
    assert [units(found, holder) for holder in ("fund", "founders", "staff")] == [2_700_000, 7_300_000, 0]


def test_what_nobody_is_named_for_dilutes_too() -> None:
    text = "clause one\n    acme issues fund 27%\n"
    text += "clause two\n    late_fund invests 1m in acme at 9m pre-money on 2026-01-01\n"
    found = company(text)
    assert stake(found, "fund") == Fraction(27, 100) * Fraction(9, 10)
    assert stake(found, "late_fund") == Fraction(1, 10)


def test_shares_beside_percentages_are_left_out() -> None:
    text = "clause one\n    acme issues fund 27%\nclause two\n    acme issues staff 1m shares on 2026-01-01\n"
    reason = "its shares: its shares are counted beside percentages: they change no fraction"
    found = company(text, whole=False)
    assert ("two", reason) in found.program.left_out
    assert stake(found, "fund") == Fraction(27, 100)


def test_a_safe_converts_where_only_percentages_are_known() -> None:
    """A post-money cap is a percentage: 1m at 10m takes a tenth of what is there with it."""
    text = (
        "clause one\n    acme issues founders 60%, staff 40%\n        basis fully diluted\n"
        "clause safe\n    seed_a invests 1m in acme on 2025-02-01\n"
        "clause converts\n    seed_a converts safe into acme, cap 10m post-money when listing\n"
    )
    found = company(text, listing="2026-05-05")
    assert stake(found, "seed_a") == Fraction(1, 10)
    assert stake(found, "founders") == Fraction(54, 100)
    assert Fraction(found.output("stake fully diluted:seed_a:acme").values[0]) == Fraction(1, 10)
    assert Fraction(found.output("stake:seed_a:acme").values[0]) == 0


def test_shares_sold_at_a_price_are_paid_for() -> None:
    found = company("clause one\n    acme issues founders 8m shares, fund 2m shares at 0.5 on 2025-03-01\n")
    assert [(row[2], row[3], int(row[4])) for row in ledger(found)] == [
        ("founders", "acme", 4 * M),
        ("fund", "acme", M),
    ]
    assert last(found, "price:acme") == Fraction(1, 2)
    assert last(found, "valuation:acme") == 5 * M


FOUNDERS = "clause founding\n    acme issues founders 8m shares\n"


def test_a_round_per_share() -> None:
    found = company(FOUNDERS + "clause round\n    fund invests 5m in acme at 2.50 per share on 2025-03-01\n")
    assert [units(found, "fund"), stake(found, "fund")] == [2 * M, Fraction(1, 5)]
    assert last(found, "valuation:acme") == 25 * M


def test_the_basis_of_a_price() -> None:
    """Options count in a price on the fully diluted basis, which is meant when none is said."""
    options = "clause granted\n    acme issues staff 2m shares\n        class options\n"
    text = FOUNDERS + options + "clause round\n    fund invests 2m in acme at 8m pre-money on 2025-03-01\n"
    assert last(company(text), "price:acme") == Fraction(8, 10)
    assert last(company(text + "        basis outstanding\n"), "price:acme") == 1


def test_the_three_bases() -> None:
    text = (
        FOUNDERS
        + "clause preferred\n    acme issues fund 2m shares at 1 on 2025-02-01\n        class a\n"
        + "        anti-dilution full ratchet\n"
        + "clause granted\n    acme issues staff 1m shares on 2025-03-01\n        class options\n"
        + "clause pool\n    acme reserves 1m shares for options on 2025-03-02\n"
        + "clause cheaper\n    acme issues late_fund 2m shares at 0.50 on 2025-04-01\n"
        + "clause w\n    acme issues seed_a warrant on 2m shares at 1\n        exercised when listing\n"
    )
    found = company(text, listing=None)
    assert stake(found, "fund", "outstanding") == Fraction(2, 12)
    assert stake(found, "fund", "as converted") == Fraction(4, 14)
    assert stake(found, "fund") == Fraction(4, 16)
    assert stake(found, "fund", "fully diluted") == Fraction(4, 18)
    assert stake(found, "seed_a", "fully diluted") == Fraction(2, 18)
    assert [units(found, "fund", basis) for basis in (None, "outstanding", "as converted")] == [2 * M, 2 * M, 4 * M]


# -- pools ---------------------------------------------------------------------------------------------------------


def test_a_pool_is_filled_up_to_its_part_and_never_emptied() -> None:
    text = (
        FOUNDERS
        + "clause pool\n    acme reserves 20% for options on 2025-02-01\n        basis fully diluted\n"
        + "clause granted\n    acme issues staff 1.5m shares on 2025-04-01\n        class options\n"
        + "clause again\n    acme reserves 20% for options on 2025-07-01\n        basis fully diluted\n"
        + "clause lower\n    acme reserves 5% for options on 2025-10-01\n        basis fully diluted\n"
    )
    found = company(text)
    pool = [Fraction(value) for value in found.output("units:options:acme").values]
    assert pool[:4] == [2 * M, M // 2, Fraction(9_500_000, 4), Fraction(9_500_000, 4)]
    assert stake(found, "options") == Fraction(20, 100)


def test_options_beyond_the_pool_are_new() -> None:
    text = (
        FOUNDERS
        + "clause pool\n    acme reserves 1m shares for options\n"
        + "clause granted\n    acme issues staff 1.5m shares on 2025-04-01\n        class options\n"
    )
    found = company(text)
    assert [units(found, "options"), units(found, "staff"), in_all(found)] == [0, 1_500_000, 9_500_000]


# -- notes ---------------------------------------------------------------------------------------------------------

NOTE = "clause note\n    seed_a pays acme 1m on 2025-01-31\n"


def test_a_note_converts_with_its_interest() -> None:
    """400 days after, at 8 % a year of 365 days."""
    text = FOUNDERS + NOTE + "clause converts\n    seed_a converts note into acme at 0.50 per share on 2026-03-07\n"
    text += "        interest 8% per year\n        class preferred\n"
    found = company(text, "monthly")
    owed = M * (1 + Fraction(8, 100) * 400 / 365)
    assert units(found, "seed_a") == 2 * owed
    assert {one.share_class for one in found.units if one.holder == "seed_a" and one.amount} == {"preferred"}


def test_at_maturity_converts_only_what_no_round_converted() -> None:
    text = (
        FOUNDERS
        + NOTE
        + "clause in_round\n    seed_a converts note into acme in series_a, discount 20%\n"
        + "        interest 8% per year\n"
        + "clause at_maturity\n    seed_a converts note into acme at 0.10 per share on 2027-01-31\n"
        + "clause series_a\n    fund invests 2m in acme at 8m pre-money when listing\n        convention pre-money\n"
    )
    early = company(text, listing="2026-01-31")
    assert units(early, "seed_a") == M * Fraction(108, 100) / Fraction(8, 10)
    late = company(text, listing="2027-06-30")
    assert units(late, "seed_a") == 10 * M
    never = company(text, listing=None)
    assert units(never, "seed_a") == 10 * M


def test_the_most_favourable_of_cap_and_discount() -> None:
    def became(cap: str) -> Fraction:
        text = (
            FOUNDERS
            + NOTE
            + f"clause in_round\n    seed_a converts note into acme in series_a, cap {cap} pre-money, discount 20%\n"
            + "clause series_a\n    fund invests 2m in acme at 8m pre-money on 2025-06-30\n"
            + "        convention pre-money\n"
        )
        return units(company(text), "seed_a")

    assert became("6m") == 1_000_000 * Fraction(8, 6)
    assert became("7m") == 1_000_000 / Fraction(8, 10)


def test_terms_as_favourable_as_those_of_others() -> None:
    """A most favoured SAFE takes the best of its own terms and those it names, whatever the round makes best."""

    def became(second: str, third: str) -> list[Fraction]:
        text = FOUNDERS + "".join(
            f"clause safe_{n}\n    seed_{n} invests 1m in acme on 2025-02-01\n"
            f"clause seed_{n}_converts\n    seed_{n} converts safe_{n} into acme in series_a{terms}\n"
            for n, terms in (
                ("a", "\n        as favourable as seed_b_converts, seed_c_converts"),
                ("b", second),
                ("c", third),
            )
        )
        text += "clause series_a\n    fund invests 2m in acme at 16m pre-money on 2025-06-30\n"
        found = company(text + "        convention percentage ownership\n")
        assert last(found, "price:acme") * (8 * M + sum(units(found, f"seed_{n}") for n in "abc")) == 16 * M
        return [units(found, f"seed_{n}") for n in "abc"]

    by_cap = became(", cap 10m post-money", ", discount 20%")
    assert by_cap[0] == by_cap[1] > by_cap[2]
    by_discount = became(", cap 15m post-money", ", discount 20%")
    assert by_discount[0] == by_discount[2] > by_discount[1]
    neither = became(", cap 30m post-money", ", discount 0%")
    assert neither[0] == neither[1] == neither[2]


def test_a_valuation_of_its_own() -> None:
    text = FOUNDERS + NOTE + "clause converts\n    seed_a converts note into acme at 4m {} when listing\n"
    before = company(text.format("pre-money"), listing="2026-05-05")
    after = company(text.format("post-money"), listing="2026-05-05")
    assert [stake(before, "seed_a"), stake(after, "seed_a")] == [Fraction(1, 5), Fraction(1, 4)]


LEFT_OUT = [
    (
        "in series_a, cap 6m",
        "converts",
        "its shares: its cap does not say whether it is pre-money or post-money",
    ),
    ("when listing", "converts", "its shares: nothing says at which price it converts"),
    (
        "in series_a, discount 20%",
        "series_a",
        "its shares: it does not state its convention: notes convert in it, and it decides the price",
    ),
]


@pytest.mark.parametrize(("terms", "clause", "why"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_what_the_text_does_not_say_is_not_guessed(terms: str, clause: str, why: str) -> None:
    text = FOUNDERS + NOTE + f"clause converts\n    seed_a converts note into acme {terms}\n"
    if "convention" in why or "cap" in terms:
        text += "clause series_a\n    fund invests 2m in acme at 8m pre-money on 2025-06-30\n"
    found = company(text, whole=False)
    assert (clause, why) in found.program.left_out


def test_what_happens_in_a_round_that_is_left_out_is_named() -> None:
    text = (
        FOUNDERS
        + NOTE
        + "clause converts\n    seed_a converts note into acme in series_a, discount 20%\n"
        + "clause pool\n    acme reserves 10% for options in founding\n        basis fully diluted\n"
        + "clause series_a\n    fund invests 2m in acme at 8m pre-money on 2025-06-30\n"
    )
    left_out = company(text, whole=False).program.left_out
    assert ("converts", "its shares: series_a, in which it happens, is left out") in left_out
    assert ("pool", "its shares: `founding` is no round of acme") in left_out


def test_a_loan_does_not_convert_too() -> None:
    text = (
        FOUNDERS
        + "clause loan\n    seed_a lends acme 1m on 2025-01-31\n"
        + "clause converts\n    seed_a converts loan into acme at 1 per share on 2026-01-31\n"
    )
    reason = "its shares: `loan` is a loan that is repaid in money: it does not convert too"
    assert ("converts", reason) in company(text, whole=False).program.left_out


def test_notes_that_would_take_the_whole_company_do_not_convert() -> None:
    text = (
        FOUNDERS
        + NOTE
        + "clause other\n    seed_b pays acme 1m on 2025-01-31\n"
        + "clause one\n    seed_a converts note into acme, cap 2m post-money when listing\n"
        + "clause two\n    seed_b converts other into acme, cap 2m post-money when listing\n"
    )
    found = company(text, listing="2026-05-05")
    assert [units(found, "seed_a"), units(found, "founders")] == [0, 8 * M]


def test_a_stake_on_a_basis_can_be_part_of_an_amount() -> None:
    text = (
        FOUNDERS
        + "clause granted\n    acme issues staff 2m shares\n        class options\n"
        + "clause dividend\n    acme pays founders stake(founders, acme, {}) * 10m yearly\n    from 2026-01-01\n"
    )
    for basis, paid in (("outstanding", 10 * M), ("fully diluted", 8 * M)):
        found = company(text.format(basis), "yearly")
        assert [int(row[4]) for row in ledger(found)] == [paid, paid]


@pytest.mark.parametrize("convention", ["pre-money", "percentage ownership", "dollars invested"])
def test_a_post_money_valuation_with_a_note_that_converts(convention: str) -> None:
    """10m post-money with 2m new; the note converts at its cap of 8m pre-money, 1m shares beside 8m, or at the price.

    Post-money is what all is worth after the round, but by the pre-money convention, which leaves the note out.
    """
    text = (
        FOUNDERS
        + NOTE
        + "clause converts\n    seed_a converts note into acme in series_a, cap 8m pre-money\n"
        + "clause series_a\n    fund invests 2m in acme at 10m post-money on 2025-06-30\n"
        + f"        convention {convention}\n"
    )
    found = company(text)
    price = last(found, "price:acme")
    counted = in_all(found) - (units(found, "seed_a") if convention == "pre-money" else 0)
    assert price * counted == 10 * M
    assert units(found, "fund") == 2 * M / price
    assert units(found, "seed_a") == max(M, M / price)


def test_a_note_converts_in_a_round_priced_per_share() -> None:
    """The price needs no convention; the cap of 4m pre-money is better than 2.50 a share."""
    text = (
        FOUNDERS
        + NOTE
        + "clause converts\n    seed_a converts note into acme in series_a, cap 4m pre-money\n"
        + "clause series_a\n    fund invests 5m in acme at 2.50 per share on 2025-06-30\n"
    )
    found = company(text)
    assert [units(found, "seed_a"), units(found, "fund")] == [2 * M, 2 * M]


def test_two_rounds_in_one_period_follow_their_days_not_their_places() -> None:
    """The round written first comes later in the month."""
    text = (
        FOUNDERS
        + "clause second\n    late_fund invests 8m in acme at 8m pre-money on 2025-05-20\n"
        + "clause first\n    fund invests 4m in acme at 4m pre-money on 2025-05-10\n"
    )
    found = company(text)
    assert [units(found, "fund"), units(found, "late_fund")] == [8 * M, 16 * M]


def test_money_of_another_currency_is_converted() -> None:
    """1.8m EUR at 8m USD pre-money, and a note of 1m EUR: each at the rate of its day."""
    rate = "driver eur_usd in USD per EUR\n    known 2025-01-01 1.00, 2025-06-30 1.25\n"
    text = (
        rate
        + FOUNDERS
        + "clause note\n    seed_a pays acme 1m EUR on 2025-01-31\n"
        + "clause converts\n    seed_a converts note into acme at 1.00 EUR per share on 2025-06-30\n"
        + "clause round\n    fund invests 1.8m EUR in acme at 8.8m pre-money on 2025-07-10\n"
    )
    found = company(text, "monthly")
    assert [units(found, "seed_a"), units(found, "fund")] == [800_000, 2_250_000]
    assert last(found, "price:acme") == 1
    left_out = company(text.replace(rate, ""), whole=False).program.left_out
    assert any(name == "round" and "it is in EUR" in why for name, why in left_out)
