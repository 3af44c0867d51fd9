"""A run on the terminal: which course it is, then money by clause and by party, stakes, and what is not in it."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from termwise.cli.render.table import GAP, Column, pairs, section, table
from termwise.cli.render.text import BLANK, Line, line, piece, width, wrapped
from termwise.cli.render.words import quoted
from termwise.explain.figures.amounts import money_words, share_words
from termwise.explain.figures.words import is_physical, physical_words
from termwise.session.course_told import EventOnCourse, LeftOut
from termwise.session.tables import PartyRow, RunTables, UndisclosedNumber

_MARK = "*"
"""Beside a figure's row that rests on a number that is not public."""


def run_lines(told: RunTables, limit: int) -> list[Line]:
    """The whole run in at most `limit` cells."""
    return [
        *wrapped(line(piece(told.title, "heading")), limit),
        *wrapped(course_line(told.events), limit),
        *wrapped(line(piece(told.view_words, "muted")), limit),
        *([] if told.columns else [BLANK, line("no money moves on this course")]),
        *section(f"Cash by clause, in {told.currency}", _by_clause(told, limit)),
        *section(f"Cash by party, received less paid, in {told.currency}", _by_party(told, limit)),
        *section("What it takes, and what comes back", _returns(told, limit)),
        *section("Stakes, at the year ends where they change", _stakes(told, limit)),
        *section("Commitments and units, at the year ends where they change", _levels(told, limit)),
        *section("Drivers on this course", _drivers(told, limit)),
        *section(f"{_MARK} rests on numbers that are not public, run as", undisclosed_lines(told.undisclosed, limit)),
        *section("Left out", left_out_lines(told.left_out, limit)),
        *([BLANK, *wrapped(line(piece(_READING, "muted")), limit)] if told.columns else []),
    ]


_READING = (
    "Money stands in the column in which it falls due, rounded to three digits; --json and --out have it exactly."
)


def course_line(events: Sequence[EventOnCourse]) -> Line:
    """`central course: agi_verified on 2029-03-14, ipo never; not a forecast`; what is known stands apart."""
    open_ones = [event for event in events if event.settled != "known"]
    parts: list[Line] = [(piece("central course", "warning"),)]
    words: list[Line] = []
    for event in open_ones:
        day = "never" if event.day is None else f"on {event.day}"
        supposed = " (supposed)" if event.settled == "supposed" else ""
        words.append(line(piece(event.name, "name"), f" {day}{supposed}"))
    for number, word in enumerate(words):
        parts += [line(": " if number == 0 else ", "), word]
    if not words:
        parts.append(line(": nothing it looks at is open"))
    return line(*parts, "; not a forecast")


class _Row(Struct, frozen=True):
    """A row of a table over time: its words, a cell per column, and what closes it."""

    heads: tuple[Line, ...]
    cells: tuple[str, ...]
    tails: tuple[str, ...] = ()


class _Over(Struct, frozen=True):
    """The columns of a table over time, and those before and behind them."""

    titles: tuple[str, ...]
    heads: tuple[Column, ...]
    tails: tuple[Column, ...] = ()


def _over_time(over: _Over, rows: Sequence[_Row], limit: int) -> list[Line]:
    """The rows as one table, or as several below each other where the columns do not fit side by side."""
    if not rows:
        return []
    lines: list[Line] = []
    blocks = _blocks(over, rows, limit)
    for block in blocks:
        last = block is blocks[-1]
        times = [Column(over.titles[n], align="right") for n in block]
        cells = [
            [
                *row.heads,
                *(line(row.cells[n]) for n in block),
                *(line(piece(one, "strong")) for one in row.tails if last),
            ]
            for row in rows
        ]
        columns = [*over.heads, *times, *(over.tails if last else ())]
        lines += [*([BLANK] if lines else []), *table(columns, cells, limit)]
    return lines


def _blocks(over: _Over, rows: Sequence[_Row], limit: int) -> list[range]:
    """The columns in runs that fit beside the words of the rows; what closes a row stands in the last run."""
    head = sum(max(width(row.heads[n]) for row in rows) + GAP for n in range(len(over.heads)))
    tail = sum(max(len(c.title), *(len(row.tails[n]) for row in rows)) + GAP for n, c in enumerate(over.tails))
    wide = [max(len(title), *(len(row.cells[n]) for row in rows)) + GAP for n, title in enumerate(over.titles)]
    found: list[range] = []
    start = 0
    while start < len(wide):
        end, used = start + 1, head + wide[start]
        while end < len(wide) and used + wide[end] + (tail if end == len(wide) - 1 else 0) <= limit + GAP:
            used, end = used + wide[end], end + 1
        found.append(range(start, end))
        start = end
    return found


def _by_clause(told: RunTables, limit: int) -> list[Line]:
    heads = (Column("clause", flexible=True, least=10), Column("from → to", flexible=True, least=10))
    rows = [
        _Row(
            (_marked(row.clause, row.undisclosed), line(f"{row.payer} → {row.payee}")),
            _cells(row.amounts),
            (money_words(row.total),),
        )
        for row in told.clauses
    ]
    return _over_time(_Over(told.columns, heads, (Column("in all", align="right"),)), rows, limit)


def _by_party(told: RunTables, limit: int) -> list[Line]:
    tails = (Column("in all", align="right"), Column(f"worth on {told.worth_on}", align="right"))
    rows = [
        _Row((_marked(row.party, row.undisclosed),), _cells(row.amounts), (money_words(row.total), _worth(row)))
        for row in told.parties
    ]
    lines = _over_time(_Over(told.columns, (Column("party", flexible=True, least=10),), tails), rows, limit)
    if any(row.worth is not None for row in told.parties):
        words = f"worth: what falls due after {told.worth_on}, discounted at the party's own rate per year"
        lines += wrapped(line(piece(words, "muted")), limit)
    return lines


def _returns(told: RunTables, limit: int) -> list[Line]:
    """Parties that are ever out of pocket: how deep, until when, and at what rate it comes back."""
    columns = (
        Column("party", flexible=True, least=10),
        Column("most out of pocket", align="right"),
        Column("on"),
        Column("back on"),
        Column("internal rate per year", flexible=True, least=14),
    )
    rows = [
        [
            _marked(row.party, row.undisclosed),
            line(money_words(row.most_out.amount)),
            line(str(row.most_out.on)),
            line("never" if row.back_on is None else str(row.back_on)),
            line(", ".join(share_words(Fraction(rate), 3) for rate in row.rates) or "none"),
        ]
        for row in told.parties
        if row.most_out.on is not None
    ]
    return table(columns, rows, limit)


def _worth(row: PartyRow) -> str:
    if row.worth is None or row.rate is None:
        return "no rate"
    return f"{money_words(row.worth)} at {share_words(row.rate)}"


def _marked(name: str, undisclosed: tuple[str, ...]) -> Line:
    return line(piece(name, "name"), piece(f" {_MARK}", "warning") if undisclosed else "")


def _cells(amounts: Sequence[Fraction]) -> tuple[str, ...]:
    return tuple("" if amount == 0 else money_words(amount) for amount in amounts)


def _stakes(told: RunTables, limit: int) -> list[Line]:
    heads = (Column("company"), Column("holder", flexible=True, least=10))
    rows = [
        _Row(
            (line(piece(row.company, "name")), line(row.holder)),
            tuple(share_words(stake) if stake else "" for stake in row.stakes),
        )
        for row in told.stakes
    ]
    return _over_time(_Over(tuple(map(str, told.stake_years)), heads), rows, limit)


def _levels(told: RunTables, limit: int) -> list[Line]:
    rows = [
        _Row(
            (line(piece(row.of, "name")), line(row.what)),
            tuple(money_words(value) if value else "" for value in row.values),
        )
        for row in told.levels
    ]
    heads = (Column("of", flexible=True, least=10), Column("what", flexible=True, least=8))
    return _over_time(_Over(tuple(map(str, told.level_years)), heads), rows, limit)


def _drivers(told: RunTables, limit: int) -> list[Line]:
    rows = [
        _Row(
            (
                line(piece(row.driver, "name")),
                line(piece(f"{row.unit} {'over it' if row.flow else 'at its end'}", "muted")),
            ),
            _cells(row.values),
        )
        for row in told.drivers
    ]
    return _over_time(_Over(told.columns, (Column("driver", flexible=True, least=10), Column("in"))), rows, limit)


def undisclosed_lines(numbers: Sequence[UndisclosedNumber], limit: int) -> list[Line]:
    """Each number that is not public with the value it was run with, and where that comes from."""
    rows = [(one.name, line(_number_words(one), f": {one.why}")) for one in numbers]
    return pairs(rows, limit, indent=2)


def _number_words(one: UndisclosedNumber) -> str:
    if is_physical(one.unit):
        return physical_words(one.value, one.unit)
    return share_words(one.value) if abs(one.value) < 1 else money_words(one.value)


def left_out_lines(left_out: Sequence[LeftOut], limit: int) -> list[Line]:
    """What a run does not follow, and why."""
    columns = (Column("what", flexible=True, least=14), Column("why", flexible=True, least=24))
    rows = [
        [line(piece(one.name, "name")), line(quoted(one.why), piece(" (in part)", "muted") if one.in_part else "")]
        for one in left_out
    ]
    return table(columns, rows, limit)
