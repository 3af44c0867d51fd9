"""What origins say: who set a value, and an expression in the language."""

from termwise.lower.asking import Lowers
from termwise.model.expression import Expression
from termwise.model.text import expression_text
from termwise.view.agreement import Version


def said_by(version: Version, *paths: str) -> str | None:
    """The amendment that set the first of these values that is said; None is the original text."""
    lines = {line.path: line for line in version.blame}
    found = next((lines[path] for path in paths if path in lines), None)
    return version.amendment if found is None else found.amendment


def words(lo: Lowers, expression: Expression) -> str:
    """An expression in the language, the deal's currency going without saying."""
    return expression_text(expression, lo.agreement.deal.currency)
