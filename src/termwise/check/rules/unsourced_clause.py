"""A clause without any document, in a deal that documents its clauses.

A deal that sources none, or few, is a draft: the rule speaks only where at least half of the clauses
cite something, by themselves or through the amendment that brings them.
"""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, note
from termwise.check.rule import Rule, Subject, Wording


def _run(subject: Subject) -> Iterable[Diagnostic]:
    first = [wording for wording in subject.wordings if wording.first]
    without = [wording for wording in first if not _is_sourced(wording)]
    return (_unsourced(wording) for wording in without) if 2 * len(without) <= len(first) else ()


def _is_sourced(wording: Wording) -> bool:
    amendment = wording.amendment
    return bool(wording.qualifiers.sources or (amendment is not None and amendment.sources))


def _unsourced(wording: Wording) -> Diagnostic:
    return note(
        "unsourced-clause",
        f"`{wording.clause}` cites no document, as most clauses here do",
        wording.place,
        'add `source NAME "a few words"` under the clause or its amendment',
    )


RULE = Rule("unsourced-clause", "a clause that cites nothing in a deal that cites", _run)
