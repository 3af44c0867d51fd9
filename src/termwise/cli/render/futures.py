"""Simulated futures on the terminal: means with their errors, and how far things may come out."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from termwise.cli.render.run import left_out_lines
from termwise.cli.render.table import Column, pairs, section, table
from termwise.cli.render.text import BLANK, Line, line, piece, wrapped
from termwise.explain.figures.amounts import money_words, share_words
from termwise.explain.figures.estimates import chance_error_words, chance_words, mean_words
from termwise.measure.errors import Estimate
from termwise.session.futures_returns import PowerFutures, ReturnFutures
from termwise.session.futures_told import EventFutures, FuturesTold, LevelFutures, Spread

_MARK = "*"
_QUANTILES = tuple(Column(title, align="right") for title in ("5%", "median", "95%"))
_SPREAD = (Column("mean", align="right"), *_QUANTILES)
_READING = (
    "± is the standard error of a mean; 5% and 95% are quantiles over all futures, and their own errors are in --json "
    "and --out."
)
_NO_MONEY = (
    "no money moves in any of these futures: no clause that is followed pays, buys or invests; `termwise show` lists "
    "what the clauses say, and `--chance` asks how likely a condition is"
)


def futures_lines(told: FuturesTold, limit: int) -> list[Line]:
    """The simulation in at most `limit` cells."""
    head = f"{told.paths:,} simulated futures, seed {told.seed}"
    return [
        *wrapped(line(piece(told.title, "heading")), limit),
        *wrapped(line(piece(head, "warning"), "; what may happen, not what will"), limit),
        *wrapped(line(piece(told.view_words, "muted")), limit),
        *([] if told.reached is None else wrapped(line(told.reached), limit)),
        *([] if told.clauses else [BLANK, *wrapped(line(_NO_MONEY), limit)]),
        *section("What was asked", _asked(told, limit)),
        *section(f"What it is worth to each party on {told.worth_on}, in {told.currency}", _worth(told, limit)),
        *section(f"Received less paid by the end of the deal, in {told.currency}", _net(told, limit)),
        *section(f"Cash by clause in all, in {told.currency}", _clauses(told, limit)),
        *section(f"Mean cash by party and year, received less paid, in {told.currency}", _years(told, limit)),
        *section("What comes back to those who were out of pocket", _returns(told.returns, limit)),
        *section("Stakes and units when the deal ends", _levels(told.stakes, limit)),
        *section("Power of votes when the deal ends", _power(told.power, limit)),
        *section("Dependence when the deal ends, over the last twelve months", _levels(told.dependence, limit)),
        *section("Events that are open", _events(told.events, told.end, limit)),
        *section(
            f"{_MARK} rests on numbers that are not public",
            pairs([(u.name, line(u.why)) for u in told.undisclosed], limit),
        ),
        *section("Left out", left_out_lines(told.left_out, limit)),
        *([BLANK, *wrapped(line(piece(_READING, "muted")), limit)] if _tells_means(told) else []),
    ]


def _tells_means(told: FuturesTold) -> bool:
    """Whether anything is told that has an error and quantiles."""
    return bool(told.parties or told.clauses or told.stakes or told.power or told.dependence or told.chances)


def _asked(told: FuturesTold, limit: int) -> list[Line]:
    columns = (
        Column("condition", flexible=True, least=16),
        Column("ever", align="right"),
        Column("give or take", align="right"),
        Column("when the deal ends", align="right"),
        Column("half by"),
    )
    rows = [
        [
            _marked(row.condition, row.undisclosed),
            line(chance_words(row.ever)),
            line(chance_error_words(row.ever)),
            line(chance_words(row.at_end)),
            line("never" if row.middle is None else str(row.middle)),
        ]
        for row in told.chances
    ]
    return table(columns, rows, limit)


def _worth(told: FuturesTold, limit: int) -> list[Line]:
    columns = (
        Column("party", flexible=True, least=8),
        *_SPREAD,
        Column("worst 5%", align="right"),
        Column("at", align="right"),
    )
    rows = [
        [
            _marked(row.party, row.undisclosed),
            line(mean_words(row.worth.mean)),
            *_quantiles(row.worth),
            line("" if row.worth.worst is None else _money(row.worth.worst.value)),
            line(piece(row.rate or "", "muted")),
        ]
        for row in told.parties
        if row.worth is not None
    ]
    words = (
        f"what falls due after {told.worth_on}, discounted at the party's own rate per year; worst 5%: the mean of the "
        "worst twentieth of futures"
    )
    return _noted(table(columns, rows, limit), words, limit)


def _net(told: FuturesTold, limit: int) -> list[Line]:
    columns = (
        Column("party", flexible=True, least=8),
        *_SPREAD,
        Column("below 0 in", align="right"),
        Column("most it lacks", align="right"),
    )
    rows = [
        [
            _marked(row.party, row.undisclosed),
            line(mean_words(row.net.mean)),
            *_quantiles(row.net),
            line(chance_words(row.loses)),
            line(_money(row.most_out.middle.value)),
        ]
        for row in told.parties
    ]
    words = "most it lacks: the median, over futures, of the most it is ever out of pocket at the end of a period"
    return _noted(table(columns, rows, limit), words, limit)


def _clauses(told: FuturesTold, limit: int) -> list[Line]:
    columns = (
        Column("clause", flexible=True, least=10),
        Column("from → to", flexible=True, least=10),
        *_SPREAD,
        Column("nothing in", align="right"),
    )
    rows = [
        [
            _marked(row.clause, row.undisclosed),
            line(f"{row.payer} → {row.payee}"),
            line(mean_words(row.total.mean)),
            *_quantiles(row.total),
            line(chance_words(row.never) if row.never.estimate.value else ""),
        ]
        for row in told.clauses
    ]
    return table(columns, rows, limit)


def _years(told: FuturesTold, limit: int) -> list[Line]:
    """Parties across, years down: a deal has more years than parties."""
    columns = [Column("year"), *(Column(row.party, align="right") for row in told.cash)]
    rows = [
        [line(str(year)), *(line(mean_words(row.means[place])) for row in told.cash)]
        for place, year in enumerate(told.years)
    ]
    return table(columns, rows, limit)


def _returns(found: Sequence[ReturnFutures], limit: int) -> list[Line]:
    columns = (
        Column("party", flexible=True, least=8),
        Column("rate of the mean", flexible=True, least=10, align="right"),
        *_QUANTILES,
        Column("no rate in", align="right"),
        Column("comes back in", align="right"),
        Column("half by"),
    )
    rows = [
        [
            line(piece(row.party, "name")),
            line(", ".join(share_words(Fraction(rate), 3) for rate in row.of_mean) or "none"),
            *(line("" if rate is None else share_words(Fraction(rate), 3)) for rate in (row.low, row.median, row.high)),
            line(share_words(Fraction(row.without.value), 3)),
            line(chance_words(row.back)),
            line("never" if row.back_by is None else str(row.back_by)),
        ]
        for row in found
    ]
    words = "internal rates per year, of cash at the ends of periods; quantiles are of futures with just one rate"
    return _noted(table(columns, rows, limit), words, limit)


def _power(found: Sequence[PowerFutures], limit: int) -> list[Line]:
    columns = (
        Column("of", flexible=True, least=10),
        Column("voter", flexible=True, least=10),
        Column("Banzhaf", align="right"),
        Column("Shapley–Shubik", align="right"),
        Column("decides alone in", align="right"),
    )
    rows = [
        [
            line(piece(row.of, "name")),
            line(row.voter),
            line(share_words(Fraction(row.banzhaf.value), 3)),
            line(share_words(Fraction(row.shapley_shubik.value), 3)),
            line(chance_words(row.decides)),
        ]
        for row in found
    ]
    return table(columns, rows, limit)


def _levels(found: Sequence[LevelFutures], limit: int) -> list[Line]:
    columns = (
        Column("of", flexible=True, least=10),
        Column("what", flexible=True, least=8),
        *_SPREAD,
    )
    rows = [
        [
            _marked(row.of, row.undisclosed),
            line(row.what if row.what not in _INDICES else f"{row.what}, HHI"),
            *(line(_level(row.what, one)) for one in (row.end.mean, row.end.low, row.end.middle, row.end.high)),
        ]
        for row in found
    ]
    return table(columns, rows, limit)


_INDICES = ("suppliers", "customers")


def _level(what: str, estimate: Estimate) -> str:
    if what in ("units", "value"):
        return _money(estimate.value)
    if what in _INDICES:
        return f"{estimate.value:.2f}"
    return share_words(Fraction(estimate.value), 3)


def _events(found: Sequence[EventFutures], end: date, limit: int) -> list[Line]:
    columns = (
        Column("event", flexible=True, least=10),
        Column("comes before the end", align="right"),
        Column("5% by"),
        Column("half by"),
        Column("95% by"),
    )
    rows = [
        [
            line(piece(row.event, "name")),
            line(chance_words(row.comes)),
            *(line(_by(day, end)) for day in (row.low, row.middle, row.high)),
        ]
        for row in found
    ]
    return table(columns, rows, limit)


def _by(day: date | None, end: date) -> str:
    if day is None:
        return "never"
    return str(day) if day < end else "after the end"


def _noted(lines: list[Line], words: str, limit: int) -> list[Line]:
    """A table with how to read it below; nothing when there is none."""
    return [*lines, *wrapped(line(piece(words, "muted")), limit)] if lines else []


def _marked(name: str, undisclosed: tuple[str, ...]) -> Line:
    return line(piece(name, "name"), piece(f" {_MARK}", "warning") if undisclosed else "")


def _quantiles(spread: Spread | None) -> list[Line]:
    if spread is None:
        return [line(""), line(""), line("")]
    return [line(_money(one.value)) for one in (spread.low, spread.middle, spread.high)]


def _money(value: float) -> str:
    return money_words(Fraction(value))
