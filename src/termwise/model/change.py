"""What a `change` does to the sentence of a clause."""

from collections.abc import Mapping

from msgspec import structs

from termwise.model.amendment import ChangeClause
from termwise.model.entitlement import PutOrCall
from termwise.model.sentence import (
    Consent,
    Conversion,
    Duty,
    FirstRefusal,
    Grant,
    Investment,
    Issue,
    Loan,
    OptionPool,
    Payment,
    Power,
    Prohibition,
    PurchaseCommitment,
    Sentence,
    Warrant,
    Waterfall,
)

_CLASS_TERMS = ("preference", "senior_to", "pari_passu_with", "participation", "converts")

OWN_LINES: Mapping[type, tuple[str, ...]] = {
    Payment: ("steps",),
    PurchaseCommitment: ("at_least", "shortfall"),
    Grant: ("may_sublicense",),
    FirstRefusal: ("notice", "accept_within", "silence"),
    Consent: ("within", "silence"),
    Prohibition: ("violated_when",),
    Duty: ("cure", "fulfilled_when", "violated_when", "on_breach"),
    Power: ("effective_when", "effects", "exercised_when"),
    Loan: ("interest", "exit_fee", "repaid_by"),
    Issue: ("share_class", "basis", "anti_dilution", *_CLASS_TERMS),
    Investment: ("basis", "share_class", "convention", "anti_dilution", *_CLASS_TERMS),
    Conversion: ("basis", "share_class", "interest", "as_favourable"),
    OptionPool: ("basis",),
    Warrant: ("vesting", "exercised_when", "net_exercise", "accelerated_when"),
    PutOrCall: ("exercised_when",),
    Waterfall: ("tiers",),
}
"""Kind of sentence -> the fields that lines of their own say, and that outlive a new sentence line of the same kind."""


def changed_sentence(sentence: Sentence, change: ChangeClause) -> Sentence:
    """The sentence after the change, before its removals.

    A new sentence line replaces the old one; what lines of their own said of a sentence of the same kind
    stays unless the change says it anew. Without a sentence line only what the change says is replaced.
    """
    new = change.sentence
    if new is None:
        return sentence
    if type(new) is not type(sentence):
        return new if change.reworded else sentence
    if not change.reworded:
        return structs.replace(sentence, **{field: getattr(new, field) for field in change.detailed})
    kept = (field for field in OWN_LINES.get(type(new), ()) if field not in change.detailed)
    return structs.replace(new, **{field: getattr(sentence, field) for field in kept})
