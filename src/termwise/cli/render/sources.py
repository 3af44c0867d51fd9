"""What looking up the quotes found: what needs attention first, then the counts."""

from collections.abc import Sequence

from termwise.cli.render.diagnostics import count
from termwise.cli.render.table import pairs, section
from termwise.cli.render.text import BLANK, Line, Piece, Style, line, packed, piece, wrapped
from termwise.cli.render.words import place
from termwise.evidence.finding import Finding, QuoteFinding

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


def source_lines(findings: Sequence[QuoteFinding], limit: int) -> list[Line]:
    """Every citation with what became of it, by source, then how many came out how."""
    if not findings:
        return [line("the deal cites no document")]
    lines: list[Line] = []
    for name in dict.fromkeys(finding.source for finding in findings):
        own = [finding for finding in findings if finding.source == name]
        lines += section(name, [found for finding in own for found in _finding(finding, limit)])
    return [*lines[1:], BLANK, *_counts(findings, limit)]


def _finding(finding: QuoteFinding, limit: int) -> list[Line]:
    quote = piece(f"“{finding.quote}”", "quote") if finding.quote is not None else piece("the document", "muted")
    sign = "✓" if finding.finding in FOUND else "·" if _STYLES[finding.finding] == "muted" else "✗"
    style = _STYLES[finding.finding]
    head = line(
        quote, " ", piece(finding.finding, style), piece(f"  {finding.about}", "muted"), "  ", place(finding.span)
    )
    lines = wrapped(head, limit, line("  ", piece(sign, style), " "))
    if finding.finding in FOUND and finding.places:
        spot = finding.places[0]
        return [*lines, *pairs([(f"line {spot.line}", line(f"… {spot.context} …"))], limit, indent=6)]
    return [*lines, *wrapped(line(piece(finding.why, "muted")), limit, (Piece(" " * 6),))]


def _counts(findings: Sequence[QuoteFinding], limit: int) -> list[Line]:
    parts = [line(piece(count(len(findings), "citation"), "strong"), ":")]
    for kind, style in _STYLES.items():
        number = sum(finding.finding == kind for finding in findings)
        if number:
            parts.append(line(piece(str(number), style), f" {kind}"))
    return packed(parts, limit)
