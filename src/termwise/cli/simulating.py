"""Simulating a deal for a command: by whom, under whose eyes, into which folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText
from termwise.cli.exits import ExitCode
from termwise.cli.failure import FileFailure
from termwise.cli.opening import refuse
from termwise.cli.output import Output
from termwise.cli.progress import ProgressLine
from termwise.cli.run_folder import MANIFEST, RunFiles, write_folder
from termwise.cli.running import Asked, no_run
from termwise.cli.simulation_options import SimulationChoice
from termwise.engine.simulate.checkpoints import CheckpointError, OtherRunError, clear
from termwise.engine.simulate.executors import ClusterError, Executor, dask, threads
from termwise.engine.simulate.simulation import FewerPathsError
from termwise.ir.dump import dump
from termwise.lower.faults import NotAskableError
from termwise.session import Session
from termwise.session.conditions import CONDITION, UnreadableConditionError
from termwise.session.futures import USUAL_PATHS, Futures, How, Wanted, simulate_agreement
from termwise.session.ran import NotRunnableError
from termwise.view.view import View
from termwise.view.words import view_words

_MOST_FOR_PRECISION = 2**24
_CHECKPOINTS = "checkpoints"


def simulated(asked: Asked, many: SimulationChoice) -> Futures:
    """The futures asked for, written where they should be. The command ends here, with why, where there are none."""
    out = asked.out
    try:
        conditions = asked.session.conditions(many.chances)
    except UnreadableConditionError as fault:
        _unreadable(fault.text, fault.diagnostics, out)
    paths = many.paths or (USUAL_PATHS if many.precision is None else _MOST_FOR_PRECISION)
    wanted = Wanted(paths, many.seed, conditions, many.precision, over_time=asked.folder.path is not None)
    try:
        with _folder_faults(asked), _executor(many) as executor, watched() as progress:
            how = How(executor, _checkpoints(asked), asked.folder.resume, progress)
            found = simulate_agreement(asked.session.agreement(asked.view), wanted, how)
    except NotRunnableError as fault:
        no_run(fault, out)
    except NotAskableError as fault:
        _unreadable(SourceText(CONDITION, many.chances[0]), fault.diagnostics, out)
    if asked.folder.path is not None:
        again = asked.folder.force or asked.folder.resume
        write_folder(asked.folder.path, _files(found), asked.session, replace=again)
        clear(asked.folder.path / _CHECKPOINTS)
        (asked.folder.path / _CHECKPOINTS).rmdir()
    return found


def futures_of(session: Session, view: View, wanted: Wanted, out: Output) -> Futures:
    """Futures of a deal under a view, not written anywhere. The command ends here, with why, where there are none."""
    try:
        with watched() as progress:
            return simulate_agreement(session.agreement(view), wanted, How(on_progress=progress))
    except NotRunnableError as fault:
        no_run(fault, out)


def _checkpoints(asked: Asked) -> Path | None:
    """The folder in which finished paths are kept; a usage error when it may not be begun, or gone on with."""
    folder, force, resume = asked.folder.path, asked.folder.force, asked.folder.resume
    if folder is None:
        return None
    if (folder / MANIFEST).exists() and not force and not resume:
        raise FileFailure(f"`{folder / MANIFEST}` exists already")
    kept = folder / _CHECKPOINTS
    if kept.is_dir() and any(kept.iterdir()) and not force and not resume:
        raise click.UsageError(f"`{folder}` holds a simulation that was cut off: go on with --resume, or --force anew")
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise FileFailure(f"cannot make the folder `{kept}`: {(fault.strerror or 'not possible').lower()}") from None
    return kept


@contextmanager
def _folder_faults(asked: Asked) -> Iterator[None]:
    """What is wrong with the folder, or the cluster, told as that."""
    try:
        yield
    except OtherRunError as fault:
        raise click.UsageError(f"--resume: {fault}") from None
    except FewerPathsError as fault:
        raise click.UsageError(f"--resume: {fault}") from None
    except CheckpointError as fault:
        raise FileFailure(f"cannot keep the run in `{asked.folder.path}`: {fault}") from None
    except ClusterError as fault:
        raise click.UsageError(f"--engine dask: {fault}") from None


@contextmanager
def _executor(many: SimulationChoice) -> Iterator[Executor]:
    if many.engine == "dask":
        with dask(many.cluster, many.workers) as cluster:
            yield cluster
    else:
        yield threads(many.workers)


@contextmanager
def watched() -> Iterator[ProgressLine]:
    """A line on the terminal that tells how far a simulation is, and is gone after it."""
    progress = ProgressLine()
    try:
        yield progress
    finally:
        progress.clear()


def _unreadable(text: SourceText, diagnostics: tuple[Diagnostic, ...], out: Output) -> NoReturn:
    refuse(diagnostics, [text], out, ExitCode.USAGE)


def _files(found: Futures) -> RunFiles:
    """Tables, the program, and all that the bits hang on."""
    plan = found.statistics.simulated.plan
    facts = {
        "deal": found.agreement.deal.title,
        "view": view_words(found.view),
        "course": "simulated",
        "currency": found.currency,
        "paths": plan.paths,
        "seed": plan.seed,
        "sampling": plan.sampling,
    }
    return RunFiles(tuple(found.tables().values()), {"program.txt": dump(found.program)}, facts)
