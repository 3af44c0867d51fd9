"""A deal run over many simulated futures: what every output comes to, how it is spread, what it rests on."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.drawing.correlation import ImpossibleCorrelationError
from termwise.engine.kernel.finite import NotFiniteError
from termwise.engine.kernel.rows import outputs
from termwise.engine.simulate.checkpoints import Checkpoints, clear
from termwise.engine.simulate.executors import Executor, threads
from termwise.engine.simulate.plan import Plan
from termwise.engine.simulate.progress import Cancelled, OnProgress
from termwise.engine.simulate.simulate import task_of
from termwise.engine.simulate.simulation import Simulation
from termwise.engine.undisclosed import rests_on_undisclosed
from termwise.ir.program import AT_END, NEVER, Effect, Movement, Output, Program
from termwise.lower.from_agreement import lower
from termwise.measure.control_variates import controlled, is_control, with_controls
from termwise.measure.distribution import Distribution, Statistics, statistics
from termwise.measure.outputs.asked import asked_of
from termwise.measure.outputs.measured import measured
from termwise.measure.precision import Precision, Reached, simulate_to
from termwise.measure.risk import chance_below
from termwise.model.expression import Expression
from termwise.session.course_told import LeftOut
from termwise.session.ran import NotRunnableError
from termwise.view.agreement import Agreement
from termwise.view.view import View

if TYPE_CHECKING:
    from termwise.measure.table import Table

USUAL_PATHS = 16_384
_MOST_VALUES = 2**26
"""So many numbers are kept one by one (256 MB in single precision); beyond that paths are counted by cell."""


class Wanted(Struct, frozen=True):
    """What is simulated: how many futures, from which seed, which conditions are asked of them.

    With a relative `precision` (0.001) as many as it takes until what parties get is known so closely; `paths` is
    then the most. `over_time` keeps every output in every period, not only the parties' cash: for charts and tables
    over time, at several times the work; or, by how their names begin, those alone of which charts are made.
    """

    paths: int = USUAL_PATHS
    seed: int = 0
    conditions: tuple[Expression, ...] = ()
    precision: float | None = None
    over_time: bool | tuple[str, ...] = True


class How(Struct, frozen=True):
    """How to simulate: by whom, whom to tell, who may end it.

    `folder` keeps what is done, and is gone on with when there is something in it; `resume` False begins anew.
    """

    executor: Executor | None = None
    folder: Path | None = None
    resume: bool = False
    on_progress: OnProgress | None = None
    cancelled: Cancelled | None = None


class Futures(Struct, frozen=True):
    """Simulated futures of an agreement. Money is in base units of `currency`.

    The means of `statistics` are corrected by control variates where that makes them closer; those without are in
    the tally of its run. `rests_on` has for every output the undisclosed numbers it rests on, by name. `reached`
    says what became of an asked precision, None when none was asked.
    """

    agreement: Agreement
    statistics: Statistics
    rests_on: Mapping[str, frozenset[str]]
    left_out: tuple[LeftOut, ...]
    reached: Reached | None = None

    @property
    def view(self) -> View:
        """From where the deal is seen."""
        return self.agreement.view

    @property
    def program(self) -> Program:
        """What was simulated, with the measured outputs."""
        return self.statistics.simulated.program

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.program.currency

    @property
    def paths(self) -> int:
        """How many futures."""
        return self.statistics.simulated.plan.paths

    def of(self, output: str, period: int | None = None) -> Distribution:
        """How an output is spread in a period, or (None) at the end. KeyError when there is none."""
        return self.statistics.of(output, period)

    def end(self, output: str) -> int:
        """The row of an output as it stands after the last period. KeyError when there is none."""
        simulated = self.statistics.simulated
        try:
            return simulated.row(output)
        except KeyError:
            return simulated.row(output, len(self.program.periods) - 1)

    def day_by(self, row: int, share: float) -> date | None:
        """The day by which so great a share of all futures have seen it; None when fewer ever do."""
        ever = chance_below(self.statistics.simulated, row, NEVER).estimate.value
        value = self.statistics.quantiles.values[row, self.statistics.quantiles.shares.index(share)]
        return None if share > ever or value >= date.max.toordinal() else date.fromordinal(round(value))

    def names(self, prefix: str) -> tuple[str, ...]:
        """What stands after the prefix in the names of outputs that begin with it, in order."""
        return tuple(one.name.removeprefix(prefix) for one in outputs(self.program) if one.name.startswith(prefix))

    def tables(self) -> "dict[str, Table]":
        """The futures as plain tables by name: ends, over_time, paths (when kept), left_out."""
        from termwise.session.futures_tables import futures_tables  # noqa: PLC0415 - most runs are only shown

        return {table.name: table for table in futures_tables(self.statistics, self.rests_on, self.left_out)}

    def __repr__(self) -> str:
        return f"Futures: {self.agreement.deal.title}, {self.paths:,} paths"

    def _repr_html_(self) -> str:
        """The ends, as a notebook shows them."""
        return f"<h4>{escape(self.agreement.deal.title)}</h4>{self.tables()['ends']._repr_html_()}"


def simulated_program(
    agreement: Agreement, conditions: Sequence[Expression] = (), *, over_time: bool | tuple[str, ...] = True
) -> Program:
    """The agreement's program with everything measured on it; the days in force are not among the outputs.

    Without `over_time` all outputs but the parties' cash are recorded as they stand at the end only; with beginnings
    of names all but the cash and those. Raises `NotAskableError` for conditions that no program can say.
    """
    program = lower(agreement, conditions)
    effects = tuple(e for e in program.effects if not (isinstance(e, Output) and e.name.startswith("in_force:")))
    program = replace(program, effects=effects)
    program = measured(program, asked_of(agreement, program))
    if over_time is True:
        return program
    kept = ("cash:", *(over_time or ()))
    return replace(program, effects=tuple(_at_end(effect, kept) for effect in program.effects))


def _at_end(effect: Effect, kept: tuple[str, ...]) -> Effect:
    recorded_once = isinstance(effect, Output) and not effect.name.startswith(kept)
    return replace(effect, periods=AT_END) if recorded_once else effect


def simulate_agreement(agreement: Agreement, wanted: Wanted, how: How | None = None) -> Futures:
    """The agreement over many futures.

    Raises `NotRunnableError` when a number makes that impossible, `NotAskableError` for a condition that cannot be
    asked, and what `Simulation.to` raises.
    """
    how = how or How()
    program, controls = with_controls(simulated_program(agreement, wanted.conditions, over_time=wanted.over_time))
    if how.folder is not None and not how.resume:
        clear(how.folder)
    try:
        checkpoints = None if how.folder is None else Checkpoints(how.folder)
        task = task_of(program, _plan(program, wanted))
        simulation = Simulation(task, how.executor or threads(), checkpoints)
        if wanted.precision is None:
            found, reached = simulation.to(wanted.paths, how.on_progress, how.cancelled), None
            means = controlled(found, controls)
        else:
            precision = Precision(_what_parties_get(program), wanted.precision, most_paths=wanted.paths)
            found, means, reached = simulate_to(simulation, precision, controls, how.on_progress, how.cancelled)
    except (NotFiniteError, ImpossibleCorrelationError) as fault:
        raise NotRunnableError(str(fault)) from None
    rests = rests_on_undisclosed(program)
    moved = {effect.clause for effect in program.effects if isinstance(effect, Movement)}
    return Futures(
        agreement=agreement,
        statistics=replace(statistics(found), mean=means.mean, error=means.error),
        rests_on={one.name: rests[one.value] for one in outputs(program) if not is_control(one.name)},
        left_out=tuple(LeftOut(name, why, name in moved) for name, why in program.left_out),
        reached=reached,
    )


def _plan(program: Program, wanted: Wanted) -> Plan:
    """Values are kept one by one as long as there are not too many of them."""
    rows = sum(1 if one.at_end else len(program.periods) for one in outputs(program))
    most = Plan(wanted.paths).keep_all_up_to
    told = tuple(one.name for one in outputs(program) if one.at_end and not is_control(one.name))
    return Plan(wanted.paths, wanted.seed, keep=told, keep_all_up_to=min(most, _MOST_VALUES // max(rows, 1)))


def _what_parties_get(program: Program) -> tuple[str, ...]:
    """Worth where a party has a rate, else what it receives and what it spends."""
    names = [one.name for one in outputs(program)]
    worth = tuple(name for name in names if name.startswith("worth:"))
    return worth or tuple(name for name in names if name.startswith(("received:", "spent:")))
