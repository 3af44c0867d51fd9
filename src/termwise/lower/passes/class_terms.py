"""The terms of a company's classes of shares, and the order in which their preferences are paid."""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.equity_plan import class_of
from termwise.model.entitlement import ConversionRatio
from termwise.model.sentence import Investment, Issue
from termwise.view.ranks import UndecidedRanksError, ranked, ranks


class ClassTerms(Struct, frozen=True):
    """What the sentences that issue shares of a class say of it.

    `stated` are these sentences with their clauses. `rank` counts from 0, the first to be paid; it means nothing
    for a class without a preference. `ratio` is how many ordinary shares one becomes, None when it does not
    convert. `cap` is a multiple.
    """

    name: str
    stated: tuple[tuple[str, Issue | Investment], ...] = ()
    rank: int = 0
    participates: bool = False
    cap: Decimal | None = None
    ratio: ConversionRatio | None = None

    @property
    def preferred(self) -> bool:
        """Whether it has a preference."""
        return any(sentence.preference is not None for _, sentence in self.stated)


def classes_of(lo: Lowers, company: str) -> dict[str, ClassTerms]:
    """The terms of every class; raises `NotLoweredError` where nothing says which preference is paid first."""
    stated: dict[str, list[tuple[str, Issue | Investment]]] = {}
    for history in lo.agreement.clauses:
        for version in history.versions[-1:]:
            sentence = version.clause.sentence
            if isinstance(sentence, Issue | Investment) and sentence.company == company:
                stated.setdefault(class_of(history.name, sentence), []).append((history.name, sentence))
    found = {name: _terms(name, tuple(one)) for name, one in stated.items()}
    try:
        order = ranks(ranked(sentence for one in stated.values() for _, sentence in one))
    except UndecidedRanksError as undecided:
        raise NotLoweredError(str(undecided)) from undecided
    return {name: replace(terms, rank=order.get(name, 0)) for name, terms in found.items()}


def _terms(name: str, stated: tuple[tuple[str, Issue | Investment], ...]) -> ClassTerms:
    participation = next((s.participation for _, s in stated if s.participation is not None), None)
    return ClassTerms(
        name,
        stated,
        participates=participation is not None and participation.participates,
        cap=None if participation is None else participation.cap,
        ratio=next((s.converts for _, s in stated if s.converts is not None), None),
    )
