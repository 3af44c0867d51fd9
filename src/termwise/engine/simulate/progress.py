"""How far a run has come, and how long it will still take."""

from collections.abc import Callable
from threading import Event, Lock
from time import monotonic

from msgspec import Struct

_SECONDS_BETWEEN = 0.1


class Progress(Struct, frozen=True):
    """Paths done, of how many; seconds since the start, and those probably left (None before anything is done)."""

    paths: int
    of: int
    seconds: float
    seconds_left: float | None


OnProgress = Callable[[Progress], None]
Cancelled = Callable[[], bool]


class SimulationCancelledError(RuntimeError):
    """Somebody asked for the run to end before it was done. What was finished is kept, where there is a folder."""


class Watch:
    """Counts the paths of a run as they are done, in whatever thread, tells of it, and hears of a cancellation.

    `resumed` paths were there before: they count as done, but not for the speed.
    """

    def __init__(self, of: int, resumed: int, on_progress: OnProgress | None, cancelled: Cancelled | None) -> None:
        self._of = of
        self._resumed = resumed
        self._done = resumed
        self._lock = Lock()
        self._began = monotonic()
        self._told: float | None = None
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._stop = Event()

    def count(self, paths: int) -> None:
        """So many more paths are done. Raises `SimulationCancelledError` once the run is to end; from any thread."""
        with self._lock:
            self._done += paths
        if self._stop.is_set():
            raise SimulationCancelledError("the simulation was stopped")

    def stop(self) -> None:
        """From now on every `count` raises; from any thread."""
        self._stop.set()

    def look(self) -> None:
        """Tells of the progress, ten times a second at most. Raises `SimulationCancelledError` when asked to end.

        Only from the thread that started the run.
        """
        if self._cancelled is not None and self._cancelled():
            self._stop.set()
            raise SimulationCancelledError(f"the simulation was stopped after {self._done:,} of {self._of:,} paths")
        now = monotonic()
        if self._told is None or now - self._told >= _SECONDS_BETWEEN:
            self.tell()

    def tell(self) -> None:
        """Tells of the progress now."""
        self._told = monotonic()
        if self._on_progress is None:
            return
        seconds = self._told - self._began
        new = self._done - self._resumed
        left = seconds * (self._of - self._done) / new if new > 0 else None
        self._on_progress(Progress(self._done, self._of, seconds, left))
