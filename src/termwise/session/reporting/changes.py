"""What changed and when, each kind of text kept apart from the others."""

from collections.abc import Callable

from termwise.explain.shown import ShownAmendment
from termwise.report.contents import AmendmentSaid, Changes, TermStory
from termwise.session.reporting.material import Material


def changes(found: Material) -> Changes:
    """Every amendment known by the view's day with what it did, and the clauses of which more than one text speaks."""
    known = [one for one in found.shown.amendments if one.fate != "not known"]

    def of(belongs: Callable[[ShownAmendment], bool]) -> tuple[AmendmentSaid, ...]:
        chosen = sorted((one for one in known if belongs(one)), key=lambda one: one.dated)
        return tuple(AmendmentSaid(one, _stories_of(found, one.name)) for one in chosen)

    return Changes(
        binding=of(lambda one: one.status == "binding" and one.fate != "withdrawn"),
        not_binding=of(lambda one: one.status in ("non-binding", "proposed") and one.fate != "withdrawn"),
        hearsay=of(lambda one: one.status in ("reported", "rumoured") and one.fate != "withdrawn"),
        withdrawn=of(lambda one: one.fate == "withdrawn" or one.status == "withdrawn"),
        stories=tuple(
            TermStory(name, _title(found, name), rows) for name, rows in found.histories.items() if len(rows) > 1
        ),
    )


def _stories_of(found: Material, amendment: str) -> tuple[TermStory, ...]:
    """What one text says of each clause it speaks of."""
    stories = []
    for name, rows in found.histories.items():
        own = tuple(row for row in rows if row.text == amendment)
        if own:
            stories.append(TermStory(name, _title(found, name), own))
    return tuple(stories)


def _title(found: Material, clause: str) -> str | None:
    shown = found.clauses.get(clause)
    return shown.title if shown is not None else found.session.names.clauses[clause].title
