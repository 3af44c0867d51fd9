"""Answers with some numbers moved, without reading, lowering or compiling anything again."""

from collections.abc import Callable

from msgspec.structs import replace

from termwise.session.futures import Futures, How, Wanted, simulate_agreement
from termwise.session.session import Session
from termwise.session.what_if.handle import Handle, Settings
from termwise.session.what_if.handles import handles
from termwise.session.what_if.settings import scenario_of
from termwise.view.fold import consolidate
from termwise.view.view import View, default_view

SHOWN = ("cash:", "cash so far:", "committed:", "bought:", "stake:", "value:", "worth:", "event:")
"""The outputs, by how their names begin, of which pictures that follow a slider are made."""

PATHS = 4096
"""Enough for bands that stand still while a number is moved."""


class WhatIf:
    """A deal under a view, and what it comes to with some of its numbers moved.

    Safe to be asked from several threads at once.
    """

    def __init__(
        self,
        session: Session,
        view: View | None = None,
        *,
        paths: int = PATHS,
        seed: int = 0,
        outputs: tuple[str, ...] = SHOWN,
    ) -> None:
        self.session = session
        self.view = view or default_view(session.deal)
        self.paths = paths
        self.seed = seed
        self.outputs = outputs
        self.handles: tuple[Handle, ...] = handles(session, self.view)

    def answer(self, settings: Settings, cancelled: Callable[[], bool] | None = None) -> Futures:
        """The futures with what is set held there, the rest as declared."""
        deal = self.session.deal
        scenario = scenario_of("what if", settings, deal, self.view.scenario)
        moved = replace(deal, scenarios=(*deal.scenarios, scenario))
        agreement = consolidate(moved, replace(self.view, scenario=scenario.name))
        return simulate_agreement(agreement, Wanted(self.paths, self.seed), How(cancelled=cancelled))
