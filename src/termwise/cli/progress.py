"""A line that shows how far a simulation has come; on standard error, and only where a person looks on."""

import sys

import click

from termwise.engine.simulate.progress import Progress

_CELLS = 30
_FIRST_SECONDS = 0.4


class ProgressLine:
    """Called with every `Progress`; draws over itself, and is gone when `clear` is called.

    What takes less than half a second shows nothing.
    """

    def __init__(self) -> None:
        self._drawn = 0
        self._seen = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        """Draws how far it is."""
        if not self._seen or (not self._drawn and progress.seconds < _FIRST_SECONDS):
            return
        text = progress_text(progress)
        click.echo(f"\r{text.ljust(self._drawn)}", nl=False, err=True)
        self._drawn = len(text)

    def clear(self) -> None:
        """Takes the line away."""
        if self._drawn:
            click.echo(f"\r{' ' * self._drawn}\r", nl=False, err=True)
            self._drawn = 0


def progress_text(progress: Progress) -> str:
    """`██████░░░░  20,480 of 100,000 futures, 12 s left`."""
    done = min(progress.paths / max(progress.of, 1), 1.0)
    full = int(done * _CELLS)
    left = "" if progress.seconds_left is None else f", {_time(progress.seconds_left)} left"
    return f"{'█' * full}{'░' * (_CELLS - full)}  {progress.paths:,} of {progress.of:,} futures{left}"


def _time(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{max(whole, 1)} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
