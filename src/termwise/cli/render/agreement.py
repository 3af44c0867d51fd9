"""The agreement in force, clause by clause, each value that was amended with who changed it and when."""

from termwise.base.dates import day_before
from termwise.cli.render.clauses import blame_rows, wording_lines
from termwise.cli.render.table import pairs, section
from termwise.cli.render.text import BLANK, Line, Piece, Style, line, piece, wrapped
from termwise.cli.render.words import place, quoted, source_line, status_piece
from termwise.explain.shown import Shown, ShownAmendment, ShownClause, State

HEADINGS: dict[State, tuple[str, Style]] = {
    "in force": ("In force", "yes"),
    "open": ("Open: depends on what happens", "open"),
    "pending": ("Pending: waits for something that may never come", "open"),
    "not yet": ("Not yet in force", "heading"),
    "ended": ("Ended", "muted"),
    "never": ("Never in force under this view", "muted"),
}
"""What a group of clauses in one state is called."""


def agreement_lines(shown: Shown, limit: int) -> list[Line]:
    """Title and view, parties, clauses by state, amendments, in at most `limit` cells."""
    period = f"{shown.start} through {day_before(shown.end)}, in {shown.currency}"
    lines = [
        *wrapped(line(piece(shown.title, "heading")), limit),
        *wrapped(line(piece(f"on {shown.day}: {shown.view_words}", "muted")), limit),
        *wrapped(line(piece(period, "muted")), limit),
    ]
    parties = [(p.name, line(p.full_name + (f", {p.kind}" if p.kind else ""))) for p in shown.parties]
    lines += section("Parties", pairs(parties, limit, indent=2))
    for group in shown.groups:
        title, style = HEADINGS[group.state]
        clauses = [found for clause in group.clauses for found in (*clause_lines(clause, limit), BLANK)]
        lines += [BLANK, (piece(title, style),), *clauses[:-1]]
    amendments = [found for amendment in shown.amendments for found in _amendment(amendment, limit)]
    return [*lines, *section("Amendments", amendments)]


def clause_lines(clause: ShownClause, limit: int) -> list[Line]:
    """One clause: name and title, its words, when it applies, who changed what, what it rests on."""
    head = line(piece(clause.name, "name"), "  ", piece(clause.title or "", "strong"))
    if clause.status != "binding":
        head = line(head, "  ", status_piece(clause.status))
    lines = wrapped(head, limit, (Piece("  "),))
    lines += wording_lines(clause.sentence, clause.qualifiers, limit)
    if clause.stretches:
        rows = [("applies" if s.certain else "perhaps", line(s.words)) for s in clause.stretches]
    else:
        rows = [("never", line(clause.why))]
    rows += blame_rows(clause.blame)
    rows += [("later", line(words)) for words in clause.later]
    rows += [("undisclosed", line(number)) for number in clause.undisclosed]
    rows += [("untranslated", line(piece(f"“{words}”", "quote"))) for words in clause.untranslated]
    rows += [("says", line(piece(f"“{words}”", "quote"))) for words in clause.says]
    rows += [("source", source_line(source)) for source in clause.sources]
    if clause.span is not None:
        rows.append(("place", place(clause.span)))
    return [*lines, *pairs(rows, limit, indent=4)]


def _amendment(amendment: ShownAmendment, limit: int) -> list[Line]:
    words = f"{amendment.dating} {amendment.dated}, "
    rows: list[tuple[str, Line]] = [
        ("text", line(words, status_piece(amendment.status))),
        ("fate", line(amendment.effect)),
    ]
    if amendment.why and amendment.fate != "in effect":
        rows.append(("because", quoted(amendment.why)))
    rows += [("source", source_line(source)) for source in amendment.sources]
    head = line(piece(amendment.name, "name"), "  ", piece(amendment.title or "", "strong"))
    return [*wrapped(head, limit, (Piece("  "),)), *pairs(rows, limit, indent=4)]
