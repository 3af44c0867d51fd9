"""The stretches of days on which a clause is in force, or may be."""

from datetime import date

from termwise.standing.asking import Asking, Reading
from termwise.standing.states import Stretch
from termwise.view.facts import UNTRACKED


def stretches_of(asking: Asking, clause: str) -> tuple[Stretch, ...]:
    """The stretches of a clause in order: each new truth or wording begins a new one."""
    history = asking.history(clause)
    if history is None:
        return ()
    days = sorted(day for day in asking.clause_days(clause) if day != UNTRACKED)
    readings = [(day, asking.reading(clause, day)) for day in days]
    found: list[Stretch] = []
    for place, (day, reading) in enumerate(readings):
        if reading.truth.value is False or reading.version is None:
            continue
        end = readings[place + 1][0] if place + 1 < len(readings) else None
        last = found[-1] if found else None
        if last is not None and last.end == day and _continues(last, reading):
            found[-1] = Stretch(last.start, end, last.truth, last.version, last.why)
        else:
            found.append(_stretch(day, end, reading))
    return tuple(found)


def _continues(last: Stretch, reading: Reading) -> bool:
    return last.truth == reading.truth and last.version == reading.version


def _stretch(day: date, end: date | None, reading: Reading) -> Stretch:
    if reading.version is None:
        raise AssertionError("a stretch has a wording")
    return Stretch(day, end, reading.truth, reading.version, reading.why)
