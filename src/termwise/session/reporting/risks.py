"""What a reader should beware of: broken duties, quotes not in their documents, and what `check` warns of."""

from collections.abc import Iterator

from termwise.base.diagnostic import Diagnostic
from termwise.report.charts.subject import Subject
from termwise.report.contents import Cell, Finding
from termwise.session.reporting.material import Material
from termwise.session.reporting.sources import cited_by


def risks(found: Material) -> tuple[Finding, ...]:
    """The most pressing first; nothing when there is nothing."""
    return (*_duties(found), *_weak(found), *_quotes(found), *_warnings(found))


def _duties(found: Material) -> Iterator[Finding]:
    broken = [
        line
        for line in found.session.duties(found.view, found.view.known_by)
        if line.heading in ("violated", "overdue")
    ]
    if broken:
        words = tuple(
            Cell(f"{line.heading}: {line.ground.sentence}; {line.standing.why}", Subject("clause", line.clause))
            for line in broken
        )
        yield Finding("Duties that are broken or overdue", words=words)


def _weak(found: Material) -> Iterator[Finding]:
    weak = [c for c in found.clauses.values() if c.status != "binding" and c.state in ("in force", "open")]
    if weak:
        words = tuple(
            Cell(f"`{clause.name}` rests on {clause.status} text", Subject("clause", clause.name)) for clause in weak
        )
        yield Finding("Terms that rest on text that does not bind", words=words)


def _quotes(found: Material) -> Iterator[Finding]:
    wrong = [one for one in found.session.quotes() if one.finding in ("missing", "document changed")]
    if wrong:
        words = tuple(Cell(f"{one.about}, `{one.source}`: {one.why}", cited_by(found, one.about)) for one in wrong)
        yield Finding("Quotes that are not in their documents", words=words)


def _warnings(found: Material) -> Iterator[Finding]:
    """What `check` says, by code, in order of place."""
    by_code: dict[str, list[Diagnostic]] = {}
    for one in found.session.diagnostics:
        by_code.setdefault(one.code, []).append(one)
    for code, members in by_code.items():
        yield Finding(code.replace("-", " "), diagnostics=tuple(members))
