"""Charts, drawn for the page: all of them, or those in sight while a slider is dragged."""

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.simulate.progress import SimulationCancelledError
from termwise.report.charts import Chart, Look, Subject, svg
from termwise.report.charts.cash_fan import CashFan
from termwise.report.charts.gantt import Gantt
from termwise.session.futures import Futures
from termwise.session.pictures import AT_REST, MOVING, histories, line_picture, pictures_at_rest, pictures_of
from termwise.session.ran import NotRunnableError
from termwise.session.what_if import UnknownSettingError, WhatIf, beyond_drivers
from termwise.web.asked import Drawn, Seen, seen
from termwise.web.desk import Desk
from termwise.web.gist import gist
from termwise.web.refusal import given_up, invalid
from termwise.web.render import address
from termwise.web.supposing import as_moved, settings_of, what_if
from termwise.web.work import is_given_up


class Listed(Struct, frozen=True):
    """A chart of the page: its id, its title, its text alternative."""

    id: str
    title: str
    summary: str


class Drawing(Struct, frozen=True):
    """The charts that were wanted, as SVG by id; the list of all of that pace, in order, unless some were named;
    and what the sliders come to in a few figures, as HTML.
    """

    charts: dict[str, str]
    listed: tuple[Listed, ...] | None
    gist: str = ""


def draw(desk: Desk, asked: Drawn) -> Drawing:
    """The charts of a view with the sliders where they stand.

    Raises `Refusal`: 422 for a deal that cannot be run, 499 once nobody waits for them any more.
    """
    looked = seen(desk, asked)
    try:
        match asked.pace:
            case "first":
                session, view = looked.session, looked.view
                return _drawing([line_picture(session.agreement(view), session.timeline(view))], asked)
            case "live":
                return _live(looked, asked)
            case "rest":
                return _drawing(_at_rest(desk, looked, asked), asked)
    except (NotRunnableError, UnknownSettingError) as fault:
        raise invalid(str(fault)) from None
    except SimulationCancelledError:
        raise given_up() from None


def _live(looked: Seen, asked: Drawn) -> Drawing:
    """What a slider moves. Where only some charts are wanted no other is made, and the gist, which takes the cash."""
    moving = what_if(looked)
    settings = settings_of(moving.handles, asked.settings)
    kinds = [kind for kind in MOVING if kind is CashFan or _is_wanted(kind, asked)]
    only = {output for kind in kinds for output in MOVING[kind]} if asked.dragged else None
    futures = moving.answer(settings, is_given_up, only=only) if settings else _unmoved(looked)
    found: list[Chart] = list(pictures_of(futures, kinds))
    if _is_wanted(Gantt, asked):
        found.insert(1, line_picture(*moving.timeline(settings), futures))
    before = looked.snapshot.kept(("before", looked.view), lambda: pictures_of(_unmoved(looked), (CashFan,)))
    return replace(_drawing(found, asked), gist=gist(found, before))


def _is_wanted(kind: type[Chart], asked: Drawn) -> bool:
    return not asked.charts or any(name.startswith(_begins(kind)) for name in asked.charts)


def _drawing(charts: list[Chart], asked: Drawn) -> Drawing:
    named = tuple(_named(charts))
    wanted = set(asked.charts)
    return Drawing(
        {name: _svg(chart, name, asked) for name, chart in named if not wanted or name in wanted},
        None if wanted else tuple(Listed(name, chart.title, chart.summary) for name, chart in named),
    )


def _unmoved(looked: Seen) -> Futures:
    return looked.snapshot.kept(("futures", looked.view), lambda: what_if(looked).answer({}))


def _at_rest(desk: Desk, looked: Seen, asked: Drawn) -> list[Chart]:
    """Every other chart. What texts say of a clause hangs on no driver."""
    name = "what if, at rest", looked.view
    resting = looked.snapshot.kept(name, lambda: WhatIf(looked.session, looked.view, outputs=AT_REST))
    futures = resting.answer(settings_of(resting.handles, asked.settings), is_given_up)
    moved = as_moved(desk, looked, beyond_drivers(asked.settings))
    said = moved.snapshot.kept(("histories", moved.view), lambda: histories(moved.session, moved.view))
    return [*pictures_at_rest(futures), *said]


def _named(charts: Iterable[Chart]) -> Iterable[tuple[str, Chart]]:
    """Each chart with an id made of its kind and title, which stay the same while sliders move."""
    seen_before: dict[str, int] = {}
    for chart in charts:
        name = (_begins(type(chart)) + re.sub(r"[^a-z0-9]+", "-", chart.title.lower())).strip("-")[:60]
        number = seen_before[name] = seen_before.get(name, 0) + 1
        yield (name if number == 1 else f"{name}-{number}"), chart


def _begins(kind: type[Chart]) -> str:
    """How the id of every chart of a kind begins."""
    return f"{kind.__name__.lower()}-"


def _svg(chart: Chart, name: str, asked: Drawn) -> str:
    link = None if asked.dragged else _link
    return svg(chart, Look(width=asked.width, link=link, prefix=name, titled=False, sketch=asked.dragged))


def _link(subject: Subject) -> str | None:
    return address(subject.kind, subject.name)
