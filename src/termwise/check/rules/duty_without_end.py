"""A duty to bring something about, with no day by which and no way to tell that it was done or broken.

Standing duties (to protect, to maintain, to support, …) have no end by nature, and a duty measured by
untranslated words is told by those.
"""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.sentence import Duty

_STANDING = frozenset(
    {"protect", "maintain", "support", "provide", "supply", "operate", "host", "consult", "notify", "report", "market"}
)


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        if isinstance(wording.sentence, Duty) and _is_endless(wording, wording.sentence):
            yield _endless(wording, wording.sentence)


def _is_endless(wording: Wording, duty: Duty) -> bool:
    told = duty.deadline or duty.fulfilled_when or duty.violated_when or wording.qualifiers.untranslated
    return not told and duty.act.verb not in _STANDING


def _endless(wording: Wording, duty: Duty) -> Diagnostic:
    return warning(
        "duty-without-end",
        f"`{wording.clause}` does not say by when `{duty.act.actor}` must {duty.act.verb}, nor what would fulfil it",
        wording.place,
        "add `by DATE` or `within 30 days of EVENT`, or `fulfilled when …` under the sentence",
    )


RULE = Rule("duty-without-end", "a duty without a deadline and without fulfilment", _run)
