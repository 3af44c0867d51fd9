"""A directive that could not be read is told once: uses of what it would have declared are no faults of their own."""

from pathlib import Path

import pytest

from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.elaborate.includes import gather, gather_text
from termwise.syntax.parser import parse
from termwise.syntax.tree import Lost
from tests.elaborate.reading import HEADING, faults_of, read

MEANWHILE = "until it is read, names declared nowhere else are not reported"
FIRST = HEADING.count("\n") + 2
"""The line on which a text after the heading begins."""

USES = {
    "driver": ("driver sales\n    known 2025 13bn\n", "openai pays microsoft 20% of sales quarterly"),
    "event": ('event "Listing"\n    on 2025-01-01\n', "openai pays microsoft 5bn on listing"),
    "party": ('party "SoftBank"\n', "softbank pays openai 5bn on 2025-01-01"),
    "asset": ("asset\n", "openai grants microsoft use of openai.weights"),
    "amendment": (
        "amendment accord signed October, binding\n    clause fee\n        openai pays oracle 5bn yearly\n",
        "openai pays microsoft 5bn yearly\n    overrides fee",
    ),
    "clause": ("clause\n    openai pays microsoft 5bn yearly\n", "openai pays oracle 5bn yearly\n    overrides fee"),
    "another word": ('company softbank "SoftBank"\n', "softbank pays openai 5bn yearly"),
    "a slip in it": ('partty softbank "SoftBank", company\n', "softbank pays openai 5bn yearly"),
    "capitals": ('party SoftBank "SoftBank"\n', "softbank pays openai 5bn yearly"),
    "a sentence": ("clause fee\n    openai payz oracle 5bn\n", "openai pays oracle 5bn yearly\n    overrides fee"),
}


@pytest.mark.parametrize(("declaration", "use"), USES.values(), ids=USES)
def test_uses_of_a_lost_declaration_are_not_reported(declaration: str, use: str) -> None:
    (fault,) = faults_of(f"\n{declaration}\nclause user\n    {use}\n")
    assert fault.span is not None
    assert fault.span.line < FIRST + declaration.count("\n")


def test_the_parser_hands_on_what_is_lost() -> None:
    text = "driver d\nevent\namendment a signed soon\n    clause c\n        b pays d 5bn\ninclude parts\nfirm x\n"
    tree = parse(SourceText("test.deal", text)).tree
    assert tree.lost == (
        Lost("driver", "d"),
        Lost("event", None),
        Lost("clause", "c"),
        Lost("amendment", "a"),
        Lost(None, None),
        Lost(None, "x"),
    )


def test_other_names_are_still_reported() -> None:
    faults = faults_of("\ndriver sales\n\nclause x\n    openai pays microsft 5% of sales monthly\n")
    assert [fault.code for fault in faults] == ["unfinished-line", "unknown-name"]


def test_a_lost_kind_hides_only_names_of_that_kind() -> None:
    faults = faults_of("\nevent\n\nclause x\n    openai pays microsft 5bn on listing\n")
    assert [fault.message for fault in faults if fault.code == "unknown-name"] == ["no party is called `microsft`"]


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("currency USD", "curency USD"),
        ("period 2020-01-01 through 2034-12-31", "period 2020 to 2034"),
        ("today 2025-10-29", "today 29 October"),
        ('deal "Test"', "deal Test"),
    ],
)
def test_a_lost_line_of_the_deal_is_not_missing_too(line: str, lost: str) -> None:
    _, faults = read(f"{HEADING.replace(line, lost)}\nclause x\n    openai pays microsoft 5bn on 2026-01-01\n")
    assert len(faults) == 1


def test_an_event_whose_day_is_lost_is_known_without_a_second_fault() -> None:
    assert len(faults_of("\nevent e\n    on last Tuesday\n    known from 2025-01-01\n")) == 1


def test_lines_under_a_faulty_sentence_are_checked() -> None:
    faults = faults_of(
        "\nclause x\n    openai mays terminate\n        notice 30 days\n"
        "        effective only when ippo\n    until ippo\n"
    )
    assert [(fault.code, fault.span.line) for fault in faults if fault.span] == [
        ("missing-verb", FIRST + 1),
        ("unknown-name", FIRST + 3),
        ("unknown-name", FIRST + 4),
    ]


def test_lines_of_a_change_are_not_held_against_a_sentence_that_is_lost() -> None:
    text = (
        "\nclause x\n    openai mays terminate\n"
        "amendment a signed 2025-01-01, binding\n    change x\n        notice 30 days\n"
        "    change y\n        openai paid microsoft 5bn\n        cure 30 days\n"
        "clause y\n    openai pays microsoft 4bn on 2026-01-01\n"
    )
    assert [fault.code for fault in faults_of(text)] == ["missing-verb", "missing-verb"]


def test_a_distribution_whose_rows_are_lost_has_no_second_fault() -> None:
    assert len(faults_of("\nclause x\n    openai distributes profit yearly\n        first 13bn oracle 75%\n")) == 1


def test_an_unknown_currency_is_told_once() -> None:
    _, faults = read(
        HEADING.replace("currency USD", "currency usd") + "\nclause x\n    openai pays microsoft 5bn yearly\n"
    )
    assert [fault.code for fault in faults] == ["unknown-unit"]


def test_names_are_not_reported_while_an_include_is_unread(tmp_path: Path) -> None:
    main = tmp_path / "main.deal"
    main.write_text(f'include "a.deal"\ninclude "b.deal"\n{HEADING}\nclause x\n    alpha pays beta 5bn on gamma\n')
    gathered = gather(main)
    assert [fault.help for fault in gathered.diagnostics] == [
        "it was looked for at `a.deal` in the deal's folder; " + MEANWHILE,
        "it was looked for at `b.deal` in the deal's folder",
    ]
    assert elaborate(gathered.trees).diagnostics == ()


def test_the_deal_itself_may_stand_in_an_unread_part() -> None:
    gathered = gather_text(SourceText("main.deal", 'include "deal.deal"\nparty openai\n'), None)
    assert [fault.code for fault in gathered.diagnostics] == ["include-unreadable"]
    assert elaborate(gathered.trees).diagnostics == ()
