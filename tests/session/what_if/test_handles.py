"""Handles: what can be moved, how far, and the line of a scenario that says so."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from termwise.session import load
from termwise.session.what_if import Handle, UnknownSettingError, handles, read_setting, scenario_text, setting_text

EXAMPLES = Path(__file__).parents[3] / "examples"
FILM = load(EXAMPLES / "film-waterfall" / "film-waterfall.deal")


def _by_key() -> dict[str, Handle]:
    return {one.key: one for one in handles(FILM)}


def test_every_growth_of_a_driver_is_a_handle_of_its_own() -> None:
    found = _by_key()
    first, then = found["growth:streaming"], found["growth:streaming:2"]
    assert (first.label, first.declared) == (
        "Platforms and television: growth until 2029",
        "normal -5% to 15% per year",
    )
    assert (first.low, first.high, first.current) == (Decimal("-0.15"), Decimal("0.25"), Decimal("0.05"))
    assert then.line == "streaming grows normal -5% to 15% per year until 2029, then -17.4% per year"


def test_days_begin_after_what_is_known() -> None:
    award = _by_key()["day:award"]
    assert (award.low, award.high, award.current) == (date(2027, 4, 1), date(2034, 12, 31), None)
    with pytest.raises(
        UnknownSettingError, match="`day:award` cannot be before 2027-04-01: what was known then is known"
    ):
        read_setting(award, "2026-01-01")


def test_settings_are_read_as_they_are_said() -> None:
    found = _by_key()
    award, growth = found["day:award"], found["growth:cinemas"]
    assert read_setting(award, "never") is None
    assert setting_text(award, read_setting(award, "2028-06-30")) == "2028-06-30"
    assert setting_text(growth, read_setting(growth, "-0.5")) == "-50% per year"
    for text, why in (("soon", "`soon` is no number"), ("NaN", "is set to a number"), ("-2", "cannot be below -100%")):
        with pytest.raises(UnknownSettingError, match=why):
            read_setting(growth, text)


def test_a_scenario_says_what_is_set() -> None:
    settings = {"day:award": None, "level:presales": Decimal(2_000_000), "growth:streaming:2": Decimal("-0.2")}
    assert scenario_text("my_case", settings, FILM.deal, "prize") == (
        "scenario my_case extends prize\n"
        "    presales is 2m per year\n"
        "    streaming grows normal -5% to 15% per year until 2029, then -20% per year\n"
        "    award never\n"
    )


@pytest.mark.parametrize(
    ("name", "settings", "why"),
    [
        ("prize", {}, "the deal has a scenario `prize` already"),
        ("My case", {}, "`My case` cannot be the name of a scenario"),
        ("mine", {"day:ipo": None}, "the deal has nothing that `day:ipo` could set"),
        ("mine", {"tempo:award": None}, "`tempo:award` is no key of a handle"),
        ("mine", {"growth:cinemas:2": Decimal(0)}, "`cinemas` does not grow in 2 ways, one after the other"),
    ],
)
def test_what_cannot_be_set_is_said(name: str, settings: dict[str, Decimal | None], why: str) -> None:
    with pytest.raises(UnknownSettingError, match=why):
        scenario_text(name, settings, FILM.deal)
