"""One piece of work and how it is done: some batches, chunk by chunk, wherever that happens."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from termwise.engine.kernel.rows import Row
from termwise.engine.kernel.tally import Asked, Bounds, Counts, Tally, joined
from termwise.engine.simulate.plan import Stretch, chunks


class Simulator(Protocol):
    """A program ready to run on this machine; several threads may run it at once."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """What every tally has, in order."""

    def run(self, stretch: Stretch, asked: Asked, bounds: Bounds | None, counts: Counts | None) -> Tally:
        """One chunk. Adds to `counts` in place, cells as `bounds` say; both None when nothing is counted."""


class Job(Protocol):
    """What makes a simulator, on this machine or another one: it can be pickled."""

    def ready(self) -> Simulator:
        """The simulator; made anew on every call."""


class Request(Struct, frozen=True):
    """What is tallied of every chunk: values asked for, and counts within bounds (None: nothing is counted)."""

    asked: Asked
    bounds: Bounds | None


class Portion(Struct, frozen=True):
    """Neighbouring batches, done by one worker in one go."""

    batches: tuple[Stretch, ...]

    @property
    def paths(self) -> int:
        """How many paths it has."""
        return sum(batch.count for batch in self.batches)


class Finished(Struct, frozen=True):
    """What became of a portion: a tally per batch, and the counts of all of them (None when nothing is counted).

    Whoever it is handed to may change the counts.
    """

    portion: Portion
    tallies: tuple[Tally, ...]
    counts: Counts | None


def tallied(
    simulator: Simulator,
    stretches: Iterable[Stretch],
    request: Request,
    after: Callable[[int], None],
    *,
    counts: Counts | None = None,
    begins: int = 0,
) -> tuple[dict[int, Tally], Counts | None]:
    """Chunks one by one: their tallies, by their first paths, and the counts of all (None where there are none).

    `after` hears how many paths each had; what it raises ends it. `counts` are old ones to use again, whatever is in
    them. A `room` that is asked for begins with the path `begins`.
    """
    tallies: dict[int, Tally] = {}
    asked = request.asked
    for chunk in stretches:
        if not tallies:
            counts = _empty(counts, request.bounds)
        if request.asked.room is not None:
            asked = replace(request.asked, room=request.asked.room[:, chunk.first - begins :])
        tallies[chunk.first] = simulator.run(chunk, asked, request.bounds, counts)
        after(chunk.count)
    return tallies, counts if tallies else None


def _empty(counts: Counts | None, bounds: Bounds | None) -> Counts | None:
    """Counts of nothing yet, where the old ones lie if there are any; None when nothing is counted."""
    if bounds is None or counts is None:
        return None if bounds is None else bounds.no_counts()
    counts.fill(0)
    return counts


def finished(
    portion: Portion, by_chunk: Mapping[int, Tally], counts: Counts | None, every: NDArray[np.float32] | None = None
) -> Finished:
    """The portion from the tallies of all its chunks, by their first paths. `every`: where the values in short lie side
    by side, shape (rows, paths), when they went to one room.
    """
    tallies = []
    for batch in portion.batches:
        whole = joined([by_chunk[chunk.first] for chunk in chunks(batch)], every=every is None)
        if every is not None:
            first = batch.first - portion.batches[0].first
            whole = replace(whole, every=every[:, first : first + batch.count])
        tallies.append(whole)
    return Finished(portion, tuple(tallies), counts)


def chunks_of(portion: Portion) -> list[Stretch]:
    """All chunks of a portion, in order."""
    return [chunk for batch in portion.batches for chunk in chunks(batch)]
