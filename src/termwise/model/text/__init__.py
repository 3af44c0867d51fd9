"""A deal's meaning, printed back in the language.

Everything printed here parses again to the same meaning: `deal_text` is the whole deal, the other
functions its parts. Each takes `currency`, the one that goes without saying: money in it is printed
`13bn`, money in any other `13bn EUR`. With `currency=None` every amount names its currency.
"""

from termwise.model.text.amendments import amendment_text, patch_lines
from termwise.model.text.clauses import clause_text, qualifier_lines
from termwise.model.text.deals import deal_text
from termwise.model.text.expressions import act_text, expression_text
from termwise.model.text.moments import bound_text, moment_text
from termwise.model.text.numbers import number_text, quantity_text
from termwise.model.text.schedules import schedule_text
from termwise.model.text.sentences import sentence_lines, sentence_text
from termwise.model.text.words import bound_words, dating_words, status_words

__all__ = [
    "act_text",
    "amendment_text",
    "bound_text",
    "bound_words",
    "clause_text",
    "dating_words",
    "deal_text",
    "expression_text",
    "moment_text",
    "number_text",
    "patch_lines",
    "qualifier_lines",
    "quantity_text",
    "schedule_text",
    "sentence_lines",
    "sentence_text",
    "status_words",
]
