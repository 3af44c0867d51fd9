"""Pictures of what a deal is worth to each party over its futures, and of what a figure hangs on."""

import re
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from termwise.explain.figures.words import number_words
from termwise.model.text import expression_text
from termwise.report.charts.canvas.scale import amount
from termwise.report.charts.subject import Subject
from termwise.report.charts.tornado import Tornado, TornadoBar
from termwise.report.charts.values import ValueDistribution, ValueSpread
from termwise.session.pictures.reading import Reading, begun
from termwise.session.pictures.titles import Titles, counted, listed, money
from termwise.session.sensitivity import Sensitivity, Swing

_CELLS = 40
_CENT = 0.005
_TAILS = (0.005, 0.995)
"""What lies further out than this is counted in the outermost cells' neighbours, not drawn."""


def values_of(reading: Reading, titles: Titles) -> ValueDistribution | None:
    """What falls due after the day of the view: at each party's own discount rate, undiscounted where it has none."""
    futures = reading.futures
    rated = set(reading.at_end("worth:"))
    parties = []
    for party in reading.parties("cash so far:"):
        values = reading.values(f"worth:{party}") if party in rated else _later_cash(reading, party)
        remark = _rate_words(reading, party) if party in rated else "not discounted: no rate is given"
        if values is not None and (np.abs(values) >= _CENT).any():
            parties.append(_spread(titles.party(party), values, remark, Subject("party", party)))
    if not parties:
        return None
    day = futures.view.known_by
    said = listed(
        f"{one.label} {money(one.middle, futures.currency)} (90%: {amount(one.low, futures.currency)} to "
        f"{amount(one.high, futures.currency)})"
        for one in parties
    )
    return ValueDistribution(
        title="What the deal is worth to each party",
        summary=f"Cash after {day}, in the median of {futures.paths:,} futures: {said}.",
        unit=futures.currency,
        about=f"cash that falls due after {day}, received less paid",
        parties=tuple(parties),
    )


def _later_cash(reading: Reading, party: str) -> NDArray[np.float64] | None:
    """The sum of a party's cash over the periods after the day of the view, on every path."""
    values = reading.paths(f"cash so far:{party}")
    if values is None:
        return None
    past = begun(reading.periods, reading.futures.view.known_by)
    before = values[reading.told(f"cash so far:{party}").index(past - 1)].astype(np.float64) if past else 0.0
    return np.asarray(values[-1].astype(np.float64) - before)


def _rate_words(reading: Reading, party: str) -> str:
    declared = next(one for one in reading.futures.agreement.deal.parties if one.name == party)
    assert declared.discount_rate is not None, "only parties with a rate have a worth"  # noqa: S101
    return f"discounted at {expression_text(declared.discount_rate)}"


def _spread(label: str, values: NDArray[np.float64], remark: str, subject: Subject) -> ValueSpread:
    first, low, middle, high, last = np.quantile(values, (_TAILS[0], 0.05, 0.5, 0.95, _TAILS[1]))
    edges: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    if last > first:
        counts, bounds = np.histogram(values, _CELLS, (first, last))
        edges, shares = tuple(bounds.tolist()), tuple((counts / len(values)).tolist())
    return ValueSpread(
        label=label,
        edges=edges,
        shares=shares,
        low=float(low),
        middle=float(middle),
        high=float(high),
        mean=float(values.mean()),
        loses=float((values < 0).mean()),
        remark=remark,
        subject=subject,
    )


def tornado_of(told: Sensitivity, titles: Titles) -> Tornado:
    """What a figure hangs on: what moves it by at least a hundredth of the widest swing, the widest first."""
    unit = told.currency if told.money else "%"
    widest = max((abs(swing.swing.value) for swing in told.swings), default=0.0)
    moving = [swing for swing in told.swings if abs(swing.swing.value) >= max(widest / 100, 1e-12)]
    bars = tuple(_bar(swing, titles) for swing in moving)
    figure, still = _figure_words(told.figure, titles), len(told.swings) - len(moving)
    most = listed(f"{bar.label} ({amount(bar.low, unit)} to {amount(bar.high, unit)})" for bar in bars[:3])
    moved = f"; what moves it most: {most}" if bars else "; nothing that is drawn moves it"
    return Tornado(
        title=f"What {figure} hangs on",
        summary=f"On average {figure} is {_with_unit(told.base.value, unit)}{moved}.",
        note=f"{counted(still, 'more thing')} drawn, each of which swings it by less than a hundredth of that."
        if still and bars
        else None,
        unit=unit,
        figure=figure,
        base=told.base.value,
        bars=bars,
        subject=Subject("figure", told.figure) if not told.figure.startswith("worth") else None,
    )


def _with_unit(value: float, unit: str) -> str:
    return amount(value, "%") if unit == "%" else money(value, unit)


def _figure_words(figure: str, titles: Titles) -> str:
    """`the deal's worth to Label Ltd`, `the cash of Label Ltd`, `the stake of A in B`, `“Royalty”`."""
    said = re.sub(r"\s+", " ", figure.strip())
    if found := re.fullmatch(r"(worth|cash) of (\S+)", said):
        party = titles.party(found[2])
        return f"the deal's worth to {party}" if found[1] == "worth" else f"the cash of {party}"
    if found := re.fullmatch(r"stake ?\( ?(\S+?) ?, ?(\S+?) ?\)", said):
        return f"the stake of {titles.party(found[1])} in {titles.party(found[2])}"
    return f"“{titles.clause(said)}”"


def _bar(swing: Swing, titles: Titles) -> TornadoBar:
    label, subject = titles.drawn(swing.name)
    return TornadoBar(
        label=label,
        low=swing.low.value,
        high=swing.high.value,
        low_at=_at(swing, swing.low_at, "if low"),
        high_at=_at(swing, swing.high_at, "if high"),
        undisclosed=swing.undisclosed,
        subject=subject,
    )


def _at(swing: Swing, at: Fraction | int | None, end: str) -> str:
    """What brings it there, to be said after the figure: `at 22.1%`, `after 0.8 years`, `if never`, `if low`."""
    if swing.kind == "driver":
        return end
    if at is None:
        return "if never"
    if swing.kind == "event":
        return f"after {float(at) / 365.25:.1f} years"
    return f"at {number_words(Fraction(f'{float(at):.3g}')).replace('-', '−')}"
