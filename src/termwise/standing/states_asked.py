"""Whether a clause is in a state: what `payment is violated` asks."""

from datetime import date
from typing import assert_never

from termwise.model.expression import ClauseState
from termwise.standing.asking import Asking
from termwise.standing.power_states import is_exercised
from termwise.view.course import NO, Tri


def state_of(asking: Asking, clause: str, state: ClauseState, day: date) -> Tri:
    """The truth of "CLAUSE is STATE" on a day.

    "in effect" of a clause that is neither duty nor power is being in force; "suspended" and "ended"
    can be said of any clause, the other states of duties, prohibitions and powers alone.
    """
    match state:
        case "in force":
            return asking.reading(clause, day).truth
        case "suspended":
            return asking.reading(clause, day).paused
        case "ended":
            return asking.reading(clause, day).over
        case "exercised":
            return is_exercised(asking, clause, day)
        case "violated":
            return _of_duty(asking, clause, state, day, NO)
        case "in effect":
            return _in_effect(asking, clause, day)
        case "fulfilled" | "overdue" | "cured" | "waived":
            return _of_duty(asking, clause, state, day, NO)
        case _:
            assert_never(state)


def _of_duty(asking: Asking, clause: str, state: ClauseState, day: date, otherwise: Tri) -> Tri:
    standing = asking.duty(clause, day)
    if standing is None:
        return otherwise
    if state not in standing.possible:
        return NO
    return standing.truth


def _in_effect(asking: Asking, clause: str, day: date) -> Tri:
    power = asking.power(clause, day)
    if power is not None:
        if "in effect" not in power.possible:
            return NO
        used = is_exercised(asking, clause, day)
        return Tri(None, power.truth.hangs_on | used.hangs_on) if used.value is None else power.truth
    return _of_duty(asking, clause, "in effect", day, asking.reading(clause, day).truth)
