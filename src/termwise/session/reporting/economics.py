"""Money, stakes and dependence as tables: over many futures, each mean with its error, and on the central course."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from termwise.explain.figures.amounts import money_words, share_words
from termwise.explain.figures.estimates import chance_words, mean_words
from termwise.measure.errors import Estimate
from termwise.report.charts.subject import Subject
from termwise.report.contents import Cell, Column, DataTable, Economics
from termwise.session.course_told import EventOnCourse
from termwise.session.futures_told import FuturesTold, Spread
from termwise.session.reporting.material import Material, Money
from termwise.session.tables import RunTables

_SPREAD = tuple(Column(title, "number") for title in ("mean ± error", "5%", "median", "95%"))
_INDICES = ("suppliers", "customers")
_TOLD_OF_AN_INDEX = 0.005
_TOLD_OF_A_SHARE = 5e-5
"""Errors below these are less than the digits shown."""


def economics(found: Material) -> Economics | None:
    """Everything the run and the simulation tell, None where no money moves and nothing is held."""
    money = found.money
    if money is None or not money.moves:
        return None
    told, exact = money.told, money.exact
    titles = {one.name: one.title for one in found.clauses.values() if one.title}
    futures = (
        _worth(told),
        _net(told),
        _clauses(told, titles),
        _years(told),
        _returns(told),
        _levels(told, "stakes", "Stakes, units and what they are worth when the deal ends", told.stakes),
        _power(told),
        _levels(told, "dependence", "Dependence when the deal ends, over the last twelve months", told.dependence),
    )
    course = (
        _exact_clauses(exact, titles),
        _exact_parties(exact),
        _exact_stakes(exact),
        _exact_levels(exact),
        _drivers(exact),
    )
    return Economics(
        reading=_reading(money),
        futures=tuple(table for table in futures if table.rows),
        course=course_words(exact.events),
        exact=tuple(table for table in course if table.rows),
    )


def course_words(events: Sequence[EventOnCourse]) -> str:
    """`agi_verified` on 2029-03-14, `ipo` never: where each open event lies on the central course."""
    words = [
        f"`{event.name}` {'never' if event.day is None else f'on {event.day}'}"
        f"{' (supposed)' if event.settled == 'supposed' else ''}"
        for event in events
        if event.settled != "known"
    ]
    return ", ".join(words) if words else "nothing it looks at is open"


def figure(name: str) -> Subject:
    """A figure as `termwise explain` takes it."""
    return Subject("figure", name)


def clause(name: str) -> Subject:
    """A clause."""
    return Subject("clause", name)


def money(value: float) -> str:
    """Money in words, three digits."""
    return money_words(Fraction(value))


def _reading(found: Money) -> tuple[str, ...]:
    told = found.told
    return (
        _DRAWN.format(told.currency, f"{told.paths:,}"),
        _ERRORS,
    )


_DRAWN = (
    "All money is in {}. Numbers, events and drivers were drawn anew in each of {} simulated futures from what the "
    "deal believes of them: this is what may happen under the text, not what will."
)
_ERRORS = (
    "The error after ± is the standard error of the mean, from 16 independent replicates; 5% and 95% are the quantiles "
    "between which nine futures in ten come out. A figure marked * rests on numbers that are not public."
)


# -- over many futures -------------------------------------------------------------------------------------


def _spread(spread: Spread, about: Subject, *, uncertain: bool) -> tuple[Cell, ...]:
    quantiles = (money(one.value) for one in (spread.low, spread.middle, spread.high))
    return (Cell(mean_words(spread.mean), about, uncertain), *(Cell(words) for words in quantiles))


def _party(name: str) -> Cell:
    return Cell(name, Subject("party", name))


def _worth(told: FuturesTold) -> DataTable:
    rows = tuple(
        (
            _party(row.party),
            *_spread(row.worth, figure(f"cash of {row.party}"), uncertain=bool(row.undisclosed)),
            Cell("" if row.worth.worst is None else money(row.worth.worst.value)),
            Cell(row.rate or ""),
        )
        for row in told.parties
        if row.worth is not None
    )
    columns = (Column("party"), *_SPREAD, Column("worst 5%", "number"), Column("at", "number"))
    note = (
        f"What falls due after {told.worth_on}, discounted at the party’s own rate per year. Worst 5%: the mean "
        "of the worst twentieth of futures."
    )
    return DataTable("worth", f"What the deal is worth to each party on {told.worth_on}", columns, rows, note)


def _net(told: FuturesTold) -> DataTable:
    rows = tuple(
        (
            _party(row.party),
            *_spread(row.net, figure(f"cash of {row.party}"), uncertain=bool(row.undisclosed)),
            Cell(chance_words(row.loses)),
            Cell(money(row.most_out.middle.value)),
        )
        for row in told.parties
    )
    columns = (Column("party"), *_SPREAD, Column("below 0 in", "number"), Column("most it lacks", "number"))
    note = "Most it lacks: the median, over futures, of the most it is ever out of pocket at the end of a period."
    return DataTable("net", "Received less paid by the end of the deal", columns, rows, note)


def _clauses(told: FuturesTold, titles: Mapping[str, str]) -> DataTable:
    rows = tuple(
        (
            Cell(titles.get(row.clause, row.clause), clause(row.clause)),
            Cell(f"{row.payer} → {row.payee}"),
            *_spread(row.total, figure(row.clause), uncertain=bool(row.undisclosed)),
            Cell(chance_words(row.never) if row.never.estimate.value else ""),
        )
        for row in told.clauses
    )
    columns = (Column("clause"), Column("from → to"), *_SPREAD, Column("nothing in", "number"))
    return DataTable("clauses", "Cash by clause, in all", columns, rows)


def _years(told: FuturesTold) -> DataTable:
    rows = tuple(
        (
            Cell(str(year)),
            *(Cell(mean_words(row.means[place]), figure(f"cash of {row.party} in {year}")) for row in told.cash),
        )
        for place, year in enumerate(told.years)
    )
    columns = (Column("year"), *(Column(row.party, "number") for row in told.cash))
    return DataTable("years", "Mean cash by party and year, received less paid", columns, rows)


def _returns(told: FuturesTold) -> DataTable:
    rows = tuple(
        (
            Cell(row.party, Subject("party", row.party)),
            Cell(
                ", ".join(share_words(Fraction(rate), 3) for rate in row.of_mean) or "none",
                figure(f"cash of {row.party}"),
            ),
            *(Cell("" if rate is None else share_words(Fraction(rate), 3)) for rate in (row.low, row.median, row.high)),
            Cell(chance_words(row.back)),
            Cell("never" if row.back_by is None else str(row.back_by)),
        )
        for row in told.returns
    )
    columns = (
        Column("party"),
        Column("rate of the mean", "number"),
        *_SPREAD[1:],
        Column("comes back in", "number"),
        Column("half by", "number"),
    )
    note = "Internal rates per year, of cash at the ends of periods; quantiles are of futures with just one rate."
    return DataTable("returns", "What comes back to those who were out of pocket", columns, rows, note)


def _levels(told: FuturesTold, name: str, caption: str, levels: Sequence[object]) -> DataTable:
    rows = []
    for row in told.stakes if name == "stakes" else told.dependence:
        about = level_figure(row.what, row.of)
        cells = (
            Cell(level_words(row.what, row.end.mean, error=True), about, bool(row.undisclosed)),
            *(Cell(level_words(row.what, one)) for one in (row.end.low, row.end.middle, row.end.high)),
        )
        rows.append((Cell(row.of), Cell(f"{row.what}, HHI" if row.what in _INDICES else row.what), *cells))
    note = ""
    if any(row.what in _INDICES for row in told.dependence) and name == "dependence":
        note = (
            "Largest supplier: the share of what a party spends. HHI: the sum of squared shares, 1 is a single partner."
        )
    return DataTable(name, caption, (Column("of"), Column("what"), *_SPREAD), tuple(rows), note if levels else "")


def level_figure(what: str, of: str) -> Subject:
    """Where a stake, units or dependence is explained."""
    if what in ("stake", "units", "value"):
        holder, _, company = of.partition(" of ")
        return figure(f"stake({holder}, {company})")
    return figure(f"dependence of {of}")


def level_words(what: str, estimate: Estimate, *, error: bool = False) -> str:
    """A stake in percent, units or worth in figures, an index of concentration with two decimals."""
    if what in ("units", "value"):
        return mean_words(estimate) if error else money(estimate.value)
    if what in _INDICES:
        far = error and estimate.standard_error >= _TOLD_OF_AN_INDEX
        return f"{estimate.value:.2f}" + (f" ± {estimate.standard_error:.1g}" if far else "")
    shown = error and estimate.standard_error >= _TOLD_OF_A_SHARE
    words = share_words(Fraction(estimate.value), 3)
    return f"{words} ± {share_words(Fraction(estimate.standard_error), 1)}" if shown else words


def _power(told: FuturesTold) -> DataTable:
    rows = tuple(
        (
            Cell(row.of),
            Cell(row.voter),
            Cell(share_words(Fraction(row.banzhaf.value), 3)),
            Cell(share_words(Fraction(row.shapley_shubik.value), 3)),
            Cell(chance_words(row.decides)),
        )
        for row in told.power
    )
    columns = (
        Column("of"),
        Column("voter"),
        Column("Banzhaf", "number"),
        Column("Shapley–Shubik", "number"),
        Column("decides alone in", "number"),
    )
    note = (
        "Of simple majority: how often a voter turns a coalition, over all coalitions and over all orders of joining."
    )
    return DataTable("power", "Power of votes when the deal ends", columns, rows, note)


# -- on the central course ---------------------------------------------------------------------------------


def _exact_clauses(told: RunTables, titles: Mapping[str, str]) -> DataTable:
    """Years down, clauses across: a page is higher than it is wide."""
    rows = tuple(
        (
            Cell(titles.get(row.clause, row.clause), clause(row.clause)),
            Cell(f"{row.payer} → {row.payee}"),
            *(Cell(money_words(amount) if amount else "") for amount in row.amounts),
            Cell(money_words(row.total), figure(row.clause), bool(row.undisclosed)),
        )
        for row in told.clauses
    )
    years = tuple(Column(year, "number") for year in told.columns)
    columns = (Column("clause"), Column("from → to"), *years, Column("in all", "number"))
    return DataTable("exact-clauses", "Cash by clause and year in which it falls due", columns, rows)


def _exact_parties(told: RunTables) -> DataTable:
    rows = tuple(
        (
            Cell(row.party, Subject("party", row.party)),
            *(
                Cell(money_words(amount) if amount else "", figure(f"cash of {row.party} in {year}"))
                for year, amount in zip(told.columns, row.amounts, strict=True)
            ),
            Cell(money_words(row.total), figure(f"cash of {row.party}"), bool(row.undisclosed)),
        )
        for row in told.parties
    )
    years = tuple(Column(year, "number") for year in told.columns)
    columns = (Column("party"), *years, Column("in all", "number"))
    return DataTable("exact-parties", "Cash by party and year, received less paid", columns, rows)


def _exact_stakes(told: RunTables) -> DataTable:
    rows = tuple(
        (
            Cell(f"{row.holder} of {row.company}", figure(f"stake({row.holder}, {row.company})")),
            *(Cell(share_words(stake) if stake else "") for stake in row.stakes),
        )
        for row in told.stakes
    )
    columns = (Column("stake"), *(Column(str(year), "number") for year in told.stake_years))
    return DataTable("exact-stakes", "Stakes, at the ends of the years in which one changes", columns, rows)


def _exact_levels(told: RunTables) -> DataTable:
    rows = tuple(
        (Cell(row.of), Cell(row.what), *(Cell(money_words(value) if value else "") for value in row.values))
        for row in told.levels
    )
    columns = (Column("of"), Column("what"), *(Column(str(year), "number") for year in told.level_years))
    return DataTable(
        "exact-levels", "Commitments and units, at the ends of the years in which one changes", columns, rows
    )


def _drivers(told: RunTables) -> DataTable:
    rows = tuple(
        (
            Cell(row.driver, Subject("driver", row.driver)),
            Cell(f"{row.unit} {'over it' if row.flow else 'at its end'}"),
            *(Cell(money_words(value) if value else "") for value in row.values),
        )
        for row in told.drivers
    )
    columns = (Column("driver"), Column("in"), *(Column(year, "number") for year in told.columns))
    return DataTable("exact-drivers", "Drivers by year", columns, rows)
