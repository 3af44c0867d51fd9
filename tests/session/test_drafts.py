"""Texts that are typed and not saved stand in for files."""

from pathlib import Path

import pytest

from termwise.session import load

MAIN = """deal "Two files"
    currency USD
    period 2026-01-01 through 2030-12-31
    today 2026-01-01

include "parts/parties.deal"

clause licence
    b grants a use of engine
"""
PARTIES = 'party a "A"\nparty b "B"\nasset engine "The engine" of b\n'


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "parties.deal").write_text(PARTIES, "utf-8")
    path = tmp_path / "two.deal"
    path.write_text(MAIN, "utf-8")
    return path


def test_a_draft_stands_in_for_the_main_file(deal: Path) -> None:
    assert load(deal, {deal: MAIN.replace("Two files", "Typed")}).deal.title == "Typed"
    assert load(deal).deal.title == "Two files"


def test_a_draft_stands_in_for_a_part(deal: Path) -> None:
    part = deal.parent / "parts" / "parties.deal"
    found = load(deal, {part: PARTIES.replace('"A"', '"Another"')})
    assert found.deal.parties[0].full_name == "Another"


def test_a_draft_of_no_file_of_the_deal_is_not_read(deal: Path) -> None:
    assert load(deal, {deal.parent / "other.deal": "nonsense"}).usable


def test_a_draft_of_a_file_that_is_gone_is_read(deal: Path) -> None:
    deal.unlink()
    assert load(deal, {deal: MAIN}).deal.title == "Two files"


def test_half_a_character_is_a_fault_of_the_text(deal: Path) -> None:
    assert [fault.code for fault in load(deal, {deal: "deal \ud800"}).diagnostics] == ["not-utf-8"]
