"""What a figure hangs on, on the terminal: a tornado in bars, with Sobol' indices beside it."""

from fractions import Fraction

from termwise.cli.render.table import Column, table
from termwise.cli.render.text import BLANK, Line, line, piece, wrapped
from termwise.explain.figures.amounts import money_words, share_words
from termwise.explain.figures.words import number_words
from termwise.measure.errors import Estimate
from termwise.session.sensitivity import Sensitivity, Swing

_CELLS = 24
_MARK = "*"


def sensitivity_lines(told: Sensitivity, limit: int) -> list[Line]:
    """The figure and everything it hangs on in at most `limit` cells."""
    head = f"{told.figure} is {_figure(told.base, told)} on average, over {told.paths:,} futures, seed {told.seed}"
    lines = [*wrapped(line(piece(told.title, "heading")), limit), *wrapped(line(piece(head, "warning")), limit), BLANK]
    if not told.swings:
        return [*lines, line("nothing it hangs on is drawn")]
    columns = (
        Column("what is drawn", flexible=True, least=12),
        Column("at 10%", flexible=True, least=8),
        Column("low", align="right"),
        Column(""),
        Column("high", align="right"),
        Column("at 90%", flexible=True, least=8),
        Column("alone", align="right"),
        Column("in all", align="right"),
    )
    ends = [one.value for swing in told.swings for one in (swing.low, swing.high)]
    scale = (min([*ends, told.base.value]), max([*ends, told.base.value]))
    rows = [
        [
            line(piece(swing.name, "name"), piece(f" {_MARK}", "warning") if swing.undisclosed else ""),
            line(piece(_at(swing, swing.low_at), "muted")),
            line(_figure(swing.low, told)),
            line(piece(_bar(swing, told.base.value, scale), "name")),
            line(_figure(swing.high, told)),
            line(piece(_at(swing, swing.high_at), "muted")),
            line(_part(swing.first)),
            line(_part(swing.total)),
        ]
        for swing in told.swings
    ]
    words = (
        "low and high: the mean with it at its 10% and 90% quantile, everything else drawn as before; alone: the part "
        "of the variance that would go if it were known (Sobol' index of first order); in all: with what it does "
        "together with others"
    )
    marked = any(swing.undisclosed for swing in told.swings)
    hidden = [line(piece(f"{_MARK} a number that is not public", "muted"))] if marked else []
    return [*lines, *table(columns, rows, limit), BLANK, *hidden, *wrapped(line(piece(words, "muted")), limit)]


def _figure(estimate: Estimate, told: Sensitivity) -> str:
    return (money_words if told.money else share_words)(Fraction(estimate.value), 3)


def _part(estimate: Estimate) -> str:
    return share_words(Fraction(max(estimate.value, 0.0)), 2) if abs(estimate.value) >= 0.0005 else "0%"


def _at(swing: Swing, at: Fraction | int | None) -> str:
    if swing.kind == "driver":
        return ""
    if at is None:
        return "never"
    if swing.kind == "event":
        return f"{float(at) / 365.25:.1f} years"
    return number_words(Fraction(at))


def _bar(swing: Swing, base: float, scale: tuple[float, float]) -> str:
    """From the lower to the higher end, with the base marked; as wide as the widest swing of all."""
    low, high = sorted((swing.low.value, swing.high.value))

    def cell(value: float) -> int:
        width = scale[1] - scale[0]
        return round((value - scale[0]) / width * (_CELLS - 1)) if width else 0

    bar = [" "] * _CELLS
    for place in range(cell(low), cell(high) + 1):
        bar[place] = "█"
    bar[cell(base)] = "│"
    return "".join(bar).rstrip()
