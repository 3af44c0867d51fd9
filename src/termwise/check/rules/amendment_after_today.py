"""A text dated after today is known to nobody yet: the default view leaves it out.

A proposal dated ahead is a draft for a negotiation, and meant so.
"""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, note
from termwise.check.rule import Rule, Subject
from termwise.model.amendment import Amendment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    today = subject.deal.today
    for amendment in subject.deal.amendments:
        if amendment.known_from > today and amendment.status != "proposed":
            yield _ahead(amendment, today)


def _ahead(amendment: Amendment, today: date) -> Diagnostic:
    return note(
        "amendment-after-today",
        f"`{amendment.name}` is known from {amendment.known_from}, after today, {today}: "
        "the default view leaves it out",
        amendment.name_span or amendment.span,
        "move `today`, correct the date, or ask with a later `known by`",
    )


RULE = Rule("amendment-after-today", "a text that nobody can know yet", _run)
