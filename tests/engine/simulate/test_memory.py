"""Ten million paths take no more memory than one million, and less than a gigabyte."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[3]


def megabytes(paths: int) -> float:
    """The most memory a process has that simulates so many paths, counts them and makes their statistics."""
    script = dedent(
        f"""
        import resource
        from termwise.engine.simulate.plan import Plan
        from termwise.engine.simulate.simulate import simulate
        from termwise.engine.simulate.executors import threads
        from termwise.measure.distribution import statistics
        from tests.measure.deals import royalty
        found = statistics(simulate(royalty(), Plan({paths}, keep_ends_up_to=2**21), threads(2)))
        assert found.simulated.counts is not None and found.simulated.kept_rows == ()
        assert found.simulated.counts.sum(axis=1).tolist() == [{paths}] * len(found.rows)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        """
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return int(told.stdout) / (1024 if sys.platform != "darwin" else 2**20)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_paths() -> None:
    million, ten_millions = megabytes(2**21 + 1), megabytes(10**7)
    assert ten_millions < 1000
    assert ten_millions < million + 50
