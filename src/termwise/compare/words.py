"""A clause value by value, in the words of the language."""

from collections.abc import Iterator

from termwise.model.clause import Clause, Qualifiers
from termwise.model.text import qualifier_lines, sentence_lines
from termwise.view.agreement import Ending, Version
from termwise.view.course import Reach
from termwise.view.words import reach_words

_NOTHING = Qualifiers()


def clause_words(clause: Clause, currency: str) -> dict[str, str]:
    """Path -> words: "sentence", "terms" (the lines of its kind), each qualifier by its field's name."""
    lines = sentence_lines(clause.sentence, currency)
    words = {"sentence": lines[0]}
    if lines[1:]:
        words["terms"] = "; ".join(line.strip() for line in lines[1:])
    if clause.title is not None:
        words["title"] = clause.title
    return words | dict(_qualifier_words(clause.qualifiers, currency))


def _qualifier_words(qualifiers: Qualifiers, currency: str) -> Iterator[tuple[str, str]]:
    for field in Qualifiers.__struct_fields__:
        value = getattr(qualifiers, field)
        if field != "spans" and value != getattr(_NOTHING, field):
            lines = qualifier_lines(Qualifiers(**{field: value}), currency)
            yield field, "; ".join(line.strip() for line in lines)


def version_words(version: Version, currency: str) -> dict[str, str]:
    """The words of a wording, with "in effect" and, unless binding, "status"."""
    words = clause_words(version.clause, currency) | {"in effect": _reach(version.begins)}
    return words if version.status == "binding" else words | {"status": version.status}


def ending_words(endings: tuple[Ending, ...]) -> dict[str, str]:
    """Amendment -> how it ends the clause."""
    return {ending.amendment: f"ended by {ending.amendment} {_reach(ending.at)}" for ending in endings}


def _reach(reach: Reach) -> str:
    """A moment in words, an open one without the days that only follow from where it is looked at from."""
    if reach.earliest == reach.latest:
        return reach_words(reach)
    return "once settled: " + ", ".join(sorted(thing.name for thing in reach.hangs_on))
