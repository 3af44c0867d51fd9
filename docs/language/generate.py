"""Writes `grammar.md` beside this file from the docstrings of the parser (`make grammar`)."""

from pathlib import Path
from textwrap import wrap

from termwise.syntax.grammar import grammar

INTRODUCTION = """\
# The grammar

Collected from the docstrings of the parser, which is recursive descent by hand: one function, one production.
The tests write random texts from this page and read them back.
"""


def page() -> str:
    """The grammar as a MyST page: the notation, then a section for each chapter."""
    notation, *chapters = grammar().split("\n# ")
    parts = [INTRODUCTION, "## Notation\n", f"```text\n{notation.strip()}\n```\n"]
    for chapter in chapters:
        title, _, productions = chapter.partition("\n")
        lines = [line for production in productions.strip().splitlines() for line in folded(production)]
        parts += [f"## {title}\n", "```text\n" + "\n".join(lines) + "\n```\n"]
    return "\n".join(parts)


def folded(production: str) -> list[str]:
    """A production in lines of at most 110 characters, the later ones indented."""
    return wrap(production, 110, subsequent_indent="        ", break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    Path(__file__).with_name("grammar.md").write_text(page(), "utf-8")
