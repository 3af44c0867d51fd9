"""What converts or is reserved in a round needs a round: a clause by which money is invested at a price."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, error
from termwise.check.rule import Rule, Subject
from termwise.model.sentence import Conversion, Investment, OptionPool


def _run(subject: Subject) -> Iterable[Diagnostic]:
    rounds = {
        (wording.clause, wording.sentence.company)
        for wording in subject.wordings
        if isinstance(wording.sentence, Investment) and wording.sentence.price is not None
    }
    for wording in subject.wordings:
        match wording.sentence:
            case Conversion(company=company, round=named) | OptionPool(company=company, round=named):
                if named is not None and (named, company) not in rounds:
                    yield error(
                        "not-a-round",
                        f"`{wording.clause}` happens in `{named}`, and that is no round of `{company}`",
                        wording.place,
                        f"name a clause such as `fund invests 5m in {company} at 15m pre-money`, or give it a day",
                    )
            case _:
                pass


RULE = Rule("not-a-round", "a conversion or a pool in a round that is none", _run)
