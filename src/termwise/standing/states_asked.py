"""Whether a clause is in a state: what `payment is violated` asks."""

from datetime import date
from typing import assert_never

from termwise.model.expression import ClauseState
from termwise.standing.asking import ITS_TIME, Asking
from termwise.standing.power_states import is_exercised
from termwise.view.course import NO, Tri


def state_of(asking: Asking, clause: str, state: ClauseState, day: date) -> Tri:
    """The truth of "CLAUSE is STATE" on a day.

    "in effect" of a clause that is neither duty nor power is being in force; "suspended" and "ended"
    can be said of any clause, the other states of duties, prohibitions and powers alone.
    """
    in_time = asking.reading(clause, day, ITS_TIME)
    match state:
        case "in force":
            return asking.reading(clause, day).truth
        case "suspended":
            return in_time.paused
        case "ended":
            return in_time.over
        case _ if in_time.doubt:
            return Tri(None, in_time.doubt)
        case "exercised":
            return is_exercised(asking, clause, day)
        case "in effect":
            return _in_effect(asking, clause, day)
        case "fulfilled" | "overdue" | "violated" | "cured" | "waived":
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
