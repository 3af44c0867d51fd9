"""Questions in the language, answered: the verdict first, then why."""

from termwise.model.text.expressions import may_text
from termwise.session import Asked
from termwise.web.asked import Question, seen
from termwise.web.desk import Desk
from termwise.web.explaining import spot
from termwise.web.parts import Fragment
from termwise.web.render import fragment
from termwise.web.supposing import as_moved

_RESULTS = {"passed": "yes", "failed": "no", "open": "depends"}
_OPPOSITE = {"yes": "no", "no": "yes", "depends": "depends"}


def ask(desk: Desk, asked: Question) -> Fragment:
    """The answer to a question, or what is wrong with it."""
    looked = as_moved(desk, seen(desk, asked), asked.settings)
    found = looked.session.ask(asked.question, looked.view, looked.day)
    if found.outcome is None:
        return Fragment(fragment("not_asked", found=found, text=found.text.text))
    answer = found.answer
    negated = bool(getattr(found.question and found.question.proposition, "negated", False))
    verdict = _RESULTS[found.outcome.result]
    if answer is not None:
        verdict = _OPPOSITE[answer.verdict] if negated else answer.verdict
    return Fragment(
        fragment(
            "answer",
            verdict=verdict,
            question=_words(found, negated=negated),
            outcome=found.outcome,
            answer=answer,
            reason=answer.reason if answer is not None else found.outcome.came_out,
            spot=lambda span: spot(looked, span),
        )
    )


def _words(found: Asked, *, negated: bool) -> str:
    """The question as it was understood."""
    if found.answer is not None:
        return may_text(found.answer.act, negated=negated)
    return "" if found.outcome is None else found.outcome.text.rpartition(": ")[2]
