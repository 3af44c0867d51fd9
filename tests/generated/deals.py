"""Whole random deals: every kind of clause, event and driver, amended, pinned by scenarios, seen from any day.

A deal is a `Sketch`: small numbers, one for the frame and one for each clause and amendment. So a deal costs a few
milliseconds, shrinking takes clauses away one by one, and a failing sketch printed by Hypothesis builds its deal again.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from random import Random

from hypothesis import strategies as st
from msgspec import Struct

from termwise.base.diagnostic import has_errors
from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.ir.program import Program
from termwise.lower.from_agreement import lower
from termwise.model.deal import Deal
from termwise.syntax.parser import parse
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.generated import equity, terms, trade
from tests.generated.declared import declarations
from tests.generated.pen import EVENTS, Pen
from tests.generated.scene import scene_of

KINDS: Mapping[str, Callable[[Pen], list[str]]] = {
    "share": trade.share,
    "periodic": trade.periodic,
    "once": trade.once,
    "purchase": trade.purchase,
    "issue": equity.issue,
    "waterfall": trade.waterfall,
    "investment": equity.investment,
    "commitment": trade.commitment,
    "every": trade.every,
    "exclusivity": trade.exclusivity,
    "capital": trade.capital,
    "power": trade.power,
    "duty": trade.duty,
    "warrant": equity.warrant,
    "conversion": equity.conversion,
    "pool": equity.pool,
    "words": trade.words,
    "loan": trade.loan,
    "option": equity.option,
}
"""Kind of clause -> its writer."""

_COMMON = ("share", "share", "periodic", "once", "purchase", "issue", "investment", "waterfall", "commitment")


class Sketch(Struct, frozen=True):
    """A random deal in small numbers: its frame, a number per clause and per amendment, the view it is seen in."""

    frame: int = 0
    clauses: tuple[int, ...] = (0,)
    amendments: tuple[int, ...] = ()
    view: int = 0


_numbers = st.integers(0, 2**31 - 1)

sketches: st.SearchStrategy[Sketch] = st.builds(
    Sketch,
    frame=_numbers,
    clauses=st.lists(_numbers, min_size=1, max_size=8).map(tuple),
    amendments=st.lists(_numbers, max_size=2).map(tuple),
    view=_numbers,
)
"""Random deals, which shrink to few clauses."""


def sketch_of(number: int) -> Sketch:
    """The sketch of one number, for runs longer than Hypothesis makes."""
    draw = Random(number)
    clauses = tuple(draw.getrandbits(31) for _ in range(draw.randint(1, 8)))
    amendments = tuple(draw.getrandbits(31) for _ in range(draw.choice((0, 0, 1, 2))))
    return Sketch(draw.getrandbits(31), clauses, amendments, draw.getrandbits(31))


# -- text --------------------------------------------------------------------------------------------------


def text_of(sketch: Sketch) -> str:
    """The deal as text."""
    names = tuple((f"c{place}", kind_of(number)) for place, number in enumerate(sketch.clauses, start=1))
    scene = scene_of(sketch.frame, names)
    body: list[str] = []
    for (name, kind), number in zip(names, sketch.clauses, strict=True):
        body += [f"clause {name}", *(f"    {line}" for line in _clause(Pen(scene, number, name), kind))]
    for place, number in enumerate(sketch.amendments, start=1):
        body += _amendment(Pen(scene, number), f"a{place}")
    body += _scenario(Pen(scene, sketch.view))
    written = "\n".join(body) + "\n"
    return declarations(scene, sketch.frame, written) + written


def kind_of(number: int) -> str:
    """The kind of the clause drawn from a number; half are of the commonest kinds."""
    every = (*_COMMON, *_COMMON, *KINDS)
    return every[number % len(every)]


def _clause(pen: Pen, kind: str) -> list[str]:
    return [*KINDS[kind](pen), *terms.when(pen, kind), *terms.bounds(pen, kind)]


def _amendment(pen: Pen, name: str) -> list[str]:
    """A dated patch: a clause changed, ended, confirmed or added; in force at once, later or on a condition."""
    scene = pen.scene
    dated = pen.day()
    status = pen.one("binding", "binding", "binding", "non-binding", "reported")
    lines = [f"amendment {name} signed {dated}, {status}"]
    if pen.odds(0.3):
        lines.append(f"    effective {pen.moment()}")
    if pen.odds(0.2):
        lines.append(f"    requires {pen.of(EVENTS)} by {pen.day()}{pen.one('', ', otherwise no effect')}")
    target, kind = pen.of(scene.clauses)
    about = Pen(scene, pen.draw.getrandbits(31), target)
    match pen.of(("sentence", "terms", "end", "new", "words")):
        case "sentence":
            lines += [f"    change {target}", *(f"        {line}" for line in KINDS[kind](about))]
        case "terms":
            said = terms.when(about, kind) + terms.bounds(about, kind) or ['says "as before"']
            lines += [f"    change {target}", *(f"        {line}" for line in said)]
        case "end":
            lines.append(f"    end {target}{pen.one('', f' on {pen.moment()}')}")
        case "new":
            lines += [f"    clause {name}_new", *(f"        {line}" for line in _clause(about, kind))]
        case _:
            lines += [f"    change {target}", '        says "as before"']
    return lines


def _scenario(pen: Pen) -> list[str]:
    """What is taken as given: days of events, a driver, the use of a power."""
    lines = ["scenario pinned"]
    pinned = [event for event in EVENTS[:4] if pen.odds(0.4)]
    lines += [f"    {event} {pen.one('never', f'on {pen.later()[0]}', f'on {pen.later()[0]}')}" for event in pinned]
    if pen.odds(0.3):
        lines.append(f"    {pen.one('sales is 80m per year', 'sales grows 12% per year', 'worth is 150m')}")
    lines += [
        f"    {pen.of(('alpha', 'beta'))} exercises {name} on {pen.later()[0]}"
        for name in pen.scene.named(("power",), "")
        if pen.odds(0.6)
    ]
    owing = pen.scene.named(("share", "periodic", "once", "every"), "")
    if owing and pen.odds(0.3):
        when = pen.one("", f" from {pen.scene.start}", f" in {pen.scene.start.year}", f" until {pen.scene.end}")
        lines.append(f"    {pen.of(owing)} paid {pen.within(1, 60)} days late{when}")
    return lines if len(lines) > 1 else []


# -- meaning -----------------------------------------------------------------------------------------------


def deal_of(text: str) -> Deal:
    """The deal a text says; it must say one without errors."""
    parsed = parse(SourceText("random.deal", text))
    elaborated = elaborate((parsed.tree,))
    found = (*parsed.diagnostics, *elaborated.diagnostics)
    if has_errors(found) or elaborated.deal is None:
        raise AssertionError(text + "\n".join(f"{d.code}: {d.message} {d.span}" for d in found))
    return elaborated.deal


def view_of(sketch: Sketch, deal: Deal) -> View:
    """The day the deal is seen from, the weakest text that counts, and whether the scenario does."""
    pen = Pen(scene_of(sketch.frame, ()), sketch.view)
    days = (deal.today, deal.today, deal.start, deal.end, deal.today.replace(year=deal.end.year + 1, day=1))
    known_by: date = pen.of(days)
    pinned = deal.scenarios and pen.odds(0.5)
    return View(known_by, "reported" if pen.odds(0.2) else "binding", "pinned" if pinned else None)


@cache
def program_of(sketch: Sketch) -> Program:
    """The program of a random deal in its view."""
    deal = deal_of(text_of(sketch))
    return lower(consolidate(deal, view_of(sketch, deal)))
