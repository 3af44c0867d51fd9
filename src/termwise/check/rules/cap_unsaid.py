"""A cap is a valuation before or after the notes convert: the two differ by what converts."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.sentence import Conversion


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case Conversion(cap=cap, cap_is=None) if cap is not None:
                yield warning(
                    "cap-unsaid",
                    f"the cap of `{wording.clause}` does not say whether it counts what converts",
                    wording.place,
                    "write `cap 4m post-money` where it does, `cap 4m pre-money` where it does not",
                )
            case _:
                pass


RULE = Rule("cap-unsaid", "a cap that is neither pre-money nor post-money", _run)
