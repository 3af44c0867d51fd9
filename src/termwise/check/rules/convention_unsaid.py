"""Where notes convert in a round, a valuation makes three different prices: the round has to say which."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.sentence import Conversion, Investment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    converting = {
        wording.sentence.round: wording.clause
        for wording in subject.agreed
        if isinstance(wording.sentence, Conversion) and wording.sentence.round is not None
    }
    for wording in subject.agreed:
        match wording.sentence:
            case Investment(price=price, price_is="pre-money" | "post-money", convention=None) if price is not None:
                if wording.clause in converting:
                    yield warning(
                        "convention-unsaid",
                        f"`{converting[wording.clause]}` converts in `{wording.clause}`, which states no convention",
                        wording.place,
                        "add `convention pre-money`, `… percentage ownership` or `… dollars invested`",
                    )
            case _:
                pass


RULE = Rule("convention-unsaid", "a round in which notes convert at a price that hangs on an unsaid convention", _run)
