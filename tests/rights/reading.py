"""Small deals as text, and questions as words."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from termwise.base.diagnostic import has_errors
from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.model.act import Act
from termwise.model.deal import Deal
from termwise.model.declaration import Given
from termwise.syntax.parser import parse
from termwise.view.agreement import Agreement
from termwise.view.fold import consolidate
from termwise.view.view import View

HEAD = """deal "A deal"
    currency USD
    period 2020-01-01 through 2039-12-31
    today 2025-01-01

party alpha "Alpha Inc.", company
party beta "Beta PBC", company
party gamma "Gamma Ltd", company
party delta "Delta AG", company
party panel "Panel of experts", expert

asset models "Models" of beta
asset models.vision "Vision models"
asset models.vision.medical "Medical imaging"
asset compute "Computing capacity"
asset api "Programming interface" of beta
asset cloud "Cloud" of alpha
asset cloud.compute "Capacity on the cloud"
asset robots "Robots"
field health "Health"
field health.imaging "Imaging"
field finance "Finance"
territory europe "Europe"
territory europe.france "France"

event verified "Verified" by panel
event ipo "Listing" by beta
event merger "Merger" by gamma
event strike "Strike"
"""


def deal_of(clauses: str, head: str = HEAD) -> Deal:
    """The deal of a text made of the usual declarations and these clauses; it must be without faults."""
    parsed = parse(SourceText("test.deal", head + "\n" + clauses))
    elaborated = elaborate((parsed.tree,))
    diagnostics = (*parsed.diagnostics, *elaborated.diagnostics)
    assert not has_errors(diagnostics), [(d.code, d.message, str(d.span)) for d in diagnostics]
    assert elaborated.deal is not None
    return elaborated.deal


def agreement_of(deal: Deal, known_by: date | None = None, given: Sequence[Given] = ()) -> Agreement:
    """The agreement as known on a day, the deal's `today` unless said, with events given."""
    return consolidate(deal, View(known_by=known_by or deal.today, given=tuple(given)))


def act_of(words: str) -> Act:
    """`alpha use models for health in europe`, `beta buy compute from gamma`, `beta sell api on cloud`."""
    actor, verb, *rest = words.split()
    said: dict[str, str] = {}
    if rest and rest[0] not in ("from", "to", "on", "with", "for", "in"):
        said["asset"] = rest.pop(0)
    for word, name in zip(rest[::2], rest[1::2], strict=True):
        if word == "for":
            said["field"] = name
        elif word == "in" and name.startswith("europe"):
            said["territory"] = name
        else:
            said["relation"], said["counterparty"] = word, name
    return Act(actor, verb, **said)  # type: ignore[arg-type]  # the relation is one of its five words


def deal_in_file(path: Path) -> Deal:
    """The deal of a file without faults."""
    return deal_of(path.read_text("utf-8"), head="")
