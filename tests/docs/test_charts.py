"""The page of charts shows what the tool draws of the shipped deals, and says it to those who cannot see it."""

import re
import runpy
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, blocks
from tests.report.charts.nets import alive, parsed

FOLDER = DOCS / "charts"
PAGE = DOCS / "charts.md"
DRAWN = sorted(path.stem for path in FOLDER.glob("*.svg"))
WITHOUT_FUTURES = ("history", "ledger", "ownership")


def test_every_kind_is_shown_with_its_words_and_nothing_lives_in_it() -> None:
    shown = re.findall(r"!\[([^]]*)\]\(charts/(\w+)\.svg\)", PAGE.read_text("utf-8"))
    kinds = runpy.run_path(str(FOLDER / "generate.py"))["SHOWN"]
    assert sorted(name for _, name in shown) == sorted(kinds) == DRAWN
    for words, name in shown:
        document = (FOLDER / f"{name}.svg").read_text("utf-8")
        assert words == parsed(document)[1].text, name
        assert alive(document) == [], name


@pytest.mark.parametrize("name", WITHOUT_FUTURES)
def test_a_picture_of_the_page_is_what_is_drawn_today(name: str) -> None:
    written = runpy.run_path(str(FOLDER / "generate.py"))["drawing"](name)
    again = f"run `python docs/charts/generate.py {name}`"
    assert (FOLDER / f"{name}.svg").read_text("utf-8") == written, again


def test_the_python_of_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples")
    (block,) = (one for one in blocks(PAGE) if one.info == ("python",))
    names: dict[str, object] = {}
    exec(block.body.replace("microsoft-openai.deal", "amd-openai-warrant.deal"), names)  # noqa: S102 - our own page
    assert str(names["text"]).startswith("<svg ")
    assert Path("amd-openai-warrant.deal").is_file()
