"""What looking up the quotes found: what needs attention first, then the counts."""

from collections.abc import Sequence

from termwise.cli.render.diagnostics import count
from termwise.cli.render.text import BLANK, Line, Piece, Style, line, packed, piece, wrapped
from termwise.cli.render.words import citation_line, quoted
from termwise.evidence.finding import Finding, QuoteFinding
from termwise.model.clause import Citation
from termwise.model.deal import Names

_STYLES: dict[Finding, Style] = {
    "exact": "yes",
    "normalised": "yes",
    "ambiguous": "warning",
    "missing": "error",
    "document changed": "error",
    "document not at hand": "muted",
    "no quote": "muted",
}
FOUND: tuple[Finding, ...] = ("exact", "normalised")
"""Findings that confirm the citation."""


def source_lines(findings: Sequence[QuoteFinding], names: Names, limit: int) -> list[Line]:
    """Every citation with what became of it, by source, then how many came out how."""
    if not findings:
        return [line("the deal cites no document")]
    lines: list[Line] = []
    for name in dict.fromkeys(finding.source for finding in findings):
        own = [finding for finding in findings if finding.source == name]
        lines += [*wrapped(citation_line(Citation(name), names), limit), *_of_source(own, limit), BLANK]
    return [*lines, *_counts(findings, limit)]


def _of_source(findings: Sequence[QuoteFinding], limit: int) -> list[Line]:
    """The citations of one document; where it is not at hand, that is said once."""
    absent = [finding for finding in findings if finding.finding == "document not at hand"]
    if len(absent) == len(findings):
        words = line(
            piece("document not at hand", "muted"), f": {count(len(absent), 'citation')}; ", quoted(absent[0].why)
        )
        return wrapped(words, limit, line("  ", piece("· ", "muted")))
    return [found for finding in findings for found in _finding(finding, limit)]


def _finding(finding: QuoteFinding, limit: int) -> list[Line]:
    said = piece(f"“{finding.quote}”", "quote") if finding.quote is not None else piece("as a whole", "muted")
    style = _STYLES[finding.finding]
    sign = "✓" if finding.finding in FOUND else "·" if style == "muted" else "✗"
    result = BLANK if finding.finding == "no quote" else line(piece(finding.finding, style), "  ")
    about = piece(f"{finding.about}, {finding.span}" if finding.span is not None else finding.about, "muted")
    lines = wrapped(line(said, "  ", result, about), limit, line("  ", piece(sign, style), " "))
    if finding.finding == "no quote":
        return lines
    if finding.finding in FOUND and finding.places:
        spot = finding.places[0]
        told = line(piece(f"line {spot.line}: … {spot.context} …", "muted"))
    else:
        told = quoted(finding.why)
    return [*lines, *wrapped(told, limit, (Piece("    "),))]


def _counts(findings: Sequence[QuoteFinding], limit: int) -> list[Line]:
    parts = [line(piece(count(len(findings), "citation"), "strong"), ":")]
    for kind, style in _STYLES.items():
        number = sum(finding.finding == kind for finding in findings)
        if number:
            parts.append(line(piece(str(number), style), f" {kind}"))
    return packed(parts, limit)
