"""Generated pages are what their generators write."""

import runpy

from tests.docs.pages import DOCS


def test_the_grammar_page_is_the_grammar() -> None:
    written = runpy.run_path(str(DOCS / "language" / "generate.py"))["page"]()
    assert (DOCS / "language" / "grammar.md").read_text("utf-8") == written, "run `make grammar`"
