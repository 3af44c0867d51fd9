"""Pictures of money: what parties have, what clauses move, who pays whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

import numpy as np
from msgspec.structs import replace

from termwise.report.charts.canvas.scale import amount
from termwise.report.charts.cash_fan import CashFan
from termwise.report.charts.sankey import Flow, LedgerSankey
from termwise.report.charts.series import Band, Series
from termwise.report.charts.subject import Subject
from termwise.session.pictures.reading import Reading, drawn_periods, last_days, year_figures
from termwise.session.pictures.titles import Titles, counted, listed, money
from termwise.session.ran import Ran
from termwise.session.tables import Only

_MOST_CLAUSES = 6
_CENT = 0.005

ALL = Only()
"""Every party and every clause."""


def cash_of_parties(reading: Reading, titles: Titles) -> CashFan | None:
    """What every party has received less what it has paid, with the spread of the futures; None without money."""
    futures, numbers = reading.futures, drawn_periods(reading.periods)
    panels = []
    for party in reading.parties("cash so far:"):
        subject = Subject("party", party)
        series = reading.spread(f"cash so far:{party}", titles.party(party), numbers, subject, least=_CENT)
        panels.append(replace(series, figures=year_figures(series.days, f"cash({party}) on {{}}")))
    return _cash_so_far(panels, futures.currency, "median", futures.view.known_by)


def cash_on_course(ran: Ran, titles: Titles, only: Only = ALL) -> CashFan | None:
    """The same on the one central course, without a spread."""
    numbers = drawn_periods(ran.program.periods)
    days = last_days(ran.program.periods, numbers)
    panels = []
    for party in ran.deal.parties:
        own = [
            (entry.on, entry.amount if entry.payee == party.name else -entry.amount)
            for entry in ran.entries
            if party.name in (entry.payer, entry.payee)
            and entry.payer != entry.payee
            and only.party in (None, party.name)
        ]
        if own:
            middle = _so_far(own, days)
            figures = year_figures(days, f"cash({party.name}) on {{}}")
            series = Series(titles.party(party.name), days, middle, (), Subject("party", party.name), figures)
            panels.append(series)
    return _cash_so_far(panels, ran.currency, "central course", ran.view.known_by)


def _so_far(dated: Sequence[tuple[int, Fraction]], days: Sequence[date]) -> tuple[float, ...]:
    found, total, place = [], Fraction(0), 0
    ordered = sorted(dated)
    for day in days:
        while place < len(ordered) and ordered[place][0] <= day.toordinal():
            total += ordered[place][1]
            place += 1
        found.append(float(total))
    return tuple(found)


def _cash_so_far(panels: Sequence[Series], currency: str, centre: str, today: date) -> CashFan | None:
    panels = [one for one in panels if any(one.middle) or any(any(band.low) or any(band.high) for band in one.bands)]
    if not panels:
        return None
    last = panels[0].days[-1]
    said = listed(_balance(series, currency) for series in panels)
    by = "in the median future" if centre == "median" else "on the central course"
    return CashFan(
        title="Cash of each party",
        summary=f"By {last}, {by}: {said}.",
        unit=currency,
        panels=tuple(panels),
        each="so far",
        centre=centre,
        today=today,
    )


def _balance(series: Series, currency: str) -> str:
    value = series.middle[-1]
    if not value:
        return f"{series.label} has received as much as it paid"
    verb = "received" if value >= 0 else "paid"
    other = "paid" if value >= 0 else "received"
    said = f"{series.label} has {verb} {money(abs(value), currency)} more than it {other}"
    return said + _between(series, currency)


def _between(series: Series, unit: str) -> str:
    if not series.bands:
        return ""
    low, high = amount(series.bands[0].low[-1], unit), amount(series.bands[0].high[-1], unit)
    return f" (90% of futures: {low} to {high})" if low != high else ""


def cash_of_clauses(reading: Reading, titles: Titles) -> CashFan | None:
    """What each of the largest clauses moves in a year, with the spread of the futures; None where it is not kept."""
    futures = reading.futures
    names = [
        name
        for name in reading.over_time("paid:")
        if reading.paths(f"paid:{name}") is not None and reading.wants(*name.split(":"))
    ]
    means = {name: abs(reading.mean(f"paid in all:{name}")) for name in names}
    moving = sorted((name for name in names if means[name] > _CENT), key=lambda name: -means[name])
    if not moving:
        return None
    panels = [_per_year(reading, name, titles) for name in moving[:_MOST_CLAUSES]]
    left = moving[_MOST_CLAUSES:]
    total = sum(means[name] for name in left)
    note = f"{counted(len(left), 'smaller clause')} not drawn: {money(total, futures.currency)} in all, on average."
    said = listed(
        f"{panel.label} {money(means[name], futures.currency)}" for panel, name in zip(panels, moving, strict=False)
    )
    return CashFan(
        title="What clauses move in a year",
        summary=f"In all, on average over {futures.paths:,} futures: {said}.",
        note=note if left else None,
        unit=futures.currency,
        panels=tuple(panels),
        each="per year",
        remarks=tuple(f"{amount(means[name], futures.currency)} in all, on average" for name in moving[:_MOST_CLAUSES]),
        own_scales=True,
        today=futures.view.known_by,
    )


def _per_year(reading: Reading, name: str, titles: Titles) -> Series:
    """Quantiles of each year's sums, path by path; each stands from its year's first day, the last also at the end."""
    clause, payer, payee = name.split(":")
    values = reading.paths(f"paid:{name}")
    assert values is not None, "only clauses whose paths are kept are drawn"  # noqa: S101 - for the type checker
    first = date.fromordinal(reading.periods[0].start)
    years = [date.fromordinal(period.start).year for period in reading.periods]
    begins = [number for number, year in enumerate(years) if number == 0 or years[number - 1] != year]
    sums = np.add.reduceat(values, begins, axis=0)
    quantiles = np.quantile(sums, (0.05, 0.25, 0.5, 0.75, 0.95), axis=1).astype(np.float64)
    low, lower, middle, higher, high = ((*row.tolist(), row[-1].item()) for row in quantiles)
    shown = [years[number] for number in begins]
    several = sum(other.startswith(f"{clause}:") for other in reading.over_time("paid:")) > 1
    return Series(
        f"{titles.clause(clause)}: {titles.party(payer)} → {titles.party(payee)}" if several else titles.clause(clause),
        (*(max(date(year, 1, 1), first) for year in shown), date.fromordinal(reading.periods[-1].end - 1)),
        middle,
        (Band(0.9, low, high), Band(0.5, lower, higher)),
        Subject("clause", clause),
        (*(Subject("figure", f"{clause} in {year}") for year in shown), None),
    )


def ledger_of(reading: Reading, titles: Titles) -> LedgerSankey | None:
    """Who pays whom under which clause, on average over all futures."""
    flows = []
    for name in reading.at_end("paid in all:"):
        clause, payer, payee = name.split(":")
        if not reading.wants(clause, payer, payee):
            continue
        flows.append((clause, payer, payee, reading.mean(f"paid in all:{name}")))
    said = f"on average over {reading.futures.paths:,} futures"
    return _ledger(flows, titles, reading.futures.currency, said)


def ledger_on_course(ran: Ran, titles: Titles, only: Only = ALL) -> LedgerSankey | None:
    """The same on the one central course."""
    sums: dict[tuple[str, str, str], Fraction] = {}
    for entry in filter(only.holds, ran.entries):
        key = (entry.clause, entry.payer, entry.payee)
        sums[key] = sums.get(key, Fraction(0)) + entry.amount
    return _ledger(((*key, float(total)) for key, total in sums.items()), titles, ran.currency, "on the central course")


def _ledger(
    moved: Iterable[tuple[str, str, str, float]], titles: Titles, currency: str, how: str
) -> LedgerSankey | None:
    """What flows back on balance is drawn the other way."""
    flows: list[Flow] = []
    subjects: dict[str, Subject] = {}
    for clause, one, other, total in moved:
        payer, payee = (one, other) if total >= 0 else (other, one)
        if abs(total) > _CENT:
            named = (titles.party(payer), titles.clause(clause), titles.party(payee))
            flows.append(Flow(*named, abs(total), Subject("figure", clause)))
            subjects |= {named[0]: Subject("party", payer), named[2]: Subject("party", payee)}
            subjects[named[1]] = Subject("clause", clause)
    if not flows:
        return None
    flows.sort(key=lambda flow: -flow.amount)
    said = listed(
        f"{flow.payer} pays {flow.payee} {money(flow.amount, currency)} under {flow.clause}" for flow in flows
    )
    return LedgerSankey(
        title="Who pays whom, under which clause",
        summary=f"In all, {how}: {said}.",
        unit=currency,
        flows=tuple(flows),
        subjects=subjects,
    )
