"""Answers with some numbers moved, without reading, lowering or compiling anything again."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Self, TypeVar

import numpy as np
from msgspec.structs import replace

from termwise.engine.drawing.correlation import ImpossibleCorrelationError
from termwise.engine.kernel.finite import NotFiniteError
from termwise.engine.kernel.kernel import Ready
from termwise.engine.kernel.parts import BLOCK
from termwise.engine.kernel.tally import Asked, Tally, joined
from termwise.engine.simulate.executors import processors
from termwise.engine.simulate.plan import Plan, Stretch, checked, chunks
from termwise.engine.simulate.progress import SimulationCancelledError
from termwise.engine.simulate.simulated import Simulated
from termwise.explain.chart import Timeline
from termwise.explain.timeline import timeline
from termwise.measure.distribution import statistics
from termwise.rights.may import may
from termwise.session.futures import Futures
from termwise.session.ran import NotRunnableError
from termwise.session.what_if.handle import Handle, Setting, Settings
from termwise.session.what_if.handles import handles
from termwise.session.what_if.readable import Readable
from termwise.session.what_if.settings import Key, key_of, pins_of, scenario_of
from termwise.session.what_if.template import Own, Template, made, own_shapes
from termwise.view.agreement import Agreement
from termwise.view.fold import consolidate
from termwise.view.view import View, default_view

SHOWN = ("cash so far:", "committed:", "bought:", "stake:", "worth:", "event:")
"""The outputs, by how their names begin, of which pictures that follow a slider are made."""

PATHS = 4096
"""Enough for bands that stand still while a number is moved."""

_TEMPLATES_AT_HAND = 32

_OF_DRIVERS = frozenset({"growth", "variation", "level"})

Cancelled = Callable[[], bool]

T = TypeVar("T")


def beyond_drivers(settings: Mapping[str, T]) -> dict[str, T]:
    """What is set of events and terms, by handle: all that moves who may do what, and when."""
    return {key: one for key, one in settings.items() if key_of(key).kind not in _OF_DRIVERS}


class WhatIf:
    """A deal under a view, and what it comes to with some of its numbers moved.

    What is moved is a run-time argument of machine code that is compiled once; a few handles (`template` says which)
    have code of their own, made when they are first moved, or before by `prepare`. Safe to be asked from several
    threads at once. To be closed, or used in a `with`.
    """

    def __init__(
        self,
        session: Readable,
        view: View | None = None,
        *,
        paths: int = PATHS,
        seed: int = 0,
        outputs: tuple[str, ...] = SHOWN,
    ) -> None:
        """`outputs` are those answered, by how their names begin; smooth ones in the periods that are drawn.

        Raises `ImpossiblePlanError`, `UnusableDealError`.
        """
        self.session = session
        self.view = view or default_view(session.deal)
        self.plan = checked(Plan(paths, seed, keep_all_up_to=paths))
        self.outputs = outputs
        self.handles: tuple[Handle, ...] = handles(session, self.view)
        self._agreement = session.agreement(self.view)
        self._templates: dict[tuple[frozenset[tuple[Key, Setting]], frozenset[str] | None], Template] = {}
        self._timeline: tuple[Settings, tuple[Agreement, Timeline] | None] = {}, None
        self._making = Lock()
        self._threads = ThreadPoolExecutor(processors(), thread_name_prefix="what-if")

    def answer(
        self, settings: Settings, cancelled: Cancelled | None = None, *, only: Collection[str] | None = None
    ) -> Futures:
        """The futures with what is set held there, the rest as declared.

        With `only`, the outputs whose names begin so are told of at the ends of the periods that are drawn, and others
        in the last period: sooner answered, while a slider is dragged.

        The means are those of the paths, without control variates; all else is what a run of the saved scenario comes
        to. Raises `UnknownSettingError`, `NotRunnableError`, and `SimulationCancelledError` once `cancelled` says that
        nobody waits any more.
        """
        set_ = self._read(settings)
        template = self._template(set_, None if only is None else frozenset(only))
        _go_on(cancelled)
        try:
            ready = template.filled(set_).ready(self.plan.seed)
            _go_on(cancelled)
            tally = self._run(ready, cancelled)
        except (NotFiniteError, ImpossibleCorrelationError) as fault:
            raise NotRunnableError(str(fault)) from None
        found = Simulated(
            program=ready.kernel.program,
            plan=self.plan,
            rows=ready.kernel.rows,
            tally=tally,
            kept_rows=(),
            bounds=None,
            counts=None,
            pilot=None,
        )
        return Futures(
            agreement=template.agreement,
            statistics=statistics(found),
            rests_on=template.rests_on,
            left_out=template.left_out,
        )

    def timeline(self, settings: Settings) -> tuple[Agreement, Timeline]:
        """The agreement in force with what is set held there, as the saved scenario's is, and its line of time.

        Drivers move neither, so while one is dragged both stay the same objects. Raises `UnknownSettingError`.
        """
        pins_of(settings, self.session.deal, self.view.scenario)
        moving = beyond_drivers(settings)
        before, found = self._timeline
        if found is None or before != moving:
            agreement = self._supposed(moving)
            found = agreement, timeline(agreement, may)
            self._timeline = moving, found
        return found

    def _supposed(self, settings: Settings) -> Agreement:
        if not settings:
            return self._agreement
        deal = self.session.deal
        scenario = scenario_of("what if", settings, deal, self.view.scenario)
        moved = replace(deal, scenarios=(*deal.scenarios, scenario))
        return consolidate(moved, replace(self.view, scenario=scenario.name))

    def prepare(self, settings: Settings) -> None:
        """Makes ready whatever answers to such settings need, so that the first one comes at once, too."""
        self._template(self._read(settings))

    def _read(self, settings: Settings) -> Mapping[Key, Setting]:
        """The settings by key; a driver that stays at a level has nothing else to set."""
        pins_of(settings, self.session.deal, self.view.scenario)
        found = {key_of(key): setting for key, setting in settings.items()}
        still = {key.name for key in found if key.kind == "level"}
        moves = ("growth", "variation")
        return {key: one for key, one in found.items() if key.kind not in moves or key.name not in still}

    def _template(self, settings: Mapping[Key, Setting], only: frozenset[str] | None = None) -> Template:
        return self._made(own_shapes(self._made((), None), settings), only)

    def _made(self, own: tuple[Own, ...], only: frozenset[str] | None) -> Template:
        """The template with room for what needs its own: at hand, or made now; the oldest makes way."""
        shape = frozenset(one.shape for one in own), only
        found = self._templates.get(shape)
        if found is not None:
            return found
        if only is not None:
            whole = self._made(own, None)
        with self._making:
            found = self._templates.get(shape)
            if found is None:
                deal, agreement = self.session.deal, self._agreement
                found = made(deal, agreement, own, self.outputs) if only is None else whole.telling(only)
                self._templates[shape] = found
                for oldest in list(self._templates)[1:-_TEMPLATES_AT_HAND]:
                    del self._templates[oldest]
        return found

    def _run(self, ready: Ready, cancelled: Cancelled | None) -> Tally:
        """All paths, chunk by chunk on the threads, put together in order."""
        paths = self.plan.paths
        every = np.empty((len(ready.kernel.rows), -(-paths // BLOCK) * BLOCK), np.float32)

        def one(stretch: Stretch) -> Tally:
            _go_on(cancelled)
            asked = Asked(every=True, room=every[:, stretch.first :])
            return replace(ready.run(stretch.first, stretch.count, asked), every=None)

        return replace(joined(list(self._threads.map(one, chunks(Stretch(0, paths))))), every=every[:, :paths])

    def close(self) -> None:
        """Ends its threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _go_on(cancelled: Cancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise SimulationCancelledError("a newer question has come")
