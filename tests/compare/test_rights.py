"""Differences in rights: exactly the planted change, on exactly its days."""

from datetime import date

import pytest

from termwise.compare.difference import Differences
from termwise.session import Session, load_text

PARTNERSHIP = """deal "Partnership"
    currency USD
    period 2020-01-01 through 2029-12-31
    today 2025-06-30

party lab "Lab", company
party cloud "Cloud", company
party rival "Rival", company
party stranger "Stranger", company

asset models "Models" of lab
asset models.small "Small models" of lab
asset compute "Computing capacity"
asset weapons "Weapons"

field health "Health"

event ipo "Listing" by lab
    likely 60%, between 2026 and 2030

clause rights "Rights to the models"
    lab grants cloud use of models
    through 2027-12-31

clause only_cloud "Exclusive cloud"
    lab buys compute only from cloud
    until 2026-01-01

clause no_weapons "No weapons"
    lab must not build weapons

clause purchases "Purchases"
    lab buys compute from cloud, 1bn monthly
"""


def session(text: str) -> Session:
    read = load_text(text)
    assert [d for d in read.diagnostics if d.severity == "error"] == []
    return read


def compared(before: str, after: str) -> Differences:
    return session(before).diff(other=session(after))


Row = tuple[str, date, date | None, str, str]


def rows(found: Differences) -> list[Row]:
    return [(r.words, s.start, s.end, s.before, s.after) for r in found.rights for s in r.stretches]


PLANTED: list[tuple[str, str, list[Row]]] = [
    (
        "through 2027-12-31",
        "through 2028-12-31",
        [("cloud use models", date(2028, 1, 1), date(2029, 1, 1), "no", "yes")],
    ),
    (
        "grants cloud use",
        "grants cloud exclusive use",
        [("lab use models", date(2020, 1, 1), date(2028, 1, 1), "yes", "no")],
    ),
    (
        "until 2026-01-01",
        "until 2025-01-01",
        [
            ("lab buy compute from rival", date(2025, 1, 1), date(2026, 1, 1), "no", "yes"),
        ],
    ),
    ("must not build weapons", "may build weapons", [("lab build weapons", date(2020, 1, 1), None, "no", "yes")]),
    (
        "through 2027-12-31",
        "through 2027-12-31\n    except for models.small",
        [("cloud use models.small", date(2020, 1, 1), date(2028, 1, 1), "yes", "no")],
    ),
    (
        "through 2027-12-31",
        "until ipo",
        [
            ("cloud use models", date(2025, 7, 1), date(2028, 1, 1), "yes", "depends"),
            ("cloud use models", date(2028, 1, 1), None, "no", "depends"),
        ],
    ),
    ('"Rights to the models"', '"Licence"', []),
    ("1bn monthly", "2bn monthly", []),
]


@pytest.mark.parametrize(("old", "new", "expected"), PLANTED)
def test_exactly_the_planted_change(old: str, new: str, expected: list[Row]) -> None:
    assert rows(compared(PARTNERSHIP, PARTNERSHIP.replace(old, new))) == expected


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, new, _ in PLANTED])
def test_the_other_way_round(old: str, new: str) -> None:
    other = PARTNERSHIP.replace(old, new)
    forth, back = rows(compared(PARTNERSHIP, other)), rows(compared(other, PARTNERSHIP))
    assert forth == [(words, start, end, after, before) for words, start, end, before, after in back]


def test_nothing_differs_from_itself() -> None:
    one = session(PARTNERSHIP)
    assert one.diff().none
    assert one.diff().probed == 0
    assert one.diff(other=session(PARTNERSHIP)).none


def test_parts_that_differ_alike_are_told_together() -> None:
    found = compared(PARTNERSHIP, PARTNERSHIP.replace("through 2027-12-31", "through 2028-12-31"))
    assert [(r.words, r.alike) for r in found.rights] == [("cloud use models", ("cloud use models.small",))]


def test_reasons_of_the_first_day() -> None:
    found = compared(PARTNERSHIP, PARTNERSHIP.replace("through 2027-12-31", "through 2028-12-31"))
    ((stretch,),) = [right.stretches for right in found.rights]
    assert stretch.before_reason == "needs a grant from its owner, lab: no clause in force gives one"
    assert stretch.after_reason == "`rights` grants it"


def test_an_owner_declared_otherwise_changes_rights_without_any_clause() -> None:
    found = compared(PARTNERSHIP, PARTNERSHIP.replace('"Models" of lab', '"Models" of rival'))
    assert found.clauses == ()
    assert [d.name for d in found.declarations] == ["models"]
    assert ("cloud use models", date(2020, 1, 1), date(2028, 1, 1), "yes", "no") in rows(found)


def test_a_field_that_a_scope_cuts_by() -> None:
    limited = PARTNERSHIP.replace("through 2027-12-31", "through 2027-12-31\n    only for health")
    found = compared(PARTNERSHIP, limited)
    words = {words for right in found.rights for words in (right.words, *right.alike)}
    assert "cloud use models" in words
    assert "cloud use models for health" not in words


def test_two_views_of_one_deal() -> None:
    amended = PARTNERSHIP + (
        '\namendment longer "Longer" signed 2025-03-01, binding\n    change rights\n        through 2028-12-31\n'
    )
    read = session(amended)
    found = read.diff(read.view(known_by=date(2025, 2, 1)), read.view(known_by=date(2025, 6, 30)))
    assert rows(found) == [("cloud use models", date(2028, 1, 1), date(2029, 1, 1), "no", "yes")]


def test_a_right_cut_to_a_field_and_a_territory_is_asked_about_in_both() -> None:
    text = PARTNERSHIP.replace(
        'field health "Health"', 'field health "Health"\nterritory world "World"\nterritory world.europe "Europe"'
    ).replace("    through 2027-12-31", "    only for health, world.europe\n    through 2027-12-31")
    found = rows(compared(text, text.replace("through 2027-12-31", "through 2028-12-31")))
    act = "cloud use models for health in world.europe"
    assert found == [(act, date(2028, 1, 1), date(2029, 1, 1), "no", "yes")]


def test_rows_under_a_line_follow_it_after_a_colon() -> None:
    rows = "            from 0 USD: {}\n            from 5m USD: 7%\n"
    fee = f"\nclause fee\n    cloud pays lab 10% of 1bn yearly\n        tiers\n{rows}"
    found = compared(PARTNERSHIP + fee.format("5%"), PARTNERSHIP + fee.format("6%"))
    words = [part for clause in found.clauses for value in clause.values for part in (value.before, value.after)]
    assert "tiers: from 0 USD: 5%; from 5m: 7%" in words
    assert "tiers: from 0 USD: 6%; from 5m: 7%" in words
