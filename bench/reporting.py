"""How long a report takes: the whole process, from the command to the file, for the largest shipped deals."""

import gc
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
TERMWISE = Path(sys.executable).parent / "termwise"
DEALS = (
    ("the reference deal", ROOT / "examples" / "microsoft-openai" / "microsoft-openai.deal"),
    ("the licence of a medicine", ROOT / "examples" / "pharma-licence" / "pharma-licence.deal"),
)
AT_MOST = 5.0
"""Seconds in which the report of the reference deal is to be written."""
_RUNS = 5


def table() -> str:
    """The figures as Markdown: medians of five processes after one to warm up."""
    rows = ["| `termwise report` on | time | of at most | size |", "|---|---:|---:|---:|"]
    with tempfile.TemporaryDirectory() as folder:
        for name, deal in DEALS:
            target = Path(folder) / "report.html"
            taken = [_seconds(deal, target) for _ in range(_RUNS + 1)][1:]
            size = target.stat().st_size / 1e6
            rows.append(f"| {name}, 4,096 futures | {median(taken):.2f} s | {AT_MOST:.0f} s | {size:.1f} MB |")
    return "\n".join(rows)


def _seconds(deal: Path, target: Path) -> float:
    """One whole process, from its start to the file on the disk."""
    gc.collect()
    start = time.perf_counter()
    subprocess.run([TERMWISE, "report", deal, "--to", target, "--force"], capture_output=True, check=True)
    return time.perf_counter() - start
