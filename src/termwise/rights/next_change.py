"""The first later day on which an answer is another one."""

from collections.abc import Callable
from datetime import date

from termwise.model.act import Act
from termwise.rights.answer import Answer, Change
from termwise.rights.cases import verdict_on
from termwise.standing.critical_days import critical_days
from termwise.view.agreement import Agreement

Ask = Callable[[Agreement, Act, date], Answer]


def next_change(agreement: Agreement, act: Act, answer: Answer, ask: Ask) -> Change | None:
    """The first day after the answer's on which the verdict differs, up to the end of the deal; None if none does.

    Only days on which any standing may change are asked. A verdict that is yes or no and becomes open
    changes on the first day on which it might be another.
    """
    for day in critical_days(agreement, answer.on, agreement.deal.end):
        if verdict_on(agreement, act, day) != answer.verdict:
            later = ask(agreement, act, day)
            deciding = later.clauses("decides") or later.clauses("open")
            return Change(day, later.verdict, later.reason, deciding)
    return None
