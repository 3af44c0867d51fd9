"""A change applied to a clause: what is said replaces what was said."""

from msgspec.structs import replace

from termwise.model.amendment import ChangeClause
from termwise.model.change import changed_sentence
from termwise.model.clause import Clause, Qualifiers
from termwise.model.expression import Expression
from termwise.model.sentence import (
    CapitalCommitment,
    Investment,
    Loan,
    OptionPool,
    Payment,
    Purchase,
    PurchaseCommitment,
    Sentence,
    Warrant,
)
from termwise.view.words import ADDING

_FIELDS = {
    "from": "start",
    "until": "end",
    "through": "end",
    "while": "while_",
    "only for": "only_for",
    "except for": "except_for",
    "survives termination": "survives",
    "whole periods": "whole_periods",
    "carried forward": "carried_forward",
    "late interest": "late_interest",
    "source": "sources",
}
"""Keyword of the language -> field of `Qualifiers`, where they differ."""

_SENTENCE_FIELDS = {
    "accept within": "accept_within",
    "at least": "at_least",
    "fulfilled when": "fulfilled_when",
    "violated when": "violated_when",
    "on breach": "on_breach",
    "effective only when": "effective_when",
    "exercised when": "exercised_when",
    "may sublicense": "may_sublicense",
    "class": "share_class",
    "vests": "vesting",
    "senior to": "senior_to",
    "pari passu with": "pari_passu_with",
    "participating": "participation",
    "non-participating": "participation",
    "exit fee": "exit_fee",
    "repaid by": "repaid_by",
    "vests in full when": "accelerated_when",
    "net exercise at": "net_exercise",
    "anti-dilution": "anti_dilution",
    "as favourable as": "as_favourable",
}
"""Keyword -> field of a sentence, where they differ."""


def changed(clause: Clause, change: ChangeClause) -> Clause:
    """The clause after a change: removals first, then what the change says; exceptions, words and sources add up."""
    sentence, qualifiers = clause.sentence, clause.qualifiers
    for keyword in change.removed:
        sentence, qualifiers = _without(sentence, qualifiers, keyword)
    return replace(
        clause,
        title=change.title or clause.title,
        sentence=changed_sentence(sentence, change),
        qualifiers=_said(qualifiers, change),
    )


def _without(sentence: Sentence, qualifiers: Qualifiers, keyword: str) -> tuple[Sentence, Qualifiers]:
    field = _FIELDS.get(keyword, keyword)
    if field in qualifiers.__struct_fields__:
        kept = tuple((name, span) for name, span in qualifiers.spans if name != field)
        blank = getattr(Qualifiers(), field)
        return sentence, replace(qualifiers, **{field: blank, "spans": kept})
    own = _SENTENCE_FIELDS.get(keyword, keyword)
    defaults = dict(zip(reversed(sentence.__struct_fields__), reversed(sentence.__struct_defaults__), strict=False))
    return (replace(sentence, **{own: defaults[own]}) if own in defaults else sentence), qualifiers


def _said(qualifiers: Qualifiers, change: ChangeClause) -> Qualifiers:
    values: dict[str, object] = {}
    for keyword in change.said:
        field = _FIELDS.get(keyword, keyword)
        if field not in qualifiers.__struct_fields__ or field == "spans":
            continue
        value = getattr(change.qualifiers, field)
        values[field] = (*getattr(qualifiers, field), *value) if field in ADDING else value
    spans = tuple((name, span) for name, span in qualifiers.spans if name not in values or name in ADDING)
    return replace(qualifiers, **values, spans=(*spans, *change.qualifiers.spans))


def with_amount(sentence: Sentence, amount: Expression) -> Sentence:
    """The sentence with another amount (`otherwise 10bn`); one that has no amount stays as it is."""
    match sentence:
        case Payment() | Purchase() | PurchaseCommitment() | CapitalCommitment() | Loan() | Investment() | OptionPool():
            return replace(sentence, amount=amount)
        case Warrant():
            return replace(sentence, amount=amount)
        case _:
            return sentence
