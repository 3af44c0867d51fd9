"""The charts of a report: time, money, stakes, and the history of every term of which more than one text speaks."""

from collections.abc import Sequence

from termwise.report.charts.chart import Chart
from termwise.report.contents import TermStory
from termwise.session.pictures.cash import cash_of_clauses, cash_of_parties, ledger_of
from termwise.session.pictures.lines import gantt_of, history_of
from termwise.session.pictures.reading import Reading
from termwise.session.pictures.stakes import commitments_of, dependence_of, ownership_of
from termwise.session.pictures.titles import Titles
from termwise.session.pictures.worth import values_of
from termwise.session.reporting.material import Material


def charts(found: Material, stories: Sequence[TermStory]) -> tuple[Chart, ...]:
    """Every chart that there is something to show in."""
    titles = Titles(found.session.agreement(found.view))
    reading = None if found.money is None else Reading(found.money.futures)
    drawn: list[Chart | None] = [gantt_of(found.timeline, titles, reading)]
    if reading is not None and found.money is not None and found.money.moves:
        drawn += [
            values_of(reading, titles),
            cash_of_parties(reading, titles),
            cash_of_clauses(reading, titles),
            ledger_of(reading, titles),
            commitments_of(reading, titles),
            *ownership_of(reading, titles),
            dependence_of(reading, titles),
        ]
    drawn += [history_of(story.rows, story.clause, titles, found.view.known_by) for story in stories]
    return tuple(chart for chart in drawn if chart is not None)
