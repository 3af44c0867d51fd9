"""Where a power stands on a day."""

from datetime import date
from typing import get_args

from msgspec.structs import replace

from termwise.model.sentence import Power
from termwise.standing.asking import Aside, Asking, Reading
from termwise.standing.exercises import Exercise, exercises, yet_to_come
from termwise.standing.states import PowerStanding, PowerState
from termwise.view.agreement import Version
from termwise.view.course import NO, YES, HangsOn, Tri, all_of, any_of, negation
from termwise.view.moments import come


def power_on(asking: Asking, clause: str, day: date) -> PowerStanding | None:
    """Where the power of a clause stands; None when its wording on the day states none.

    An exercise that nothing records has not happened here, and what the power brings about does not
    end it. Whether it may have been exercised is what `CLAUSE is exercised` asks. While it is open
    which of several sentences governs, it may be in any state.
    """
    reading = asking.reading(clause, day, Aside(source=clause))
    standing = _power_on(asking, clause, day, reading)
    if standing is None or not reading.doubt:
        return standing
    open_ = Tri(None, standing.truth.hangs_on | reading.doubt)
    return replace(standing, truth=open_, why=reading.why, possible=get_args(PowerState))


def _power_on(asking: Asking, clause: str, day: date, reading: Reading) -> PowerStanding | None:
    history = asking.history(clause)
    version = reading.version or (None if history is None else history.versions[0])
    if version is None or not isinstance(version.clause.sentence, Power):
        return None
    done = [exercise for exercise in all_exercises(asking, clause) if exercise.day.by(day).value is not False]
    standing = _standing(_truths(asking, clause, reading, day), reading)
    exercised = any_of(tuple(all_of((e.valid, e.day.by(day))) for e in done))
    if exercised.value is False:
        return _with_void(standing, done)
    first = next(exercise for exercise in done if exercise.valid.value is not False)
    states: tuple[PowerState, ...] = ("exercised",)
    if exercised.value is None:
        states = (*states, *standing.possible)
    return PowerStanding(
        state="exercised" if exercised.value else standing.state,
        truth=exercised if exercised.value else Tri(None, exercised.hangs_on | standing.truth.hangs_on),
        exercised=first.day.latest,
        takes_effect=first.takes_effect.latest if first.takes_effect.earliest == first.takes_effect.latest else None,
        in_breach_of=first.in_breach_of,
        why=_exercised_words(first),
        possible=states,
    )


def all_exercises(asking: Asking, clause: str) -> list[Exercise]:
    """Every exercise of a power, in every wording, in order of day."""
    history = asking.history(clause)
    versions: tuple[Version, ...] = () if history is None else history.versions
    following = (*versions[1:], None)
    found = (e for v, after in zip(versions, following, strict=True) for e in exercises(asking, clause, v, after))
    return sorted(found, key=lambda exercise: exercise.day.earliest or date.max)


def is_exercised(asking: Asking, clause: str, day: date) -> Tri:
    """Whether a power has been exercised by a day; open where it may have been after the view's known-by date."""
    history = asking.history(clause)
    if history is None:
        return NO
    done = any_of(tuple(all_of((e.valid, e.day.by(day))) for e in all_exercises(asking, clause)))
    return any_of((done, yet_to_come(asking, clause, history.versions[-1]).by(day)))


def _truths(asking: Asking, clause: str, reading: Reading, day: date) -> list[tuple[PowerState, Tri]]:
    """The states of a power not exercised, in order of precedence."""
    started = reading.started
    sentence = None if reading.version is None else reading.version.clause.sentence
    if isinstance(sentence, Power) and sentence.not_before is not None:
        started = all_of((started, come(sentence.not_before, day, asking, clause)))
    alive = all_of((started, negation(reading.over), negation(reading.paused)))
    held = all_of((alive, negation(reading.truth)))
    return [
        ("not yet in effect", negation(started)),
        ("ended", any_of((reading.over, held))),
        ("suspended", reading.paused),
        ("in effect", YES),
    ]


def _standing(truths: list[tuple[PowerState, Tri]], reading: Reading) -> PowerStanding:
    before: list[Tri] = []
    possible: list[PowerState] = []
    hangs_on = frozenset[HangsOn]()
    for state, holds in truths:
        truth = all_of((holds, *(negation(earlier) for earlier in before)))
        before.append(holds)
        if truth.value is True:
            return PowerStanding(state, YES, None, None, (), reading.why, (state,))
        if truth.value is None:
            possible.append(state)
            hangs_on |= truth.hangs_on
    why = f"open: {' or '.join(possible)}"
    return PowerStanding(possible[-1], Tri(None, hangs_on), None, None, (), why, tuple(possible))


def _with_void(standing: PowerStanding, done: list[Exercise]) -> PowerStanding:
    void = next((e.day.latest for e in done if e.valid == NO), None)
    if void is None:
        return standing
    why = f"{standing.why}; the exercise on {void} had no effect: it could not be exercised then"
    return PowerStanding(standing.state, standing.truth, None, None, (), why, standing.possible)


def _exercised_words(first: Exercise) -> str:
    by = "" if first.by is None else f" by {first.by}"
    words = f"exercised on {first.day.latest}{by}"
    effect = first.takes_effect
    if effect.earliest is None:
        words += ", without effect"
    elif effect.earliest == effect.latest:
        words += f", effective {effect.earliest}"
    if first.in_breach_of:
        words += f", in breach of {', '.join(first.in_breach_of)}"
    return words
