"""Markdown: the agreement in headings, quotations and lists, and no text of a deal that becomes markup."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termwise.report.agenda import Agenda, Entry
from termwise.report.contract import Author, Block, Contract, Paragraph
from termwise.report.inert import inert
from termwise.report.markdown import document
from termwise.report.markdown.escape import escaped
from termwise.session import load_text
from termwise.session.agenda import agenda
from termwise.session.contract import contract
from tests.report.test_docx import DEAL

markdown_it = pytest.importorskip("markdown_it")
DAY = date(2025, 1, 1)

PAGE = """\
### 1. Licence

> label grants service use of songs
>
> - through 2029-06-30 (that day included)

- Applies from 2024-01-01 through 2029-06-30
- Clause licence
- Who said it:
  - written in the original text, 2024-01-01
  - “end” changed from “through 2027-06-30” to “through 2029-06-30” by longer, signed 2025-02-01, binding

### 2. Royalty
"""


def test_a_page() -> None:
    session = load_text(DEAL)
    view = session.view(known_by=date(2025, 3, 1))
    found = document(contract(session, view), agenda(session, view, date(2025, 3, 1), date(2027, 1, 1)).agenda)
    assert PAGE in found
    assert found.startswith("# Songs\n\n*On 2025-03-01: as known on 2025-03-01, binding text only*\n")
    assert "\n\n\n" not in found
    assert "## Calendar\n\n| day | what | in words |\n|---|---|---|\n| 2025-12-31 | Royalty: due |" in found
    assert found.endswith("\n*End of the agreement.*\n")


def tokens(text: str) -> Iterator[Any]:
    for token in markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        yield token
        yield from token.children or ()


KINDS = {
    *("inline", "text", "text_special", "softbreak", "em_open", "em_close", "hr"),
    *(
        f"{kind}_{end}"
        for kind in ("paragraph", "heading", "blockquote", "bullet_list", "list_item", "table", "thead", "tbody")
        for end in ("open", "close")
    ),
    *(f"{kind}_{end}" for kind in ("tr", "th", "td") for end in ("open", "close")),
}


def hostile(text: str) -> str:
    by = Author(text, DAY)
    styles = ("title", "subtitle", "section", "plain", "clause", "words", "term", "note", "source")
    blocks = [Block(style, (Paragraph(style, text),), by, (text,)) for style in styles]  # type: ignore[arg-type]
    entry = Entry(("x",), "x", DAY, DAY, text, (text,))
    return document(Contract(text, DAY, tuple(blocks)), Agenda(text, text, DAY, (entry,)))


@given(st.text(max_size=30))
@example("<script>alert(1)</script> &lt; <!-- x")
@example("[a](javascript:x) ![b](http://c) [d]: e <http://f>")
@example("a | b || c \\| d")
@example("1. x\n2) y\n- z\n# h\n> q\n=== \n---\n```\n")
@example("***_b_***~~s~~`c` $x$ __y__")
@example("+1")
def test_no_text_becomes_markup(text: str) -> None:
    assert {token.type for token in tokens(hostile(text))} - KINDS == set()


@given(st.text(max_size=40))
@example("12. a")
@example("a_b _c_ __d__ e_")
@example("&amp; &copy; \\* \\\\")
@example("see http://x.y or www.z.org or a@b.c")
def test_a_text_is_shown_as_it_stands(text: str) -> None:
    shown = "".join(token.content for token in tokens(f"x {escaped('x ' + text)}") if token.type.startswith("text"))
    assert shown == "x x " + " ".join(inert("x " + text).split())[2:] or shown == "x x"


def test_links_are_not_made_of_texts() -> None:
    assert escaped("http://x.y www.z.org a@b.c") == "http\\://x.y www\\.z.org a\\@b.c"
