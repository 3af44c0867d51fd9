"""The shipped deals when they are run: money and stakes move, on the central course and over simulated futures."""

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from termwise.model.expression import Call
from termwise.model.walk import parts
from termwise.session import Session, load
from termwise.session.futures import Futures
from termwise.session.ran import Ran
from termwise.view.view import View
from tests.examples.test_examples import DEALS, EXAMPLES

SHIPPED = tuple(path for path in DEALS if EXAMPLES in path.parents)
REFERENCE = SHIPPED[0]
BN = 10**9
PATHS = 512

each_deal = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)


@cache
def opened(path: Path) -> Session:
    """The deal of a file, read once for all tests."""
    return load(path)


@cache
def view_with_money(path: Path) -> View:
    """The deal's own view; of a letter that binds nobody, what was intended by it."""
    if path.stem == "nvidia-openai-letter":
        return opened(path).view(known_by=date(2025, 12, 31), lowest="non-binding")
    return opened(path).view()


@cache
def ran(path: Path) -> Ran:
    """The central course."""
    return opened(path).run(view_with_money(path))


@cache
def futures(path: Path) -> Futures:
    """A few hundred simulated futures."""
    return opened(path).simulate(view_with_money(path), paths=PATHS)


def in_all(path: Path) -> dict[tuple[str, str, str], Fraction]:
    """What moves in all by clause, payer and payee, as far as it falls due before the deal ends."""
    found: dict[tuple[str, str, str], Fraction] = {}
    for entry in ran(path).entries:
        key = (entry.clause, entry.payer, entry.payee)
        found[key] = found.get(key, Fraction(0)) + entry.amount
    return found


@each_deal
def test_money_moves(path: Path) -> None:
    assert sum(abs(amount) for amount in in_all(path).values()) > 10**6


@each_deal
def test_money_or_a_stake_is_expected(path: Path) -> None:
    speaks_of_it = ("paid", "cash", "purchased", "value", "stake", "units")
    calls = [part for one in opened(path).deal.expectations for part in parts(one.proposition)]
    assert sum(isinstance(call, Call) and call.function in speaks_of_it for call in calls) >= 5


@each_deal
def test_what_is_not_drawn_comes_out_as_on_the_central_course(path: Path) -> None:
    simulated = futures(path)
    drawn_somewhere = False
    for (clause, payer, payee), amount in in_all(path).items():
        output = f"paid in all:{clause}:{payer}:{payee}"
        spread = simulated.of(output)
        if spread.lowest == spread.highest:
            assert spread.mean.value == pytest.approx(float(amount), rel=1e-9)
        else:
            drawn_somewhere = True
            assert 0 < spread.mean.value < 20 * float(amount)
    assert drawn_somewhere or path.stem == "softbank-openai"


def test_of_a_letter_of_intent_nothing_binds() -> None:
    letter = next(path for path in SHIPPED if path.stem == "nvidia-openai-letter")
    assert opened(letter).run().entries == ()
    assert in_all(letter)["investment_intended", "nvidia", "openai"] <= 100 * BN
    reported = opened(letter).run(opened(letter).view(lowest="reported"))
    assert [(entry.clause, int(entry.amount)) for entry in reported.entries] == [("equity", 30 * BN)]


def test_no_stake_is_told_where_only_one_holder_is_known() -> None:
    outputs = {one.name for one in ran(REFERENCE).run.outputs}
    assert "units:openai:coreweave" in outputs
    assert not any(name.startswith("stake:") and name.endswith(":coreweave") for name in outputs)
    assert any(one.name == "coreweave" and "how many shares" in one.why for one in ran(REFERENCE).left_out)


def outcome(scenario: str | None) -> tuple[Fraction, tuple[Fraction, ...]]:
    """What Microsoft is paid in all, and what its stake is worth at the end of each month."""
    session = opened(REFERENCE)
    found = session.run(session.view(scenario=scenario))
    paid = sum(entry.amount for entry in found.entries if entry.payee == "microsoft")
    return Fraction(paid), tuple(Fraction(value) for value in found.run.output("value:microsoft:openai").values)


def test_scenarios_differ_in_money() -> None:
    early, none, antitrust = (outcome(name) for name in ("early_agi", "no_agi", "antitrust_action"))
    assert early[0] > none[0] > antitrust[0]
    assert early[1][-1] > none[1][-1] > antitrust[1][-1]
    # An earlier listing is worth something earlier, and no more in the end.
    listed = outcome("listing_without_agi")[1]
    assert max(mine - other for mine, other in zip(listed, none[1], strict=True)) > 0
    assert listed[-1] == none[1][-1]
    # Only what the panel verifies moves anything.
    assert outcome("declared_not_verified") == none
