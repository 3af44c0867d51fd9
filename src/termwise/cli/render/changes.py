"""One clause through its texts, and two agreements side by side."""

from collections.abc import Sequence
from datetime import date

from termwise.base.dates import day_before
from termwise.cli.render.diagnostics import count
from termwise.cli.render.table import pairs, section
from termwise.cli.render.text import BLANK, Line, Piece, Style, line, piece, wrapped
from termwise.cli.render.words import VERDICT_STYLES, place, quoted, source_line, status_piece
from termwise.compare.difference import (
    ClauseDifference,
    DeclarationDifference,
    Differences,
    Origin,
    RightDifference,
    ValueDifference,
    VerdictStretch,
)
from termwise.explain.history import HistoryRow
from termwise.view.words import view_words

_SIGNS: dict[str, tuple[str, Style]] = {"added": ("+", "yes"), "removed": ("−", "no"), "changed": ("~", "open")}


def history_lines(clause: str, rows: Sequence[HistoryRow], limit: int) -> list[Line]:
    """Every text about the clause, in order of the day it became known."""
    lines: list[Line] = [(piece(clause, "heading"),)]
    for row in rows:
        lines += [BLANK, *_history_row(row, limit)]
    return lines


def _history_row(row: HistoryRow, limit: int) -> list[Line]:
    name = piece(row.text or "the original text", "name")
    dating = f"{row.dating} {row.dated}" if row.dating else ""
    head = line(
        piece(str(row.known), "strong"),
        "  ",
        name,
        "  ",
        status_piece(row.status),
        piece(f"  {row.what}" + (f", {dating}" if dating and row.dated != row.known else ""), "muted"),
    )
    lines = wrapped(head, limit)
    if row.title:
        lines += wrapped(line(piece(row.title, "strong")), limit, (Piece("            "),))
    for words in row.lines:
        indent = len(words) - len(words.lstrip(" "))
        margin = Piece("          ")
        bar = piece("│ ", "guide" if row.status == "binding" else "warning")
        lines += wrapped(line(words), limit, line(margin, bar, Piece(" " * indent)))
    facts: list[tuple[str, Line]] = [
        ("changed", _values(change.path, change.before, change.after)) for change in row.changes if change.before
    ]
    if row.fate != "in effect":
        facts.append((row.fate, quoted(row.why)))
    facts += [("superseded", line("by ", piece(s.by, "name"), f" on {', '.join(s.paths)}")) for s in row.superseded]
    facts += [("source", source_line(source)) for source in row.sources]
    if row.span is not None:
        facts.append(("place", place(row.span)))
    return [*lines, *pairs(facts, limit, indent=12)]


def _values(path: str, before: str | None, after: str | None) -> Line:
    return line(
        f"{path}: ",
        piece(before if before is not None else "not said", "no" if before is not None else "muted"),
        " → ",
        piece(after if after is not None else "not said", "yes" if after is not None else "muted"),
    )


def differences_lines(found: Differences, limit: int) -> list[Line]:
    """What differs, in declarations, in words clause by clause, and in rights."""
    lines = pairs(
        [
            ("before", line(f"{found.before_title}, {view_words(found.before)}")),
            ("after", line(f"{found.after_title}, {view_words(found.after)}")),
        ],
        limit,
    )
    lines += section("Declared", [part for d in found.declarations for part in _declaration(d, limit)])
    clauses = [part for d in found.clauses for part in (*_clause(d, limit), BLANK)]
    lines += section("In words", clauses[:-1])
    lines += section("In rights", _rights(found.rights, limit))
    summary = (
        "no difference"
        if found.none
        else ", ".join(
            count(len(things), name)
            for things, name in (
                (found.declarations, "declaration"),
                (found.clauses, "clause"),
                (found.rights, "right"),
            )
            if things
        )
        + (" differ" if len(found.declarations) + len(found.clauses) + len(found.rights) > 1 else " differs")
    )
    return [*lines, BLANK, *wrapped(line(f"{summary}; {count(found.probed, 'act')} asked about on both sides"), limit)]


def _declaration(difference: DeclarationDifference, limit: int) -> list[Line]:
    kind = "added" if difference.before is None else "removed" if difference.after is None else "changed"
    sign, style = _SIGNS[kind]
    head = line("  ", piece(sign, style), " ")
    lines = wrapped(line(f"{difference.kind} ", piece(difference.name, "name")), limit, head)
    return [*lines, *_both(difference.before, difference.after, limit)]


def _both(before: str | None, after: str | None, limit: int) -> list[Line]:
    rows = [("before", before), ("after", after)]
    shown = [(name, line(part)) for name, text in rows if text is not None for part in text.split("\n")]
    return pairs(shown, limit, indent=6)


def _clause(difference: ClauseDifference, limit: int) -> list[Line]:
    """A clause that differs. One that is only on one side is told by its words; of another, each value."""
    sign, style = _SIGNS[difference.kind]
    name = line(piece(difference.clause, "name"), "  ", piece(difference.title or "", "strong"))
    lines = wrapped(name, limit, line("  ", piece(sign, style), " "))
    if difference.kind == "changed":
        return [*lines, *(part for value in difference.values for part in _value(value, limit))]
    for value in difference.values:
        if value.path != "title":
            lines += _said(value, limit)
    origin = next((v.after_by or v.before_by for v in difference.values if v.after_by or v.before_by), None)
    return [*lines, *wrapped(line(piece(_origin_words(origin).strip(), "muted")), limit, (Piece("        "),))]


def _said(value: ValueDifference, limit: int) -> list[Line]:
    head = line("      ", piece("− ", "no") if value.after is None else piece("+ ", "yes"))
    return wrapped(_worded(value.path, value.after if value.after is not None else value.before or ""), limit, head)


def _worded(path: str, words: str) -> Line:
    """A value in words; a qualifier names itself, a part of the sentence and the rest are named before it."""
    if not path.startswith("sentence.") and path not in ("in effect", "status", "title"):
        return line(words)
    return line(piece(f"{path.removeprefix('sentence.')} ", "muted"), words)


def _value(value: ValueDifference, limit: int) -> list[Line]:
    lines: list[Line] = []
    sides: tuple[tuple[str, Style, str | None, Origin | None], ...] = (
        ("− ", "no", value.before, value.before_by),
        ("+ ", "yes", value.after, value.after_by),
    )
    for sign, style, words, origin in sides:
        if words is not None:
            said = line(_worded(value.path, words), piece(_origin_words(origin), "muted"))
            lines += wrapped(said, limit, line("      ", Piece(sign, style)))
    return lines


def _origin_words(origin: Origin | None) -> str:
    if origin is None:
        return ""
    return f"  {origin.amendment or 'original text'}, {origin.dated}, {origin.status}"


def _rights(differences: Sequence[RightDifference], limit: int) -> list[Line]:
    """The acts, those together whose verdicts change on the same days, with the reasons of the first."""
    alike: dict[tuple[VerdictStretch, ...], list[str]] = {}
    for difference in differences:
        alike.setdefault(difference.stretches, []).extend((difference.words, *difference.alike))
    lines: list[Line] = []
    for stretches, acts in alike.items():
        for act in acts:
            lines += wrapped(line(piece(act, "name")), limit, (Piece("  "),), (Piece("    "),))
        for stretch in stretches:
            lines += _stretch(stretch, limit)
        lines.append(BLANK)
    return lines[:-1]


def _stretch(stretch: VerdictStretch, limit: int) -> list[Line]:
    days = _days(stretch.start, stretch.end)
    verdicts = line(_verdict(stretch.before), " → ", _verdict(stretch.after))
    lines = wrapped(line(f"{days}: ", verdicts), limit, (Piece("      "),))
    return [*lines, *_both(stretch.before_reason, stretch.after_reason, limit)]


def _days(start: date, end: date | None) -> str:
    if end is None:
        return f"from {start}"
    last = day_before(end)
    return f"on {start}" if last == start else f"{start} through {last}"


def _verdict(verdict: str) -> Piece:
    styles: tuple[Style, ...] = tuple(style for known, style in VERDICT_STYLES.items() if known == verdict)
    return piece(verdict, styles[0] if styles else "plain")
