"""Only a binding text can retire a binding one: a rumour withdraws no agreement.

A letter of intent or a proposal can be withdrawn by the mere report that it is off.
"""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.amendment import Amendment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for amendment in subject.deal.amendments:
        for name in amendment.withdraws:
            other = subject.names.amendments.get(name)
            if other is not None and other.status == "binding" != amendment.status:
                yield _too_weak(amendment, other)


def _too_weak(amendment: Amendment, other: Amendment) -> Diagnostic:
    return warning(
        "weak-withdrawal",
        f"`{amendment.name}` is {amendment.status} and withdraws `{other.name}`, which is binding",
        amendment.name_span or amendment.span,
        "only a binding text can retire a binding one",
    )


RULE = Rule("weak-withdrawal", "a weak text that withdraws a binding one", _run)
