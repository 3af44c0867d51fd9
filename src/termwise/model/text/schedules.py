"""Schedules in the language."""

from typing import assert_never

from termwise.model.sentence import ByThen, Every, Once, Periodic, Schedule, When, Within
from termwise.model.text.expressions import expression_text
from termwise.model.text.moments import moment_text


def schedule_text(schedule: Schedule, currency: str | None = None) -> str:
    """`on 2019-07-22`, `by 2032`, `within 30 days of agi_verified`, `when ipo`, `quarterly in advance`."""
    match schedule:
        case Once(moment):
            return f"on {moment_text(moment)}"
        case ByThen(moment):
            return f"by {moment_text(moment)}"
        case Within(length, origin):
            return f"within {length} of {moment_text(origin)}"
        case When(condition):
            return f"when {expression_text(condition, currency)}"
        case Periodic(frequency, in_advance):
            return f"{frequency} in advance" if in_advance else frequency
        case Every(length, origin):
            return f"every {length} from {moment_text(origin)}"
        case _:
            assert_never(schedule)


def due_lines(schedule: Schedule | None) -> list[str]:
    """`due within 10 business days`, `due on last business day`: the lines a periodic schedule adds."""
    if not isinstance(schedule, Periodic):
        return []
    lines = [f"due within {schedule.due_within}"] if schedule.due_within is not None else []
    return [*lines, "due on last business day"] if schedule.due_last_business_day else lines
