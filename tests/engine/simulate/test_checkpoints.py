"""Killed, stopped, out of disk, damaged: what was finished is kept, and the run goes on to the same bits."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from time import monotonic

import pytest
from msgspec.structs import replace

from termwise.engine.simulate.checkpoints import CheckpointError, Checkpoints, OtherRunError, clear
from termwise.engine.simulate.executors import threads
from termwise.engine.simulate.plan import BATCH, Plan
from termwise.engine.simulate.progress import Progress, SimulationCancelledError
from termwise.engine.simulate.sealed_file import DamagedFileError, read_sealed, write_sealed
from termwise.engine.simulate.simulated import Simulated
from termwise.engine.simulate.simulation import Simulation
from tests.engine.simulate.numpy_job import task
from tests.engine.simulate.test_simulation import bits

PLAN = Plan(4 * BATCH + 1000, seed=3)
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def whole() -> Simulated:
    return Simulation(task(PLAN), threads(1)).to(PLAN.paths)


def simulation(folder: Path, plan: Plan = PLAN, seconds_a_chunk: float = 0.0) -> Simulation:
    return Simulation(task(plan, seconds_a_chunk), threads(2), Checkpoints(folder, seconds=0))


def resumed(folder: Path) -> tuple[Simulated, int]:
    """The whole run in a folder, and how many paths were there already."""
    heard: list[Progress] = []
    again = simulation(folder)
    stored = again.stored()
    return again.to(PLAN.paths, heard.append), stored


def test_a_cancelled_run_goes_on_to_the_same_bits(tmp_path: Path, whole: Simulated) -> None:
    run = simulation(tmp_path, seconds_a_chunk=0.002)
    with pytest.raises(SimulationCancelledError):
        run.to(PLAN.paths, None, (tmp_path / "state.paths").exists)
    found, stored = resumed(tmp_path)
    assert stored % BATCH == 0
    assert 0 < stored < PLAN.paths
    assert bits(found) == bits(whole)


def process_of(folder: Path, seconds: float) -> "subprocess.Popen[str]":
    """A slow run in another process, which writes a line for every progress."""
    script = dedent(
        f"""
        from pathlib import Path
        from termwise.engine.simulate.checkpoints import Checkpoints
        from termwise.engine.simulate.executors import threads
        from termwise.engine.simulate.simulation import Simulation
        from tests.engine.simulate.numpy_job import task
        from tests.engine.simulate.test_checkpoints import PLAN
        run = Simulation(task(PLAN, 0.01), threads(2), Checkpoints(Path({str(folder)!r}), {seconds}))
        run.to(PLAN.paths, lambda progress: print(progress.paths, flush=True))
        """
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", script]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_ctrl_c_ends_it_within_a_chunk_and_keeps_what_is_finished(tmp_path: Path, whole: Simulated) -> None:
    process = process_of(tmp_path, seconds=1000)
    assert process.stdout is not None
    while int(process.stdout.readline()) < 3 * BATCH:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    sent = monotonic()
    _, said = process.communicate(timeout=60)
    assert monotonic() - sent < 10
    assert process.returncode != 0
    assert "KeyboardInterrupt" in said
    found, stored = resumed(tmp_path)
    assert BATCH <= stored < PLAN.paths
    assert bits(found) == bits(whole)


def test_a_run_killed_without_warning_goes_on_to_the_same_bits(tmp_path: Path, whole: Simulated) -> None:
    process = process_of(tmp_path, seconds=0)
    until = monotonic() + 60
    while not (tmp_path / "state.paths").exists() and monotonic() < until:
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    (tmp_path / "state.paths.1.unfinished").write_text("half a fi")
    found, stored = resumed(tmp_path)
    assert 0 < stored < PLAN.paths
    assert bits(found) == bits(whole)
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_full_disk_loses_nothing_that_was_written(
    tmp_path: Path, whole: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = 3

    def fsync(_: int) -> None:
        nonlocal room
        room -= 1
        if room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        patched.setattr("termwise.engine.simulate.sealed_file._settle", lambda _: None)
        with pytest.raises(CheckpointError) as refused:
            simulation(tmp_path).to(PLAN.paths)
    assert str(refused.value) == (
        f"finished paths cannot be written to {tmp_path}: No space left on device; 32,768 are kept there, "
        "from which the run can be resumed"
    )
    assert not list(tmp_path.glob("*.unfinished"))
    found, stored = resumed(tmp_path)
    assert stored == BATCH
    assert bits(found) == bits(whole)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_disk_that_is_really_full(tmp_path: Path, whole: Simulated) -> None:
    simulation(tmp_path, replace(PLAN, paths=BATCH)).to(BATCH)
    next_file = tmp_path / f"state.paths.{os.getpid()}.unfinished"

    def fill(_: Progress) -> None:
        if not next_file.is_symlink():
            next_file.symlink_to("/dev/full")

    with pytest.raises(CheckpointError, match=r"No space left on device; 32,768 are kept there"):
        Simulation(task(PLAN), threads(2), Checkpoints(tmp_path, seconds=1000)).to(PLAN.paths, fill)
    assert not next_file.is_symlink()
    found, stored = resumed(tmp_path)
    assert stored == BATCH
    assert bits(found) == bits(whole)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CheckpointError, match=r"file/run/state.paths cannot be read: Not a directory"):
        simulation(tmp_path / "file" / "run").to(PLAN.paths)

    def mkdir(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(CheckpointError, match=r"cannot be written to .*new: Permission denied; 0 are kept there"):
        simulation(tmp_path / "new").to(PLAN.paths)


def test_paths_of_another_run_are_refused(tmp_path: Path) -> None:
    simulation(tmp_path).to(PLAN.paths)
    other = simulation(tmp_path, replace(PLAN, seed=4, quantiles=(0.01,)))
    with pytest.raises(OtherRunError) as refused:
        other.to(PLAN.paths)
    assert str(refused.value) == (
        f"{tmp_path} holds the paths of another run: it differs in quantiles ([], not [0.01]), seed (3, not 4)"
    )
    clear(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert other.to(BATCH).tally.paths == BATCH


def test_a_finished_run_is_not_done_again_and_serves_a_longer_one(tmp_path: Path, whole: Simulated) -> None:
    simulation(tmp_path, replace(PLAN, paths=2 * BATCH)).to(2 * BATCH)
    heard: list[Progress] = []
    assert bits(simulation(tmp_path).to(PLAN.paths, heard.append)) == bits(whole)
    found, stored = resumed(tmp_path)
    assert stored == 4 * BATCH
    assert bits(found) == bits(whole)


@pytest.mark.parametrize("name", ["state.paths", "ends-000000065536-000000098304.paths"])
@pytest.mark.parametrize("harm", ["flip", "cut", "remove"])
def test_damaged_files_are_found_and_computed_again(tmp_path: Path, name: str, harm: str, whole: Simulated) -> None:
    simulation(tmp_path).to(PLAN.paths)
    path = tmp_path / name
    content = bytearray(path.read_bytes())
    if harm == "remove":
        path.unlink()
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content[: len(content) // 2] if harm == "cut" else content)
    assert bits(simulation(tmp_path).to(PLAN.paths)) == bits(whole)
    assert bits(simulation(tmp_path).to(PLAN.paths)) == bits(whole)


def test_values_by_path_are_loaded_only_when_they_are_kept(tmp_path: Path, whole: Simulated) -> None:
    simulation(tmp_path).to(PLAN.paths)
    few = simulation(tmp_path, replace(PLAN, keep_ends_up_to=0)).to(PLAN.paths)
    assert few.kept_rows == ()
    assert few.tally.sums.tobytes() == whole.tally.sums.tobytes()
    without = tmp_path / "without"
    simulation(without, replace(PLAN, keep_ends_up_to=0)).to(PLAN.paths)
    assert not list(without.glob("ends-*"))
    assert bits(simulation(without).to(PLAN.paths)) == bits(whole)


def test_a_sealed_file_is_whole_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.paths"
    write_sealed(path, {"a": [1, "b"]}, {})
    assert read_sealed(path) == ({"a": [1, "b"]}, {})
    for content in (b"", b"x" * 100, path.read_bytes()[:-1], path.read_bytes() + b"0"):
        path.write_bytes(content)
        with pytest.raises(DamagedFileError, match=r"one.paths is damaged: its checksum is wrong"):
            read_sealed(path)
