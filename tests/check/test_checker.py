"""The checker as a whole: places, order, kinds of severity, and time."""

from pathlib import Path
from time import process_time

import pytest
from bench.generate import deal_text

from termwise.base.diagnostic import Diagnostic, in_order
from termwise.base.source import SourceText
from termwise.check.checker import check
from termwise.elaborate.deal import elaborate
from termwise.model.deal import Deal
from termwise.model.without_spans import without_spans
from termwise.syntax.parser import parse

CORPUS = Path(__file__).parents[1] / "corpus" / "check"
DEALS = sorted(CORPUS.glob("*.deal"))


def _deal(text: str) -> Deal:
    elaborated = elaborate((parse(SourceText("check.deal", text)).tree,))
    assert elaborated.deal is not None, elaborated.diagnostics
    return elaborated.deal


def _opinions(found: tuple[Diagnostic, ...]) -> set[tuple[str, str, str, str | None]]:
    return {(d.code, d.severity, d.message, d.help) for d in found}


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
def test_a_deal_built_without_text_gets_the_same_opinions(path: Path) -> None:
    deal = _deal(path.read_text("utf-8"))
    assert _opinions(check(without_spans(deal))) == _opinions(check(deal))


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
def test_opinions_come_in_order_with_a_place_and_a_remedy(path: Path) -> None:
    found = check(_deal(path.read_text("utf-8")))
    assert found == in_order(found)
    for diagnostic in found:
        assert diagnostic.span is not None
        assert diagnostic.help
        assert diagnostic.message[-1] not in ".!"
        assert diagnostic.message[0].islower() or diagnostic.message[0] in "`0123456789"


def _seconds(lines: int) -> float:
    deal = _deal(deal_text(lines))
    times = []
    for _ in range(3):
        begun = process_time()
        check(deal)
        times.append(process_time() - begun)
    return min(times)


def test_time_grows_with_the_length_of_the_deal() -> None:
    """Four times the lines take about four times as long; all pairs of clauses would take sixteen times."""
    assert _seconds(8_000) < 9 * _seconds(2_000) + 0.05


def _crowded(clauses: int) -> str:
    """One buyer, one asset, and as many promises as there are days, each for one day."""
    head = _HEAD + "".join(f'party rival_{n} "Rival {n}", company\n' for n in range(5))
    promises = (
        f"\nclause promise_{n}\n    buyer buys compute only from rival_{n % 5}\n"
        f"    from 20{24 + n // 336:02}-{1 + n // 28 % 12:02}-{1 + n % 28:02}\n"
        f"    through 20{24 + n // 336:02}-{1 + n // 28 % 12:02}-{1 + n % 28:02}\n"
        for n in range(clauses)
    )
    return head + "".join(promises)


_HEAD = """\
deal "Crowded"
    currency USD
    period 2024-01-01 through 2039-12-31
    today 2026-03-01

party buyer "Buyer Inc.", company
asset compute "Capacity"
"""


def test_many_promises_about_one_asset_are_swept_and_not_paired() -> None:
    codes = {d.code for d in check(_deal(_crowded(600)))}
    assert "exclusivities-clash" not in codes
