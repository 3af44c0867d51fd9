"""Pictures of who holds companies, what is committed and bought, and who depends on whom."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
from msgspec.structs import replace

from termwise.engine.run import Measured
from termwise.report.charts.canvas.scale import amount
from termwise.report.charts.commitment import Commitment, CommitmentProgress
from termwise.report.charts.dependence import Dependence
from termwise.report.charts.ownership import Ownership
from termwise.report.charts.series import Band, Series
from termwise.report.charts.subject import Subject
from termwise.session.pictures.reading import Reading, drawn_periods, last_days, thinned, year_figures
from termwise.session.pictures.titles import Titles, listed, money
from termwise.session.ran import Ran
from termwise.standing.holdings import holdings
from termwise.view.agreement import Agreement

_TRACE = 0.0005


def ownership_of(reading: Reading, titles: Titles) -> tuple[Ownership, ...]:
    """Who holds each company, on average over the futures; companies whose units alone are counted have none."""
    agreement = reading.futures.agreement
    found = []
    for company, holders in _by_company(reading.over_time("stake:")).items():
        names = [f"stake:{holder}:{company}" for holder in holders]
        numbers = reading.changes(names)
        series = [
            _named(reading.averages(name, titles.party(holder), numbers, Subject("party", holder)), holder, company)
            for name, holder in zip(names, holders, strict=True)
        ]
        said = f"on average over {reading.futures.paths:,} futures"
        found.append(_ownership(agreement, titles, company, (series, "mean", said)))
    return tuple(one for one in found if one is not None)


def ownership_on_course(ran: Ran, titles: Titles) -> tuple[Ownership, ...]:
    """The same on the one central course."""
    stakes = {one.name.removeprefix("stake:"): one for one in ran.run.outputs if one.name.startswith("stake:")}
    found = []
    for company, holders in _by_company(stakes).items():
        measured = [stakes[f"{holder}:{company}"] for holder in holders]
        numbers = _changes(ran, measured)
        days = last_days(ran.program.periods, numbers)
        series = [
            _named(
                Series(
                    titles.party(holder),
                    days,
                    tuple(float(Fraction(one.values[number])) for number in numbers),
                    (),
                    Subject("party", holder),
                ),
                holder,
                company,
            )
            for holder, one in zip(holders, measured, strict=True)
        ]
        found.append(_ownership(ran.agreement, titles, company, (series, "central course", "on the central course")))
    return tuple(one for one in found if one is not None)


def _named(series: Series, holder: str, company: str) -> Series:
    return replace(series, figures=year_figures(series.days, f"stake({holder}, {company}) on {{}}"))


def _by_company(pairs: Iterable[str]) -> dict[str, list[str]]:
    """Holders by company, of `holder:company`."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        holder, _, company = pair.partition(":")
        found.setdefault(company, []).append(holder)
    return found


def _changes(ran: Ran, measured: Sequence[Measured]) -> tuple[int, ...]:
    last = len(ran.program.periods) - 1
    moved = [
        number
        for number in range(last + 1)
        if number in (0, last) or any(one.values[number] != one.values[number - 1] for one in measured)
    ]
    return thinned(tuple(moved), ran.program.periods)


def _ownership(
    agreement: Agreement, titles: Titles, company: str, drawn: tuple[list[Series], str, str]
) -> Ownership | None:
    series, centre, how = drawn
    held = [one for one in series if max(one.middle, default=0.0) > _TRACE]
    if not held:
        return None
    held = _since_something_is_held(held)
    last = held[0].days[-1]
    basis = holdings(agreement, company, last).basis
    said = listed(f"{one.label} {amount(one.middle[-1], '%')}" for one in sorted(held, key=lambda s: -s.middle[-1]))
    return Ownership(
        title=f"Who owns {titles.party(company)}",
        summary=f"On {last}, {how}, {titles.party(company)} is held by {said}.",
        company=company,
        basis="basis not said" if basis is None else str(basis),
        holders=tuple(held),
        centre=centre,
        today=agreement.view.known_by,
    )


def _since_something_is_held(holders: list[Series]) -> list[Series]:
    """From half a year before anybody holds anything; stakes stay level between the days of their changes."""
    first = min(next(number for number, value in enumerate(one.middle) if value > 0) for one in holders)
    kept = slice(max(first - 1, 0), None)
    days = holders[0].days[kept]
    if first > 0:
        days = (max(days[0], days[1] - timedelta(days=183)), *days[1:])
    return [
        replace(
            one,
            days=days,
            middle=one.middle[kept],
            bands=tuple(Band(band.share, band.low[kept], band.high[kept]) for band in one.bands),
            figures=one.figures[kept],
        )
        for one in holders
    ]


def commitments_of(reading: Reading, titles: Titles) -> CommitmentProgress | None:
    """What is committed in all against what has been bought, for every clause that commits to buy.

    A clause that was worded anew has an account for each wording, of which one runs at a time.
    """
    futures = reading.futures
    found = []
    accounts = set(reading.over_time("bought:")) & set(reading.over_time("committed:"))
    for clause, names in _wordings(accounts).items():
        if reading.only.clause not in (None, clause):
            continue
        subject, label = Subject("clause", clause), titles.clause(clause)
        numbers = drawn_periods(reading.periods)
        bought = _most([reading.spread(f"bought:{name}", label, numbers, subject) for name in names])
        moved = reading.changes([f"committed:{name}" for name in names])
        numbers = tuple(sorted({0, *moved, *(number - 1 for number in moved if number)}))
        committed = _most([reading.spread(f"committed:{name}", label, numbers, subject) for name in names])
        target = _while_it_runs(replace(committed, bands=()))
        if target.days:
            found.append(Commitment(target, bought, _reached(reading, names)))
    return _progress(found, futures.currency, "median", futures.view.known_by)


def _wordings(names: Iterable[str]) -> dict[str, list[str]]:
    """Accounts by clause, of `clause`, `clause.2` and so on."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(name.partition(".")[0], []).append(name)
    return found


def _most(series: Sequence[Series]) -> Series:
    """The greatest of several on every day."""
    first = series[0]
    if len(series) == 1:
        return first
    bands = tuple(
        Band(same[0].share, *(tuple(map(max, zip(*sides, strict=True))) for sides in _sides(same)))
        for same in zip(*(one.bands for one in series), strict=True)
    )
    return replace(first, middle=tuple(map(max, zip(*(one.middle for one in series), strict=True))), bands=bands)


def _sides(bands: Sequence[Band]) -> tuple[list[tuple[float, ...]], list[tuple[float, ...]]]:
    return [band.low for band in bands], [band.high for band in bands]


def _while_it_runs(committed: Series) -> Series:
    """From the first day on which something is committed to the last."""
    running = [number for number, value in enumerate(committed.middle) if value > 0]
    if not running:
        return replace(committed, days=(), middle=())
    kept = slice(running[0], running[-1] + 1)
    return replace(committed, days=committed.days[kept], middle=committed.middle[kept])


def _reached(reading: Reading, names: Sequence[str]) -> float | None:
    """The share of futures in which all that was ever committed is bought in the end."""
    pairs = [(reading.paths(f"committed:{name}"), reading.paths(f"bought:{name}")) for name in names]
    committed = [one.max(axis=0) for one, _ in pairs if one is not None]
    bought = [one[-1] for _, one in pairs if one is not None]
    if not committed or not bought:
        return None
    return float(np.mean(np.max(bought, axis=0) >= np.max(committed, axis=0) * (1 - 1e-6)))


def commitments_on_course(ran: Ran, titles: Titles) -> CommitmentProgress | None:
    """The same on the one central course."""
    outputs = {one.name: one.values for one in ran.run.outputs}
    numbers = drawn_periods(ran.program.periods)
    days = last_days(ran.program.periods, numbers)

    def series(name: str, clause: str) -> Series:
        values = tuple(float(Fraction(outputs[name][number])) for number in numbers)
        return Series(titles.clause(clause), days, values, (), Subject("clause", clause))

    accounts = {name.removeprefix("bought:") for name in outputs if name.startswith("bought:")}
    accounts &= {name.removeprefix("committed:") for name in outputs if name.startswith("committed:")}
    found = []
    for clause, names in _wordings(accounts).items():
        bought = _most([series(f"bought:{name}", clause) for name in names])
        committed = _while_it_runs(_most([series(f"committed:{name}", clause) for name in names]))
        if committed.days:
            found.append(Commitment(committed, bought))
    return _progress(found, ran.currency, "central course", ran.view.known_by)


def _progress(found: list[Commitment], currency: str, centre: str, today: date) -> CommitmentProgress | None:
    if not found:
        return None
    said = listed(_of_whole(one, currency) for one in found)
    how = "in the median future" if centre == "median" else "on the central course"
    return CommitmentProgress(
        title="Commitments against purchases",
        summary=f"By {found[0].bought.days[-1]}, {how}: {said}.",
        unit=currency,
        commitments=tuple(found),
        own_scales=True,
        centre=centre,
        today=today,
    )


def _of_whole(one: Commitment, currency: str) -> str:
    bought, whole = amount(one.bought.middle[-1], currency), money(max(one.committed.middle), currency)
    often = "" if one.reached is None else f", in full in {amount(one.reached, '%', 2)} of futures"
    return f"{one.bought.label} {bought} bought of {whole} committed{often}"


def dependence_of(reading: Reading, titles: Titles) -> Dependence | None:
    """The largest supplier's share of what each party that buys has bought in the last twelve months."""
    numbers = drawn_periods(reading.periods)
    names = reading.parties("largest supplier:")
    buyers = [
        reading.spread(f"largest supplier:{name}", titles.party(name), numbers, Subject("party", name))
        for name in names
    ]
    buyers = [one for one in buyers if max(one.middle) > 0]
    if not buyers:
        return None
    last = buyers[0].days[-1]
    said = listed(
        f"{amount(one.middle[-1], '%')} of what {one.label} buys comes from its largest supplier"
        if one.middle[-1]
        else f"{one.label} buys nothing"
        for one in buyers
    )
    return Dependence(
        title="Dependence on the largest supplier",
        summary=f"In the twelve months to {last}, in the median future: {said}.",
        note="Only what is bought under the clauses of this deal counts; 0% where nothing is bought.",
        buyers=tuple(buyers),
        today=reading.futures.view.known_by,
    )
