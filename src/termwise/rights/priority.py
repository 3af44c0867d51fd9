"""Which of the clauses that speak to an act prevails.

Only `overrides` settles a conflict. A clause that overrides another displaces it for the acts it
speaks to itself, as long as it is in force and not displaced in turn. Clauses that override each
other in a circle displace nothing.
"""

from collections.abc import Sequence
from graphlib import TopologicalSorter

from msgspec import Struct

from termwise.model.clause import Clause
from termwise.rights.bearings import Bearing
from termwise.view.agreement import Version
from termwise.view.course import YES, Tri, all_of, any_of, negation


class Voice(Struct, frozen=True):
    """One wording of a clause that speaks to an act, and whether it does on the day.

    `truth` is that it governs, is in force, and that the clause has the title to say it; `why` says
    so in words. `settled` is for a first refusal or consent: whether it is out of the way.
    """

    version: Version
    bearing: Bearing
    truth: Tri
    why: str
    settled: Tri = YES

    @property
    def clause(self) -> Clause:
        """The clause in this wording."""
        return self.version.clause


class Weighed(Struct, frozen=True):
    """A voice with the truth that it prevails, and the clauses that displace it or may."""

    voice: Voice
    prevails: Tri
    displaced_by: tuple[str, ...] = ()


def weigh(voices: Sequence[Voice]) -> tuple[Weighed, ...]:
    """Each voice with whether it prevails over those that override it."""
    rivals = _rivals(voices)
    known: dict[int, Weighed] = {}
    for index in TopologicalSorter(dict(enumerate(rivals))).static_order():
        standing = [(rival, known[rival].prevails) for rival in rivals[index]]
        displaced = any_of(tuple(truth for _, truth in standing))
        by = tuple(voices[rival].clause.name for rival, truth in standing if truth.value is not False)
        known[index] = Weighed(voices[index], all_of((voices[index].truth, negation(displaced))), by)
    return tuple(known[index] for index in range(len(voices)))


def _rivals(voices: Sequence[Voice]) -> list[list[int]]:
    """For each voice those that override it and are not, through any chain, overridden by it."""
    speakers = {voice.clause.name for voice in voices}
    says = {name: set[str]() for name in speakers}
    for voice in voices:
        says[voice.clause.name] |= speakers.intersection(voice.clause.qualifiers.overrides)
    places: dict[str, list[int]] = {}
    for place, voice in enumerate(voices):
        places.setdefault(voice.clause.name, []).append(place)
    over = {name: set[str]() for name in speakers}
    for name in speakers:
        for beaten in says[name]:
            over[beaten].add(name)
    circles = {name: _reached(name, says) if over[name] and says[name] else frozenset[str]() for name in speakers}
    return [
        sorted(place for rival in over[voice.clause.name] - circles[voice.clause.name] for place in places[rival])
        for voice in voices
    ]


def _reached(name: str, says: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(says[name])
    while waiting:
        rival = waiting.pop()
        if rival not in found:
            found.add(rival)
            waiting += says[rival]
    return found
