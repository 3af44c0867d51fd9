"""`make bench`, third part: compiling, a changed number, memory, and how time grows with clauses, periods and paths."""

import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from msgspec.structs import replace

from bench.rivals.terms import DEAL
from bench.simulation import REFERENCE, program
from termwise import load, load_text
from termwise.engine.simulate.executors import threads
from termwise.engine.simulate.plan import Plan
from termwise.engine.simulate.simulate import simulate, task_of
from termwise.engine.simulate.simulation import Simulation
from termwise.ir.program import AT_END, Movement, Output, Program
from termwise.lower.from_agreement import lower
from termwise.session import Session

_CLAUSE = re.compile(r"^clause (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """What was timed, and how it came out, in words."""

    what: str
    found: str


def seconds(action: Callable[[], object], runs: int = 3) -> float:
    """The best of some runs."""
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def many_clauses(copies: int) -> Program:
    """The deal of twenty clauses, its clauses so many times over, with what every clause pays in all."""
    text = DEAL.read_text("utf-8")
    head, _, clauses = text.partition("clause share ")
    clauses = f"clause share {clauses}"
    names = _CLAUSE.findall(clauses)
    body = [clauses]
    for copy in range(1, copies):
        renamed = clauses
        for name in names:
            renamed = re.sub(rf"\b{name}\b(?!\")", f"{name}_{copy}", renamed)
        body.append(renamed)
    return bare(load_text("\n".join([head, *body])))


def bare(session: Session) -> Program:
    """A deal's program in which every movement's sum is an output, and nothing else is."""
    found = lower(session.agreement())
    amounts = [e for e in found.effects if isinstance(e, Movement)]
    kept = [e for e in found.effects if not isinstance(e, Output)]
    outputs = [Output(f"moved {place}", one.amount, periods=AT_END) for place, one in enumerate(amounts)]
    return replace(found, effects=(*kept, *outputs))


def cold_and_warm(whole: Program) -> tuple[float, float]:
    """Seconds to a kernel with an empty cache, and in another process that finds it there."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"TERMWISE_CACHE": folder}
        path = Path(folder) / "program.pickle"
        path.write_bytes(pickle.dumps(whole))
        code = (
            "import pickle, sys, time\n"
            "from termwise.engine.kernel.kernel import compiled\n"
            f"program = pickle.load(open({str(path)!r}, 'rb'))\n"
            "begin = time.perf_counter(); compiled(program); print(time.perf_counter() - begin)\n"
        )

        def once() -> float:
            done = subprocess.run(
                [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
            )
            return float(done.stdout)

        return once(), min(once() for _ in range(3))


def reference() -> Program:
    """What `termwise run --paths` simulates of the reference deal."""
    from termwise.session.futures import simulated_program  # noqa: PLC0415 - beside its one use

    session = load(REFERENCE)
    return simulated_program(session.agreement(session.view(lowest="reported")), over_time=False)


def changed_number() -> float:
    """Seconds until 4,000 paths are there again after one number has changed."""
    whole = program(fans=False)
    place = next(n for n, p in enumerate(whole.parameters) if p.certain is not None and p.name == "share: rate")
    simulate(whole, Plan(4_000))
    step = iter(range(1, 100))

    def again() -> None:
        rate = Fraction(15 + next(step), 100)
        parameter = replace(whole.parameters[place], certain=rate)
        parameters = (*whole.parameters[:place], parameter, *whole.parameters[place + 1 :])
        simulate(replace(whole, parameters=parameters), Plan(4_000))

    return seconds(again, 7)


def ten_million() -> tuple[float, float]:
    """Seconds, and the most megabytes of a process that simulates 10^7 paths."""
    code = (
        "import resource, time\n"
        "from bench.simulation import program\n"
        "from termwise.engine.simulate.simulate import simulate\n"
        "from termwise.engine.simulate.plan import Plan\n"
        "whole = program(fans=False); simulate(whole, Plan(2048))\n"
        "begin = time.perf_counter(); simulate(whole, Plan(10_000_000, keep_ends_up_to=0))\n"
        "print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    taken, most = done.stdout.split()
    return float(taken), float(most)


def per_path(whole: Program, paths: int) -> float:
    """Microseconds per path on one thread, once everything is compiled."""
    simulation = Simulation(task_of(whole, Plan(paths, keep_ends_up_to=0, keep_all_up_to=0)), threads(1))
    simulation.to(paths)

    def again() -> object:
        fresh = Simulation(task_of(whole, Plan(paths, keep_ends_up_to=0, keep_all_up_to=0)), threads(1))
        return fresh.to(paths)

    return seconds(again) / paths * 1e6


def shorter(years: int) -> Program:
    """The deal of twenty clauses over so many years."""
    text = DEAL.read_text("utf-8").replace("through 2035-12-31", f"through {2025 + years}-12-31")
    return bare(load_text(text.replace("by 2032-12-31", f"by {2025 + years}-12-31")))


def table() -> str:
    """The figures as Markdown."""
    rows = [*_compiling(), *_growing()]
    changed, (taken, most) = changed_number(), ten_million()
    rows.append(Row("one number changed, 4,000 paths again", f"{changed * 1000:.0f} ms"))
    rows.append(Row("10,000,000 paths, all threads", f"{taken:.0f} s, at most {most:.0f} MB"))
    return "\n".join(["| what | |", "|---|---|", *(f"| {row.what} | {row.found} |" for row in rows)])


def _compiling() -> list[Row]:
    found = []
    for name, whole in (("the reference deal, everything measured", reference()), ("22 clauses", many_clauses(1))):
        cold, warm = cold_and_warm(whole)
        found.append(Row(f"compile {name}: cold, warm", f"{cold:.2f} s, {warm * 1000:.0f} ms"))
    cold, warm = cold_and_warm(many_clauses(20))
    found.append(Row("compile 440 clauses: cold, warm", f"{cold:.2f} s, {warm * 1000:.0f} ms"))
    return found


def _growing() -> list[Row]:
    few, many = per_path(many_clauses(1), 16_384), per_path(many_clauses(5), 16_384)
    short, long = per_path(shorter(5), 16_384), per_path(shorter(10), 16_384)
    small, large = per_path(program(fans=False), 32_768), per_path(program(fans=False), 524_288)
    return [
        Row("time per path, 110 clauses to 22 (5 is linear)", f"{many / few:.1f}"),
        Row("time per path, 120 months to 60 (2 is linear)", f"{long / short:.1f}"),
        Row("time per path, 524,288 paths to 32,768 (1 is linear)", f"{large / small:.2f}"),
    ]
