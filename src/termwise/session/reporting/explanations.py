"""Why each figure of the report is so: its estimate over many futures, and its steps on the course run exactly."""

from collections.abc import Iterator

from termwise.explain.figures.amounts import money_words, share_words
from termwise.explain.figures.asked import read_figure
from termwise.explain.figures.estimates import mean_words
from termwise.explain.figures.explained import NotInRunError
from termwise.report.contents import Estimated, Explanation
from termwise.session.futures_told import Spread
from termwise.session.reporting.economics import figure, level_words, money
from termwise.session.reporting.material import Material, Money
from termwise.session.reporting.wording import listed

_DEPENDENCE = (
    "Of all that it spent in the last twelve months of the deal, the share of each supplier; of all that it took in, "
    "the share of each customer. The largest supplier is the greatest of these, the index (Herfindahl–Hirschman) the "
    "sum of their squares: 1 is a single partner."
)


def explanations(found: Material) -> tuple[Explanation, ...]:
    """One for every party's cash, every clause's, every stake, everybody's dependence; by kind, in the deal's order."""
    money = found.money
    if money is None or not money.moves:
        return ()
    return (*_parties(money), *_clauses(money), *_holdings(money), *_dependence(money))


def _parties(money: Money) -> Iterator[Explanation]:
    day = money.told.worth_on
    for row in money.told.parties:
        worth = [] if row.worth is None else [_estimated(f"worth on {day} at {row.rate} per year", row.worth)]
        net = _estimated("received less paid by the end", row.net)
        yield _explained(money, f"cash of {row.party}", (net, *worth))


def _clauses(money: Money) -> Iterator[Explanation]:
    simulated: dict[str, list[Estimated]] = {}
    for row in money.told.clauses:
        simulated.setdefault(row.clause, []).append(_estimated(f"{row.payer} pays {row.payee} in all", row.total))
    names = dict.fromkeys([*simulated, *(row.clause for row in money.exact.clauses)])
    for name in names:
        yield _explained(money, name, tuple(simulated.get(name, ())))


def _holdings(money: Money) -> Iterator[Explanation]:
    estimates: dict[str, list[Estimated]] = {}
    for row in money.told.stakes:
        holder, _, company = row.of.partition(" of ")
        ends = (level_words(row.what, one) for one in (row.end.low, row.end.middle, row.end.high))
        spread = "5% {}, median {}, 95% {}".format(*ends)
        told = Estimated(f"{row.what} when the deal ends", level_words(row.what, row.end.mean, error=True), spread)
        estimates.setdefault(f"stake({holder}, {company})", []).append(told)
    for name, found in estimates.items():
        yield _explained(money, name, tuple(found))


def _dependence(money: Money) -> Iterator[Explanation]:
    estimates: dict[str, list[Estimated]] = {}
    for row in money.told.dependence:
        ends = (level_words(row.what, one) for one in (row.end.low, row.end.middle, row.end.high))
        spread = "5% {}, median {}, 95% {}".format(*ends)
        told = Estimated(row.what, level_words(row.what, row.end.mean, error=True), spread)
        estimates.setdefault(row.of, []).append(told)
    for party, found in estimates.items():
        paying = [row for row in money.told.clauses if party in (row.payer, row.payee)]
        undisclosed = sorted({name for row in paying for name in row.undisclosed})
        yield Explanation(
            about=figure(f"dependence of {party}"),
            title=f"Dependence of {party}",
            estimates=tuple(found),
            words=(_DEPENDENCE, f"It pays or is paid under {listed([f'`{row.clause}`' for row in paying], 12)}."),
            clauses=tuple(dict.fromkeys(row.clause for row in paying)),
            undisclosed=tuple(_number_words(money, undisclosed)),
        )


def _estimated(what: str, spread: Spread) -> Estimated:
    ends = f"5% {money(spread.low.value)}, median {money(spread.middle.value)}, 95% {money(spread.high.value)}"
    worst = "" if spread.worst is None else f"; mean of the worst 5% {money(spread.worst.value)}"
    return Estimated(what, mean_words(spread.mean), ends + worst)


def _explained(money: Money, name: str, estimates: tuple[Estimated, ...]) -> Explanation:
    """The figure on the central course; of one that the run does not have, why."""
    asked = read_figure(name)
    title = name if asked is None or asked.kind == "stake" else f"{name} in all"
    base = Explanation(about=figure(name), title=title, estimates=estimates)
    if asked is None:
        return base
    missing = tuple(f"`{one.name}`: {one.why}" for one in money.ran.missing(asked))
    try:
        explained = money.ran.explain(asked)
    except NotInRunError as fault:
        return Explanation(
            base.about, base.title, estimates, words=(f"On the central course {fault}.",), missing=missing
        )
    return Explanation(
        about=base.about,
        title=explained.title,
        estimates=estimates,
        explained=explained,
        clauses=explained.clauses,
        undisclosed=tuple(_number_words(money, explained.undisclosed)),
        missing=missing,
    )


def _number_words(money: Money, names: tuple[str, ...] | list[str]) -> Iterator[str]:
    """Each number that is not public, with the value it was run with."""
    for one in money.exact.undisclosed:
        if one.name in names:
            value = share_words(one.value) if abs(one.value) < 1 else money_words(one.value)
            yield f"`{one.name}`: {value} on the central course, {one.why}"
