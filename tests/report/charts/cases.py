"""Charts of every kind at its hardest: nothing, one point, very many, equal, negative, huge, long, hostile."""

from collections.abc import Iterator
from datetime import date, timedelta

from termwise.report.charts import Chart, Subject
from termwise.report.charts.cash_fan import CashFan
from termwise.report.charts.commitment import Commitment, CommitmentProgress
from termwise.report.charts.dependence import Dependence
from termwise.report.charts.gantt import Gantt, GanttBar, GanttEvent, GanttRow
from termwise.report.charts.ownership import Ownership
from termwise.report.charts.sankey import Flow, LedgerSankey
from termwise.report.charts.series import Band, Series
from termwise.report.charts.term_history import Strength, TermHistory, TermStatement
from termwise.report.charts.tornado import Tornado, TornadoBar
from termwise.report.charts.values import ValueDistribution, ValueSpread

TODAY = date(2026, 5, 31)
LONG = "An obligation to deliver capacity, described at such length that no column could ever hold it whole " + "x" * 24
FOREIGN = "حصة الإيرادات السنوية לפי ההסכם 収益分配契約"
HOSTILE = '"><script>alert(1)</script><a href="javascript:alert(2)" onload=\'x\' style="x">&amp;\x00\x1b[31m\u202e]]>'

LABELS = {"plain": "Revenue share", "long": LONG, "foreign": FOREIGN, "hostile": HOSTILE, "empty": ""}
VALUES: dict[str, tuple[float, ...]] = {
    "rising": (0.0, 1e9, 3e9, 8e9),
    "equal": (5e9, 5e9, 5e9, 5e9),
    "zero": (0.0, 0.0, 0.0, 0.0),
    "negative": (-1e9, -4e9, -2e10, -9e10),
    "huge": (1e15, 1e18, 1e30, 1e60),
    "tiny": (1e-9, 2e-9, 3e-9, 4e-9),
    "either way": (-3e11, 2e11, -1e11, 4e11),
    "one point": (7e9,),
    "none": (),
}


def series(values: tuple[float, ...], label: str, *, bands: bool = True) -> Series:
    """A value every half year."""
    days = tuple(date(2024, 6, 30) + timedelta(days=183 * number) for number in range(len(values)))
    low, high = tuple(value - abs(value) * 0.4 for value in values), tuple(value + abs(value) * 0.6 for value in values)
    spread = (Band(0.9, low, high), Band(0.5, values, high)) if bands else ()
    figures = tuple(Subject("figure", f"{label} in {day.year}") for day in days)
    return Series(label, days, values, spread, Subject("party", label), figures)


def of_values(values: tuple[float, ...], label: str, count: int) -> Iterator[Chart]:
    """Charts of numbers: `count` panels, bars, bands or hills of the same values."""
    title, summary = f"Of {label}"[:90], f"{count} of {label}"
    names = [f"{label} {number}" if count > 1 else label for number in range(count)]
    panels = tuple(series(values, name) for name in names)
    yield CashFan(title=title, summary=summary, unit="USD", panels=panels, today=TODAY)
    yield CashFan(
        title=title,
        summary=summary,
        unit="USD",
        panels=panels,
        each="per year",
        own_scales=True,
        centre="central course",
    )
    commitments = tuple(Commitment(one, series(values, name), 0.5) for one, name in zip(panels, names, strict=True))
    yield CommitmentProgress(
        title=title, summary=summary, unit="USD", commitments=commitments, today=TODAY, own_scales=True
    )
    shares = tuple(0.9 / max(count, 1) for _ in values)
    holders = tuple(series(shares, name) for name in names)
    yield Ownership(title=title, summary=summary, company="c", basis="as converted", holders=holders, today=TODAY)
    yield Dependence(title=title, summary=summary, buyers=holders, today=TODAY)
    ends = values or (0.0,)
    bars = tuple(TornadoBar(name, min(ends), max(ends), "at 20%", f"at {label}", True) for name in names)
    yield Tornado(
        title=title, summary=summary, unit="USD", figure=label, base=sum(ends) / len(ends), bars=bars if values else ()
    )
    flows = tuple(Flow(name, label, f"to {name}", abs(max(ends, key=abs))) for name in names)
    yield LedgerSankey(
        title=title,
        summary=summary,
        unit="USD",
        flows=flows if values else (),
        subjects={label: Subject("clause", label)},
    )
    yield ValueDistribution(
        title=title,
        summary=summary,
        unit="USD",
        about=label,
        parties=tuple(spread(ends, name) for name in names) if values else (),
    )


def spread(values: tuple[float, ...], name: str) -> ValueSpread:
    """A hill over the values; none where they are all alike."""
    low, high = min(values), max(values)
    edges = (low, (low + high) / 2, high) if high > low else ()
    shares = (0.25, 0.75) if edges else ()
    return ValueSpread(name, edges, shares, low, (low + high) / 2, high, low, 0.3, f"discounted, {name}")


def of_time(label: str, count: int) -> Iterator[Chart]:
    """Charts of days: `count` clauses, events and statements."""
    title, summary = f"Of {label}"[:90], f"{count} of {label}"
    numbered = [f"{label} {number}" if count > 1 else label for number in range(count)]
    start, end = date(2019, 7, 22), date(2035, 1, 1)
    bar = GanttBar(date(2020, 1, 1), date(2026, 1, 1), words=label)
    bars = (bar, GanttBar(bar.end, date(2026, 1, 2), certain=False), GanttBar(date(2030, 1, 1), end, weak=True))
    rows = tuple(GanttRow(name, bars, label, Subject("clause", name)) for name in numbered)
    known = GanttEvent(label, on=date(2025, 10, 28), remark="2025-10-28")
    open_ = GanttEvent(label, low=date(2027, 1, 1), middle=date(2030, 1, 1), high=date(2060, 1, 1), remark="likely 70%")
    unsaid = GanttEvent(label, low=date(2027, 1, 1), remark=label, believed=False)
    events = (known, open_, unsaid, GanttEvent(label, remark="never"))
    texts = (GanttEvent(label, on=date(2015, 1, 1), counts=False, remark="withdrawn"),)
    yield Gantt(
        title=title,
        summary=summary,
        start=start,
        end=end,
        today=TODAY,
        rows=rows,
        events=events if count else (),
        texts=texts * count,
    )
    strengths: tuple[Strength, ...] = ("rumoured", "non-binding", "binding")
    statements = tuple(
        TermStatement(
            date(2025, 1, 1) + timedelta(days=number // 2), strengths[number % 3], name, (label, label), label
        )
        for number, name in enumerate(numbered)
    )
    yield TermHistory(title=title, summary=summary, clause=label, statements=statements, today=TODAY)


def charts() -> Iterator[tuple[str, Chart]]:
    """Every case with its name."""
    for kind, values in VALUES.items():
        yield from ((f"{kind}, {type(chart).__name__}", chart) for chart in of_values(values, "Revenue share", 3))
    for kind, label in LABELS.items():
        few = [*of_values(VALUES["either way"], label, 2), *of_time(label, 2)]
        yield from ((f"{kind} names, {type(chart).__name__}", chart) for chart in few)
    for count in (0, 1, 60):
        some = [*of_values(VALUES["rising"] if count else (), "Clause", count), *of_time("Clause", count)]
        yield from ((f"{count} of them, {type(chart).__name__}", chart) for chart in some)
