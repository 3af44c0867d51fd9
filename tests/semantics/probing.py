"""A small deal, a question in the language, and what a lawyer would answer."""

from datetime import date
from functools import cache
from typing import NamedTuple

from termwise.base.source import SourceText
from termwise.rights.replay import Replay
from termwise.session import Asked, Session, load_text

HEAD = """deal "A deal"
    currency USD
    period 2020-01-01 through 2039-12-31
    today 2025-01-01

party alpha "Alpha Inc.", company
party beta "Beta PBC", company
party gamma "Gamma Ltd", company
party delta "Delta AG", company
party panel "Panel of experts", expert
party agency "Agency", regulator

asset models "Models" of beta
asset models.vision "Vision models"
asset models.vision.medical "Medical imaging"
asset compute "Computing capacity"
asset compute.chips "Chips"
asset api "Programming interface" of beta
asset cloud "Cloud" of alpha
asset cloud.compute "Capacity on the cloud"
field health "Health"
field finance "Finance"
territory europe "Europe"
territory europe.france "France"
body board "Board" of beta
    seats 4
body council "Council" of beta
    seats 5
    majority 60%

event verified "Verified" by panel
event ipo "Listing" by beta
event cleared "Cleared" by agency
    on 2024-06-30
event merger "Merger" by gamma
    on 2023-03-15
    known from 2023-09-01
event coming "Coming" by agency
    on 2025-06-30
event strike "Strike"

driver revenue in USD per year
    known 2024 2bn
    grows 10% to 30% per year
driver price in USD
    known 2024-12-31 100
driver worth in USD
    known 2024-12-31 500bn
"""
"""Known as of 2025-01-01: `cleared`, `merger`. Open: `verified`, `ipo`, `strike`, and `coming` until it is known."""


class Probe(NamedTuple):
    """One question to one small deal.

    `sentence` quotes the language page and names the case. `comes_out` is yes, no or depends; `by` the
    clauses that decide and `hangs_on` the names it depends on, each exactly; `words` stand in the reason.
    """

    sentence: str
    text: str
    question: str
    comes_out: str
    by: tuple[str, ...] | None = None
    hangs_on: tuple[str, ...] = ()
    words: str = ""


def ids(probe: Probe) -> str:
    """The sentence and the question, for the test's name."""
    return f"{probe.sentence} | {probe.question}"


@cache
def session_of(text: str, head: str = HEAD) -> Session:
    """The session of a small deal, which must be without errors."""
    session = load_text(head + text)
    assert session.usable, [f"{d.code}: {d.message}" for d in session.diagnostics]
    return session


def check(probe: Probe, head: str = HEAD) -> None:
    """Asks the question and compares everything the probe says."""
    asked = session_of(probe.text, head).ask(probe.question)
    assert asked.diagnostics == (), [f"{d.code}: {d.message}" for d in asked.diagnostics]
    assert asked.outcome is not None
    decides = asked.answer.clauses("decides") if asked.answer is not None else None
    hangs_on = tuple(sorted({thing.name for thing in asked.outcome.hangs_on}))
    assert (_verdict(asked), hangs_on) == (probe.comes_out, tuple(sorted(probe.hangs_on))), asked.outcome.came_out
    if probe.by is not None:
        assert decides == probe.by
    assert probe.words in asked.outcome.came_out


def _verdict(asked: Asked) -> str:
    assert asked.outcome is not None
    if asked.answer is not None:
        return asked.answer.verdict
    return {"passed": "yes", "failed": "no", "open": "depends"}[asked.outcome.result]


def replayed(text: str, rows: str, day: str, head: str = HEAD) -> Replay:
    """The deal after a course: rows of `date,act,subject,by`, which must all be read."""
    session = session_of(text, head)
    read = session.course(SourceText("course.csv", "date,act,subject,by\n" + rows))
    assert read.diagnostics == ()
    return session.replay(read.rows, day=date.fromisoformat(day))


def states(text: str, rows: str, day: str, head: str = HEAD) -> dict[str, str]:
    """Where every clause stands on a day after a course."""
    return {state.clause: state.state for state in replayed(text, rows, day, head).states}
