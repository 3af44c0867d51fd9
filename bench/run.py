"""`make bench`: reading, checking, compiling and simulating, timed in one run on one machine.

Prints a table and writes it to docs/benchmarks.md. Figures are medians of several runs; what matters
are the ratios, because absolute times are those of the machine named.
"""

import gc
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import interactive, reporting, scaling, simulation
from bench.generate import deal_text
from termwise.base.diagnostic import has_errors
from termwise.base.source import SourceText
from termwise.check.checker import check
from termwise.elaborate.deal import elaborate
from termwise.syntax.parser import parse

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "examples" / "microsoft-openai" / "microsoft-openai.deal"
TERMWISE = Path(sys.executable).parent / "termwise"


def seconds(action: Callable[[], object], runs: int) -> float:
    """Median wall time of `runs` calls after one to warm up."""
    action()
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return median(taken)


def stages(lines: int, runs: int) -> tuple[int, float, float, float]:
    """Lines, and seconds to parse, elaborate and check a generated deal of about that many lines."""
    source = SourceText("generated.deal", deal_text(lines))
    parsed = parse(source)
    elaborated = elaborate((parsed.tree,))
    assert elaborated.deal is not None
    assert not has_errors((*parsed.diagnostics, *elaborated.diagnostics)), elaborated.diagnostics[:3]
    deal = elaborated.deal
    return (
        source.text.count("\n"),
        seconds(lambda: parse(source), runs),
        seconds(lambda: elaborate((parsed.tree,)), runs),
        seconds(lambda: check(deal), runs),
    )


def command(*arguments: str) -> float:
    """Median wall time of a whole process."""
    return seconds(lambda: subprocess.run([TERMWISE, *arguments], capture_output=True, check=False), 7)


def table() -> str:
    """The figures as Markdown."""
    small = stages(2_000, 7)
    large = stages(20_000, 3)
    rows = ["| deal | parse | elaborate | check | all | lines per second |", "|---|---:|---:|---:|---:|---:|"]
    for lines, *parts in (small, large):
        cells = " | ".join(f"{part * 1000:.0f} ms" for part in (*parts, sum(parts)))
        rows.append(f"| {lines:,} lines | {cells} | {lines / sum(parts):,.0f} |")
    growth = (sum(large[1:]) / large[0]) / (sum(small[1:]) / small[0])
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "generated.deal"
        generated.write_text(deal_text(2_000), "utf-8")
        whole = [
            ("an empty Python", seconds(lambda: subprocess.run([sys.executable, "-c", ""], check=False), 7)),
            ("`termwise --help`", command("--help")),
            ("`termwise check` on the reference deal", command("check", str(REFERENCE))),
            ("`termwise check` on 2,000 lines", command("check", str(generated))),
        ]
    return "\n".join(
        [
            *rows,
            "",
            f"Time per line at 20,000 lines is {growth:.2f} times that at 2,000 (1 is linear growth).",
            "",
            "| whole process | time | ratio to an empty Python |",
            "|---|---:|---:|",
            *(f"| {name} | {taken * 1000:.0f} ms | {taken / whole[0][1]:.1f} |" for name, taken in whole),
        ]
    )


def machine() -> str:
    """The processor and Python the figures are from."""
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    processor = names[0] if names else platform.processor() or platform.machine()
    return f"{processor}, {len(names) or '?'} logical processors, Python {platform.python_version()}"


_SIMULATING = """One deal of twenty clauses that hang on the path (`bench/deals/twenty_clauses.deal`: 120 months,
three correlated drivers, four events), in Termwise and written by hand (`bench/rivals/`). All agree on the mean total
of every clause before they are timed. They take turns, and each figure is the best of five, on one thread unless said;
fans are the mean and five quantiles of ten series in every month. The first of the ratios sets all threads of Termwise
against one thread of a version by hand, which is how a user meets them; the others set one thread against one, the last
that of C. Goals: all threads 20 times NumPy and 10 times JAX, the machine code 0.85 of C without fast-math. Where C by
hand is itself less than ten times NumPy, the first of them takes more than two processors."""


_MOVING = """What a page's slider asks: the reference deal under what is reported, with one number moved. While it is
dragged: what the chart of cash shows, drawn. When it rests: means and quantiles of every output that pictures show,
then the charts. The first answer of a handle may compile code for it."""

_PAGE = """`termwise serve` on the reference deal, in a headless Chromium on the same machine. A slider is dragged by
the mouse, a step a frame; timed is from the event that moved it to the frame that shows the charts of its setting, at
4,096 paths: request, simulation, drawing and painting (`bench/page.py`). In sight is the chart of cash, and beside the
sliders what each party comes to."""


def _page_alone() -> str:
    """The page is timed from a process of its own: threads and memory of the other sections would stand in its way."""
    timed = subprocess.run([sys.executable, "-m", "bench.page"], capture_output=True, text=True, check=True, cwd=ROOT)
    return timed.stdout.strip()


def main() -> None:
    """Time one section after the other, print each, and write the page when all are there."""
    sections: tuple[tuple[str, str, Callable[[], str]], ...] = (
        ("Reading and checking", "", table),
        ("Moving a number", _MOVING, interactive.table),
        ("Writing the report", "", reporting.table),
        ("The page", _PAGE, _page_alone),
        ("Compiling, changing, growing", "", scaling.table),
        ("Simulating", _SIMULATING, simulation.table),
    )
    parts = [f"# Benchmarks\n\nWritten by `make bench` on {machine()}. What matters are the ratios."]
    for title, words, section in sections:
        said = "\n\n".join(part for part in (f"## {title}", words, section()) if part)
        print(said, end="\n\n", flush=True)
        parts.append(said)
    (ROOT / "docs" / "benchmarks.md").write_text("\n\n".join(parts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
