"""Where links inside a report lead: an id for everything that is explained in it, and none for what is not."""

import re
from collections.abc import Iterator

from msgspec import Struct

from termwise.base.source import Span
from termwise.explain.figures.asked import read_figure
from termwise.report.charts.subject import Subject
from termwise.report.contents import Report


class Links(Struct, frozen=True):
    """The ids of a report by kind and name, and the number of each text by the file that places carry."""

    ids: dict[tuple[str, str], str]
    texts: dict[str, int]
    lines: dict[int, int]

    def id_of(self, kind: str, name: str) -> str:
        """The id of something; of what the report does not explain, one that nothing has."""
        return self.ids.get((kind, name), slug(kind, name))

    def href(self, about: Subject | None) -> str | None:
        """Where it is explained: a figure of a year leads to the figure in all. None where it is not."""
        if about is None:
            return None
        found = self.ids.get((about.kind, about.name))
        if found is None and about.kind == "figure":
            found = self.ids.get(("figure", _in_all(about.name)))
        return None if found is None else f"#{found}"

    def line_of(self, span: Span | None) -> str | None:
        """Where a place stands in the text that the report repeats."""
        if span is None or span.file not in self.texts:
            return None
        number = self.texts[span.file]
        return f"#line-{number}-{span.line}" if span.line <= self.lines.get(number, 0) else None


def links(report: Report) -> Links:
    """The ids of everything that the report explains, each once."""
    ids: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for kind, name in _explained(report):
        wanted = slug(kind, name)
        unique, number = wanted, 2
        while unique in taken:
            unique, number = f"{wanted}-{number}", number + 1
        if (kind, name) not in ids:
            ids[kind, name] = unique
            taken.add(unique)
    numbers = {text.name: number for number, text in enumerate(report.made.texts)}
    return Links(
        ids=ids,
        texts={file: numbers[name] for file, name in report.files.items() if name in numbers},
        lines={number: len(text.lines) for number, text in enumerate(report.made.texts)},
    )


def slug(kind: str, name: str) -> str:
    """`clause-model_rights`, `figure-stake-a-b`: letters, digits, `_`, `.` and `-` alone."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9_.]+', '-', name).strip('-')}"


def _in_all(figure: str) -> str:
    """The figure of a year or a day as the figure in all: `cash(openai) on 2027-12-31` is of `cash of openai`."""
    asked = read_figure(figure)
    if asked is None:
        return figure
    match asked.kind:
        case "cash":
            return f"cash of {asked.name}"
        case "stake":
            return f"stake({asked.name}, {asked.company})"
        case "paid":
            return asked.name


def _explained(report: Report) -> Iterator[tuple[str, str]]:
    yield from (("party", party.name) for party in report.parties)
    yield from (("clause", clause.name) for group in report.shown.groups for clause in group.clauses)
    changes = report.changes
    for kind in (changes.binding, changes.not_binding, changes.hearsay, changes.withdrawn):
        yield from (("amendment", said.amendment.name) for said in kind)
    yield from (("story", story.clause) for story in changes.stories)
    yield from (("event", event.mark.name) for event in report.calendar.events)
    yield from (("figure", one.about.name) for one in report.explanations)
    yield from (("source", source.name) for source in report.sources)
