"""The sheets of words: `Terms`, `Calendar` and `Left out`."""

from collections.abc import Iterable, Sequence

from termwise.explain.shown import ShownClause
from termwise.report.xlsx.cells import Cell, Content, Look, Print, Sheet
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.days import serial_of
from termwise.report.xlsx.grid import DAY

_FIRST = 4


def terms(contents: BookContents) -> Sheet:
    """Every clause of the agreement in words, with its status and source."""
    shown = contents.shown
    rows = [
        (
            clause.name,
            clause.title or "",
            clause.state,
            _wording(clause),
            "\n".join(
                stretch.words + ("" if stretch.certain else f" (open: {stretch.why})") for stretch in clause.stretches
            ),
            clause.status,
            "; ".join(clause.undisclosed),
            "\n".join(dict.fromkeys(source.title or source.source for source in clause.sources)),
        )
        for group in shown.groups
        for clause in group.clauses
    ]
    heads = ("clause", "title", f"on {shown.day}", "wording", "applies", "status", "undisclosed", "source")
    subtitle = f"What was agreed, clause by clause: {shown.view_words}. Values, not formulas."
    return _listed("Terms", subtitle, heads, rows, (26, 28, 12, 64, 40, 14, 26, 44))


def calendar(contents: BookContents) -> Sheet:
    """Every day on which something is due, begins, ends or expires."""
    rows = [
        (serial_of(line.on), line.kind, line.clause or line.amendment or "", line.party or "", line.what)
        for line in contents.deadlines
    ]
    subtitle = "Every dated deadline, beginning, expiry and long-stop that is known. Values, not formulas."
    return _listed("Calendar", subtitle, ("on", "kind", "clause", "party", "what"), rows, (13, 12, 30, 20, 90))


def left_out(contents: BookContents) -> Sheet:
    """What the run does not follow, and why."""
    rows = [(one.name, "in part" if one.in_part else "wholly", one.why) for one in contents.left_out]
    subtitle = "What the model does not follow, and why: no number here is silently short."
    return _listed("Left out", subtitle, ("clause", "left out", "why"), rows, (32, 12, 110))


def _wording(clause: ShownClause) -> str:
    return "\n".join(
        (clause.sentence, *clause.qualifiers, *(f"not translated: “{words}”" for words in clause.untranslated))
    )


def _listed(
    name: str, subtitle: str, heads: Sequence[str], rows: Iterable[Sequence[Content]], widths: Sequence[float]
) -> Sheet:
    cells = {
        (0, 0): Cell(name, Look("title")),
        (1, 0): Cell(subtitle, Look("subtitle")),
        **{(_FIRST - 1, column): Cell(head, Look("head")) for column, head in enumerate(heads)},
    }
    count = 0
    for count, row in enumerate(rows, 1):
        for column, content in enumerate(row):
            look = Look("wrapped") if isinstance(content, str) else Look("wrapped", DAY)
            cells[_FIRST - 1 + count, column] = Cell(content, look)
    if not count:
        cells[_FIRST, 0] = Cell("Nothing.", Look("note"))
    filtered = (_FIRST - 1, 0, _FIRST - 1 + count, len(heads) - 1) if count else None
    printed = Print(_FIRST, 0, 1)
    return Sheet(name, cells, dict(enumerate(map(float, widths))), (_FIRST, 1), printed=printed, filtered=filtered)
