import subprocess
import sys
from pathlib import Path

from tests.fuzz.bytes_target import plainly

ROOT = Path(__file__).parents[2]


def test_mutated_bytes_raise_nothing() -> None:
    assert plainly(300, seed=7) == 0


def test_the_target_runs_by_itself() -> None:
    command = [sys.executable, "tests/fuzz/bytes_target.py", "--runs", "20", "--seed", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "20 runs, no exception\n", "")
