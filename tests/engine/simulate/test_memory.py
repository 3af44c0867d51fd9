"""Ten million paths take no more memory than one million, and less than a gigabyte."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[3]


STATUS = Path("/proc/self/status")


def most_memory() -> float:
    """The most megabytes this process has held at once.

    Linux counts into the `ru_maxrss` of a process what its parent held when it started it, so a worker of the tests
    that has grown would be measured in place of its child; the high-water mark of the memory itself starts anew.
    """
    if STATUS.exists():
        return int(re.search(r"VmHWM:\s*(\d+) kB", STATUS.read_text())[1]) / 1024  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts bytes


def megabytes(paths: int) -> float:
    """The most memory a process has that simulates so many paths, counts them and makes their statistics."""
    script = dedent(
        f"""
        from tests.engine.simulate.test_memory import most_memory
        from termwise.engine.simulate.plan import Plan
        from termwise.engine.simulate.simulate import simulate
        from termwise.engine.simulate.executors import threads
        from termwise.measure.distribution import statistics
        from tests.measure.deals import royalty
        found = statistics(simulate(royalty(), Plan({paths}, keep_ends_up_to=2**21), threads(2)))
        assert found.simulated.counts is not None and found.simulated.kept_rows == ()
        assert found.simulated.counts.sum(axis=1).tolist() == [{paths}] * len(found.rows)
        print(most_memory())
        """
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return float(told.stdout)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_paths() -> None:
    million, ten_millions = megabytes(2**21 + 1), megabytes(10**7)
    assert ten_millions < 1000
    assert ten_millions < million + 50


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux counts a parent's memory for its child")
def test_what_a_parent_held_is_not_counted() -> None:
    held = b"x" * (300 * 2**20)
    told = subprocess.run(
        [sys.executable, "-c", "from tests.engine.simulate.test_memory import most_memory; print(most_memory())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert most_memory() > 300 > float(told.stdout)
    assert held
