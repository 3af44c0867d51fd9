"""The options of a simulation: how many futures, from which seed, how exact, by whom."""

import functools
import re
from typing import Any

import click
from msgspec import Struct

from termwise.cli.options import Run


class SimulationChoice(Struct, frozen=True):
    """What the command line says of a simulation; `paths` and `precision` both None: one exact course is run."""

    paths: int | None = None
    seed: int = 0
    precision: float | None = None
    engine: str = "threads"
    workers: int | None = None
    cluster: str | None = None
    chances: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether futures are to be simulated."""
        return self.paths is not None or self.precision is not None or bool(self.chances)


def share(text: str) -> float:
    """The share written `0.1%` or `0.001`. A usage error shows how shares are written."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?%?", text):
        raise click.BadParameter(f"`{text}` is no precision; write it as 0.1% or 0.001")
    value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0 < value < 1:
        raise click.BadParameter(f"`{text}` is not between 0 and 100%")
    return value


def count(text: str) -> int:
    """The number of paths written `100000`, `100_000`, `100k` or `10m`. A usage error shows how it is written."""
    found = re.fullmatch(r"([0-9][0-9_,]*)([km]?)", text)
    number = int(re.sub("[_,]", "", found[1])) * {"": 1, "k": 1_000, "m": 1_000_000}[found[2]] if found else 0
    if number < 1:
        raise click.BadParameter(f"`{text}` is no number of futures; write it as 100000, 100k or 10m")
    return number


def simulation_options(function: Run) -> Run:
    """Adds `--paths`, `--seed` and the like, handed to the command as one `SimulationChoice` named `many`."""

    @click.option("--paths", type=count, metavar="N", help="Simulate so many futures: 16384, 100k, 10m.")
    @click.option(
        "--seed", type=click.IntRange(0, 2**64 - 1), default=0, show_default=True, help="Where chance starts."
    )
    @click.option(
        "--precision", type=share, metavar="SHARE", help="Simulate until what parties get is known to, say, 0.1%."
    )
    @click.option(
        "--engine",
        type=click.Choice(("threads", "dask")),
        default="threads",
        show_default=True,
        help="Who does the work; it changes no digit.",
    )
    @click.option("--workers", type=click.IntRange(1), metavar="N", help="Threads or processes. Default: processors.")
    @click.option("--cluster", metavar="ADDRESS", help="Join this Dask cluster (tcp://host:8786).")
    @click.option(
        "--chance",
        "chances",
        metavar="CONDITION",
        multiple=True,
        help='How likely is "cash(openai) < 0"? May be repeated.',
    )
    @functools.wraps(function)
    def with_simulation(**options: Any) -> None:  # noqa: ANN401 - the options of any command
        said = {name: options.pop(name) for name in SimulationChoice.__struct_fields__}
        if said["cluster"] is not None:
            said["engine"] = "dask"
        function(many=SimulationChoice(**said), **options)

    return with_simulation
