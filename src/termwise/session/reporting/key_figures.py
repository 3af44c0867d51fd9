"""The three to seven figures that matter: what the deal is worth, what moves, who holds what, what it hangs on."""

from collections.abc import Iterator

from termwise.explain.figures.estimates import chance_error_words, chance_words, mean_words
from termwise.report.charts.subject import Subject
from termwise.report.contents import KeyFigure
from termwise.session.futures_told import ClauseFutures, LevelFutures, PartyFutures, Spread
from termwise.session.reporting.economics import figure, level_figure, level_words, money
from termwise.session.reporting.material import Material, Money
from termwise.session.reporting.unknown import open_events, undisclosed
from termwise.session.reporting.wording import counted, day_prose

_MOST = 7
_LEAST = 3


def key_figures(found: Material) -> tuple[KeyFigure, ...]:
    """Of money and stakes where there are any, else of the text itself."""
    figures = [*_of_money(found), *_chances(found)]
    if len(figures) < _LEAST:
        figures += _of_text(found)
    return tuple(figures[:_MOST])


def _of_money(found: Material) -> Iterator[KeyFigure]:
    if found.money is None or not found.money.moves:
        return
    told = found.money.told
    by_size = sorted(told.parties, key=lambda row: -abs((row.worth or row.net).mean.value))
    worth = [row for row in by_size if row.worth is not None][:2]
    for row in worth:
        yield _worth(found, found.money, row)
    for row in [row for row in by_size if row not in worth and row.net.mean.value][: 2 if not worth else 1]:
        yield _net(found, found.money, row)
    for clause in sorted(told.clauses, key=lambda row: -abs(row.total.mean.value))[:1]:
        yield _largest(found, found.money, clause)
    held = [row for row in told.stakes if row.what == "stake"]
    for level in held[:1]:
        yield _stake(found, found.money, level)
    suppliers = [row for row in told.dependence if row.what == "largest supplier"]
    for level in [row for row in suppliers if row.end.low.value < row.end.high.value][:1]:
        yield _supplier(found, found.money, level)


def _error(mean_error: str, money: Money) -> str:
    return f"{mean_error} standard error over {money.told.paths:,} futures" if mean_error else _exact_error(money)


def _exact_error(money: Money) -> str:
    return f"standard error below 0.01% over {money.told.paths:,} futures"


def _money_figure(spread: Spread, what: str, about: Subject, undisclosed: tuple[str, ...], money_: Money) -> KeyFigure:
    value, _, error = mean_words(spread.mean).partition(" ± ")
    certain = money(spread.low.value) == money(spread.high.value)
    return KeyFigure(
        value=f"{value} {money_.told.currency}",
        what=what,
        error="the same in nine futures of ten" if certain else _error(f"± {error}" if error else "", money_),
        range="" if certain else f"9 futures in 10 between {money(spread.low.value)} and {money(spread.high.value)}",
        about=about,
        uncertain=bool(undisclosed),
    )


def _worth(found: Material, money_: Money, row: PartyFutures) -> KeyFigure:
    what = (
        f"worth of the deal to {found.full_name(row.party)} on {day_prose(money_.told.worth_on)}: what falls due "
        f"later, at {row.rate} per year"
    )
    return _money_figure(row.worth or row.net, what, figure(f"cash of {row.party}"), row.undisclosed, money_)


def _net(found: Material, money_: Money, row: PartyFutures) -> KeyFigure:
    what = f"{found.full_name(row.party)}: received less paid by the end of the deal"
    return _money_figure(row.net, what, figure(f"cash of {row.party}"), row.undisclosed, money_)


def _largest(found: Material, money_: Money, row: ClauseFutures) -> KeyFigure:
    shown = found.clauses.get(row.clause)
    title = row.clause if shown is None or shown.title is None else shown.title
    what = f"{found.full_name(row.payer)} pays {found.full_name(row.payee)} in all under the largest term, “{title}”"
    return _money_figure(row.total, what, figure(row.clause), row.undisclosed, money_)


def _stake(found: Material, money_: Money, row: LevelFutures) -> KeyFigure:
    holder, _, company = row.of.partition(" of ")
    what = f"of {found.full_name(company)} held by {found.full_name(holder)} when the deal ends"
    return _level(row, what, money_)


def _supplier(found: Material, money_: Money, row: LevelFutures) -> KeyFigure:
    what = (
        f"of what {found.full_name(row.of)} spends goes to its largest supplier, in the last twelve months of the deal"
    )
    return _level(row, what, money_)


def _level(row: LevelFutures, what: str, money_: Money) -> KeyFigure:
    value, _, error = level_words(row.what, row.end.mean, error=True).partition(" ± ")
    low, high = (level_words(row.what, one) for one in (row.end.low, row.end.high))
    same = low == high == value
    return KeyFigure(
        value=value,
        what=what,
        error="the same in nine futures of ten" if same else _error(f"± {error}" if error else "", money_),
        range="" if same else f"9 futures in 10 between {low} and {high}",
        about=level_figure(row.what, row.of),
        uncertain=bool(row.undisclosed),
    )


def _chances(found: Material) -> Iterator[KeyFigure]:
    """The open event on which most clauses hang; without any, the first."""
    if found.money is None or not found.money.told.events:
        return
    bars = [bar for row in found.timeline.rows for bar in row.bars]
    events = sorted(found.money.told.events, key=lambda one: -sum(one.event in bar.hangs_on for bar in bars))
    chosen = events[0]
    declared = found.session.names.events[chosen.event]
    error = chance_error_words(chosen.comes)
    half = "" if chosen.middle is None else f"half of all futures see it by {day_prose(chosen.middle)}"
    yield KeyFigure(
        value=chance_words(chosen.comes),
        what=f"chance that “{declared.title or chosen.event}” comes before the deal ends",
        error=_error(f"± {error}" if error else "", found.money),
        range=half,
        about=Subject("event", chosen.event),
    )


def _of_text(found: Material) -> Iterator[KeyFigure]:
    """What can be counted in the text: exact, so without an error."""
    exact = "counted in the text: no error"
    now = [clause for clause in found.clauses.values() if clause.state == "in force"]
    what = f"{'clause' if len(now) == 1 else 'clauses'} in force on {day_prose(found.view.known_by)}"
    yield KeyFigure(str(len(now)), what, exact)
    ahead = found.session.deadlines(found.view.known_by, found.session.deal.end, found.view)
    ends = [line for line in ahead if line.kind in ("ends", "expires")]
    if ends:
        about = None if ends[0].clause is None else Subject("clause", ends[0].clause)
        yield KeyFigure(str(ends[0].on), f"first day on which a term ends: {ends[0].what}", exact, about=about)
    numbers = len(undisclosed(found))
    yield KeyFigure(str(numbers), f"{counted(numbers, 'number').split()[-1]} agreed and not public", exact)
    events = len(open_events(found))
    yield KeyFigure(str(events), f"{counted(events, 'event').split()[-1]} open", exact)
