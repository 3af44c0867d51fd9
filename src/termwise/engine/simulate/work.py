"""One piece of work and how it is done: some batches, chunk by chunk, wherever that happens."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from msgspec import Struct

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
    """What became of a portion: a tally per batch, and the counts of all of them (None when nothing is counted)."""

    portion: Portion
    tallies: tuple[Tally, ...]
    counts: Counts | None


def tallied(
    simulator: Simulator, stretches: Iterable[Stretch], request: Request, after: Callable[[int], None]
) -> tuple[list[Tally], Counts | None]:
    """Chunks one by one: their tallies, and the counts of all.

    `after` hears how many paths each had; what it raises ends it.
    """
    counts = None if request.bounds is None else request.bounds.no_counts()
    tallies = []
    for chunk in stretches:
        tallies.append(simulator.run(chunk, request.asked, request.bounds, counts))
        after(chunk.count)
    return tallies, counts


def finished(portion: Portion, by_chunk: Sequence[Tally], counts: Counts | None) -> Finished:
    """The portion from the tallies of all its chunks in order."""
    tallies = []
    used = 0
    for batch in portion.batches:
        size = len(list(chunks(batch)))
        tallies.append(joined(by_chunk[used : used + size]))
        used += size
    return Finished(portion, tuple(tallies), counts)


def chunks_of(portion: Portion) -> list[Stretch]:
    """All chunks of a portion, in order."""
    return [chunk for batch in portion.batches for chunk in chunks(batch)]
