"""The report on paper: pages with heads, the same bytes twice, links that stay inside."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from termwise.report.html.page import html
from termwise.report.pdf import pdf
from tests.report.reports import licence, pharma

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not there")


@cache
def _pdf() -> bytes:
    return pdf(html(pharma(), for_paper=True))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path: Path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(_pdf())
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def test_every_part_is_on_paper(pages: list[str]) -> None:
    text = "\n".join(pages)
    for part in ("Summary", "Terms", "Rights calendar", "Economics", "What is not known", "Sources"):
        assert part in text
    assert "step by step, back to the clause" in text


def test_pages_are_numbered_and_headed(pages: list[str]) -> None:
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
    assert all("Licence of veloxamab" in page.splitlines()[0] for page in pages[1:])


def test_explanations_are_unfolded(pages: list[str]) -> None:
    assert "on the central course" in " ".join("\n".join(pages).split())


def test_the_same_bytes_twice() -> None:
    page = html(licence(), for_paper=True)
    assert pdf(page) == pdf(page)


def test_paper_is_light() -> None:
    assert "var(--c1" not in html(pharma(), for_paper=True).partition("</style>")[2]
