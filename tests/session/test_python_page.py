"""The page about Python does what it says."""

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    test = doctest.DocTestParser().get_doctest(page, {}, "docs/python.md", "docs/python.md", 0)
    assert len(test.examples) > 15
    assert doctest.DocTestRunner().run(test).failed == 0
