"""A clause value by value, in the words of the language."""

from termwise.model.clause import Clause
from termwise.view.agreement import Ending, Version
from termwise.view.course import Reach
from termwise.view.words import qualifier_words, reach_words, sentence_fields, sentence_words


def clause_words(clause: Clause, currency: str, *, by_field: bool) -> dict[str, str]:
    """Path -> words: "title", each qualifier, and the sentence as a whole ("sentence") or by field."""
    words = {} if clause.title is None else {"title": clause.title}
    if by_field:
        fields = sentence_fields(clause.sentence, currency)
        words |= {f"sentence.{field}": said for field, said in fields.items()}
    else:
        words["sentence"] = sentence_words(clause.sentence, currency)
    return words | qualifier_words(clause, currency)


def version_words(version: Version, currency: str, *, by_field: bool) -> dict[str, str]:
    """The words of a wording, with "in effect" and, unless binding, "status"."""
    words = clause_words(version.clause, currency, by_field=by_field) | {"in effect": _reach(version.begins)}
    return words if version.status == "binding" else words | {"status": version.status}


def ending_words(endings: tuple[Ending, ...]) -> dict[str, str]:
    """Amendment -> how it ends the clause."""
    return {ending.amendment: f"ended by {ending.amendment} {_reach(ending.at)}" for ending in endings}


def _reach(reach: Reach) -> str:
    """A moment in words, an open one without the days that only follow from where it is looked at from."""
    if reach.earliest == reach.latest:
        return reach_words(reach)
    return "once settled: " + ", ".join(sorted(thing.name for thing in reach.hangs_on))
