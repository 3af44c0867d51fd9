"""Expectations on shares that only a run counts: conversions, options, pools, protection against dilution."""

from termwise.session.opening import load_text
from termwise.session.outcomes import Outcome

HEAD = """deal "Acme"
    currency USD
    period 2025-01-01 through 2026-12-31, monthly
    today 2025-12-31

party acme "Acme, Inc.", company
party founders "Founders", group
party angel "Angel", fund
party fund "Fund I", fund

event listing by acme
    likely 60%, between 2026-02 and 2030

driver acme_valuation in USD
    known 2025-12-31 20m

clause founding
    acme issues founders 8m shares
clause safe
    angel invests 1m in acme on 2025-02-01
clause safe_converts
    angel converts safe into acme in series_a, cap 10m post-money
clause series_a
    fund invests 5m in acme at 15m pre-money on 2025-06-16
        convention percentage ownership
clause pool
    acme reserves 10% for options in series_a
        basis fully diluted

expect
"""


def outcomes(*lines: str, more: str = "") -> list[Outcome]:
    text = HEAD.replace("\nexpect\n", f"\n{more}\nexpect\n") + "".join(f"    {line}\n" for line in lines)
    session = load_text(text, "acme.deal")
    assert not [d.message for d in session.diagnostics if d.severity == "error"]
    return list(session.expectations())


def test_what_converts_in_a_round_is_counted_by_the_run() -> None:
    found = outcomes(
        "on 2025-12-31: stake(fund, acme) = 25%",
        "on 2025-12-31: stake(angel, acme) = 6.5%",
        "on 2025-12-31: stake(founders, acme, outstanding) = 65%",
        "on 2025-12-31: units(founders, acme) = 8m shares",
        "on 2025-12-31: value(fund, acme) = 5m",
    )
    told = [(one.text, one.result, one.came_out) for one in found]
    assert [one.result for one in found] == ["passed"] * 5, told


def test_a_wrong_expectation_says_what_came_out() -> None:
    (found,) = outcomes("on 2025-12-31: stake(fund, acme) = 20%")
    assert (found.result, found.came_out) == ("failed", "stake(fund, acme) is 25% on the central course")


def test_a_warrant_that_is_exercised_by_a_policy_is_counted_by_the_run() -> None:
    text = "clause w\n    acme issues angel warrant on 2m shares at 1\n        exercised when vested\n"
    text += "    from 2025-09-01\n"
    found = outcomes(
        "on 2025-08-31: units(angel, acme) < 1m shares", "on 2025-12-31: units(angel, acme) > 2m shares", more=text
    )
    assert [one.result for one in found] == ["passed"] * 2


def test_before_the_round_the_clauses_tell() -> None:
    (found,) = outcomes("on 2025-01-31: stake(founders, acme) = 100%")
    assert (found.result, found.came_out) == ("passed", "stake(founders, acme) is 100%")


def test_a_safe_counts_fully_diluted_before_it_converts() -> None:
    (found,) = outcomes("on 2025-03-31: stake(angel, acme, fully diluted) = 10%")
    assert (found.result, found.came_out) == (
        "passed",
        "stake(angel, acme, fully diluted) is 10% on the central course",
    )


def test_within_a_period_of_change_only_the_last_day_is_told() -> None:
    (found,) = outcomes("on 2025-06-20: stake(fund, acme) = 25%")
    why = "the run counts shares as each period leaves them, and here they change: ask on 2025-06-30"
    assert (found.result, found.came_out) == ("open", why)


def test_what_an_event_leaves_open_stays_open() -> None:
    text = "clause more\n    acme issues angel 1m shares\n    requires listing by 2026-11-30\n"
    (found,) = outcomes("on 2026-12-31: stake(founders, acme) < 70%", more=text)
    assert found.result == "open"


def test_what_is_not_run_whole_stays_open() -> None:
    text = "clause other_safe\n    angel converts other into acme, cap 10m post-money on 2025-03-01\nasset other\n"
    (found,) = outcomes("on 2025-12-31: stake(fund, acme) = 25%", more=text)
    why = "other_safe is not run whole: its shares: no money is paid to acme under `other`"
    assert (found.result, found.came_out) == ("open", why)


def test_money_without_a_price_leaves_shares_open() -> None:
    text = "clause more\n    angel invests 2m in acme on 2025-08-01\n"
    (found,) = outcomes("on 2025-12-31: stake(fund, acme) = 25%", more=text)
    why = "`more` is money for no stated price, and nothing converts it: what it gives of acme is open"
    assert (found.result, found.came_out) == ("open", why)


def test_what_is_not_public_stays_open() -> None:
    text = "clause more\n    acme issues angel undisclosed 1m to 2m shares on 2025-08-01\n"
    (found,) = outcomes("on 2025-12-31: stake(fund, acme) < 25%", more=text)
    assert (found.result, found.came_out) == ("open", "it rests on what is not public: more: angel")
