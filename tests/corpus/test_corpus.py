"""Every deal of the corpus brings up exactly the diagnostics that its `.expected` file says, in order."""

from pathlib import Path

import pytest

from tests.corpus.reading import diagnostics, report

FOLDER = Path(__file__).parent
DEALS = sorted(FOLDER.rglob("*.deal"))


def test_the_corpus_is_large() -> None:
    assert len(DEALS) >= 200


@pytest.mark.parametrize("path", DEALS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_deal_brings_up_what_is_expected(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text("utf-8")
    assert report(diagnostics(path.read_bytes())) == expected


def test_no_expectation_is_left_without_its_deal() -> None:
    assert {path.with_suffix(".deal") for path in FOLDER.rglob("*.expected")} == set(DEALS)
