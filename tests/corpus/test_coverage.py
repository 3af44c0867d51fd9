"""What the corpus covers: many faulty deals, and every code that the source can tell of."""

import re

from tests.corpus.test_corpus import DEALS
from tests.docs.pages import DOCS, blocks
from tests.docs.test_pages import codes_in_the_source

_TOLD = re.compile(r"^\S+ (?:error|warning|note)\[(?P<code>[a-z0-9-]+)\]", re.MULTILINE)
"""The head of a diagnostic, in an expectation and on the page of its code."""

SHOWN_BY_COMMANDS = frozenset({"file-not-found", "file-not-readable", "not-a-file"})
"""Faults of files that cannot be opened: a text cannot have them. Their pages run commands."""

OTHER_TEXTS = (("python",), ("csv",))
"""Examples that are no deals: texts too odd to print, courses of events. Their pages are run too, and those of JSON."""


def _expected() -> dict[str, str]:
    return {path.stem: path.with_suffix(".expected").read_text("utf-8") for path in DEALS}


def test_two_hundred_faulty_deals_are_told_exactly() -> None:
    assert sum(1 for expected in _expected().values() if expected) >= 200


def test_every_code_is_told_in_the_corpus_or_on_its_page() -> None:
    told = set(_TOLD.findall("".join(_expected().values())))
    for page in (DOCS / "errors").glob("*.md"):
        told |= set(_TOLD.findall(page.read_text("utf-8"))) & {page.stem}
        if page.stem.startswith("json-") or any(block.info[:1] in OTHER_TEXTS for block in blocks(page)):
            told.add(page.stem)
    assert codes_in_the_source() - told - SHOWN_BY_COMMANDS == set()


def test_a_first_mistake_is_one_fault_with_advice() -> None:
    for path in DEALS:
        if path.parent.name == "first_time" and path.stem != "includes-a-file-that-is-not-there":
            expected = path.with_suffix(".expected").read_text("utf-8")
            errors = [line for line in expected.splitlines() if " error[" in line]
            assert len(errors) == 1 or (not errors and " warning[" in expected), path.name
            assert "\n  help: " in expected, path.name
