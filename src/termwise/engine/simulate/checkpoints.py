"""What a run leaves in its folder so that it can go on after a crash, a full disk or Ctrl-C, to the same bits.

`state.paths` holds the sums and counts of all whole batches so far, in order; `ends-FIRST-END.paths` the values
kept by path. The state is written last and names the values it goes with, so a run killed between the two loses
the work of a few seconds, never its truth. A damaged file is computed again. The last batch, when it is not whole, is
never written: so the same folder serves a longer run, too.
"""

from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from msgspec import Struct

from termwise.engine.kernel.tally import Counts
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.merged import Merged
from termwise.engine.simulate.sealed_file import DamagedFileError, read_sealed, write_sealed

_STATE = "state.paths"


class Checkpoints(Struct, frozen=True):
    """Where, and how many seconds may pass before finished batches are written (0: each at once)."""

    folder: Path
    seconds: float = 2.0


class OtherRunError(ValueError):
    """A folder that holds the paths of another program, seed or version."""


class CheckpointError(RuntimeError):
    """Finished paths that cannot be written, or read again; what was written before stands."""


class Store:
    """One run's folder. `identity` is what the bits hang on: name -> value, as JSON has them."""

    def __init__(self, checkpoints: Checkpoints, identity: dict[str, Any]) -> None:
        self._checkpoints = checkpoints
        self._identity = identity
        self._written = 0
        self._when = monotonic()
        self._ends: list[str] = []

    def stored(self) -> int:
        """How many paths the folder holds, 0 when none. Raises `OtherRunError`, `CheckpointError`."""
        found = self._state()
        return 0 if found is None else int(found[0]["paths"])

    def load(self, merged: Merged, *, kept: bool) -> None:
        """Fills `merged`, which must be empty, with what the folder holds; leaves it empty when that is nothing.

        `kept`: with the values kept by path; a folder without all of them counts as empty. Raises `OtherRunError`
        and `CheckpointError`.
        """
        found = self._state()
        for left_by_a_killed_run in self._checkpoints.folder.glob("*.unfinished"):
            left_by_a_killed_run.unlink(missing_ok=True)
        if found is None:
            return
        header, arrays = found
        ends = self._read_ends(header["ends"], int(header["paths"])) if kept else []
        if ends is None:
            return
        merged.paths = int(header["paths"])
        merged.sums, merged.squares = arrays["sums"], arrays["squares"]
        merged.lowest, merged.highest = arrays["lowest"], arrays["highest"]
        merged.counts = arrays["counts"]
        merged.kept = ends
        self._ends = list(header["ends"]) if kept else []
        self._written = merged.paths

    def keep(self, merged: Merged, *, now: bool = False) -> None:
        """Writes what is new, when it is time to or `now`. Raises `CheckpointError` when the disk will not take it."""
        due = now or monotonic() - self._when >= self._checkpoints.seconds
        if not due or merged.paths == self._written or merged.counts is None:
            return
        try:
            self._write(merged, merged.counts)
        except OSError as fault:
            raise CheckpointError(
                f"finished paths cannot be written to {self._checkpoints.folder}: {fault.strerror or fault}; "
                f"{self._written:,} are kept there, from which the run can be resumed"
            ) from fault
        self._when = monotonic()

    def _write(self, merged: Merged, counts: Counts) -> None:
        folder = self._checkpoints.folder
        folder.mkdir(parents=True, exist_ok=True)
        ends = list(self._ends) if merged.kept else []
        if merged.kept:
            values = _from(merged.kept, self._written)
            ends.append(f"ends-{self._written:012}-{merged.paths:012}.paths")
            write_sealed(folder / ends[-1], {"identity": self._identity}, {"values": values})
        header = {"identity": self._identity, "paths": merged.paths, "ends": ends}
        arrays = {"sums": merged.sums, "squares": merged.squares, "lowest": merged.lowest, "highest": merged.highest}
        write_sealed(folder / _STATE, header, {**arrays, "counts": counts})
        self._written, self._ends = merged.paths, ends
        for file in folder.glob("ends-*.paths"):
            if file.name not in ends:
                file.unlink(missing_ok=True)

    def _state(self) -> tuple[dict[str, Any], dict[str, Any]] | None:
        path = self._checkpoints.folder / _STATE
        try:
            header, arrays = read_sealed(path)
        except (FileNotFoundError, DamagedFileError):
            return None
        except OSError as fault:
            raise CheckpointError(f"{path} cannot be read: {fault.strerror or fault}") from fault
        theirs = header["identity"]
        names = sorted(theirs.keys() | self._identity.keys())
        differences = [name for name in names if theirs.get(name) != self._identity.get(name)]
        if differences:
            said = ", ".join(f"{name} ({theirs.get(name)}, not {self._identity.get(name)})" for name in differences)
            raise OtherRunError(f"{self._checkpoints.folder} holds the paths of another run: it differs in {said}")
        return header, arrays

    def _read_ends(self, names: list[str], paths: int) -> list[Reals] | None:
        """The values kept of so many paths; None when any are missing or damaged."""
        ends = []
        for name in names:
            try:
                ends.append(np.asarray(read_sealed(self._checkpoints.folder / name)[1]["values"]))
            except (FileNotFoundError, DamagedFileError):
                return None
        return ends if sum(values.shape[1] for values in ends) == paths else None


def clear(folder: Path) -> None:
    """Forgets the paths kept in a folder; other files in it stay."""
    for file in (*folder.glob("ends-*.paths"), *folder.glob("*.unfinished"), folder / _STATE):
        file.unlink(missing_ok=True)


def _from(pieces: list[Reals], first: int) -> Reals:
    """The values of paths from `first` on, shape (rows, paths)."""
    left = []
    begins = 0
    for piece in pieces:
        if begins + piece.shape[1] > first:
            left.append(piece[:, max(first - begins, 0) :])
        begins += piece.shape[1]
    return np.concatenate(left, axis=1)
