"""The result of a check: diagnostics, expectations that do not hold, one line that sums up."""

from collections.abc import Iterable

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText
from termwise.cli.render.diagnostics import Excerpts, Frame, count, diagnostic_lines, excerpt
from termwise.cli.render.text import BLANK, Line, Piece, line, listed, piece, wrapped
from termwise.cli.render.words import quoted
from termwise.session.outcomes import Outcome
from termwise.view.words import view_words


class Checked(Struct, frozen=True):
    """What `check` found, in numbers, with the expectations that do not hold. `usable` when there is no error."""

    file: str
    usable: bool
    errors: int
    warnings: int
    notes: int
    clauses_in_force: int
    expectations_held: int
    expectations_failed: tuple[Outcome, ...]


def checked_lines(
    checked: Checked, diagnostics: Iterable[Diagnostic], texts: Iterable[SourceText], limit: int
) -> list[Line]:
    """All of it in at most `limit` cells, the summary last."""
    excerpts = Excerpts(texts)
    lines = [part for found in diagnostics for part in diagnostic_lines(found, excerpts, limit)]
    lines += [part for outcome in checked.expectations_failed for part in _failed(outcome, excerpts, limit)]
    return [*lines, *_summary(checked, limit)]


def _failed(outcome: Outcome, excerpts: Excerpts, limit: int) -> list[Line]:
    """An expectation in the form of a diagnostic: what was expected, where, and what came out."""
    what = "expectation failed" if outcome.result == "failed" else "expectation open"
    head = line(piece(what, "error"), piece(": ", "strong"), piece(outcome.text, "strong"))
    lines = wrapped(head, limit, BLANK, (Piece("  "),))
    span = outcome.expectation.span
    gutter = 1 if span is None else len(str(span.line))
    if span is not None:
        lines += excerpt(span, excerpts, Frame(gutter, limit), "error")
    margin = Piece(" " * gutter)
    came_out = line(margin, Piece(" = ", "guide"), Piece("came out: ", "strong"))
    seen = line(margin, Piece(" = ", "guide"), Piece("seen: ", "strong"))
    lines += wrapped(quoted(outcome.came_out), limit, came_out)
    lines += wrapped(line(f"on {outcome.on}, {view_words(outcome.view)}"), limit, seen)
    return [*lines, BLANK]


def _summary(checked: Checked, limit: int) -> list[Line]:
    failed = len(checked.expectations_failed)
    good = checked.usable and not failed
    parts: list[Piece] = []
    if checked.errors:
        parts.append(piece(count(checked.errors, "error"), "error"))
    if checked.usable:
        parts.append(piece(f"{count(checked.clauses_in_force, 'clause')} in force"))
        if checked.expectations_held or not failed:
            parts.append(piece(_holding(checked.expectations_held)))
    if failed:
        parts.append(piece(f"{count(failed, 'expectation')} {'does' if failed == 1 else 'do'} not hold", "error"))
    if checked.warnings:
        parts.append(piece(count(checked.warnings, "warning"), "warning"))
    if checked.notes:
        parts.append(piece(count(checked.notes, "note"), "note"))
    sign = Piece("✓ ", "yes") if good else Piece("✗ ", "no")
    return wrapped(line(piece(checked.file, "name"), ": ", listed(parts)), limit, (sign,))


def _holding(number: int) -> str:
    if not number:
        return "no expectations"
    return f"{count(number, 'expectation')} {'holds' if number == 1 else 'hold'}"
