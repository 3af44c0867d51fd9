"""In which order classes of shares are paid their preferences, by what their sentences say of each other."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from termwise.model.sentence import Investment, Issue
from termwise.view.agreement import Agreement

ORDINARY = "ordinary"
"""The class of shares of which no sentence names one."""


def has_preferences(agreement: Agreement, company: str) -> bool:
    """Whether any shares of a company are preferred to others in some wording."""
    said = [version.clause.sentence for history in agreement.clauses for version in history.versions]
    issued = [one for one in said if isinstance(one, Issue | Investment) and one.company == company]
    return any(one.preference is not None for one in issued)


class UndecidedRanksError(Exception):
    """Nothing says which of some classes is paid first, or what is said leads in a circle (`circular`)."""

    def __init__(self, names: Iterable[str], *, circular: bool) -> None:
        self.names = tuple(names)
        self.circular = circular
        listed = " and ".join(f"`{name}`" for name in self.names)
        told = f"the ranks of {listed} lead back to themselves" if circular else None
        super().__init__(told or f"nothing says which of {listed} is paid first")


class Ranked(Struct, frozen=True):
    """What is said of a class with a preference: the classes it is senior to, and those it ranks equally with."""

    senior_to: frozenset[str] = frozenset()
    pari_passu_with: frozenset[str] = frozenset()


def ranked(sentences: Iterable[Issue | Investment]) -> Mapping[str, Ranked]:
    """Every class with a preference, and what any of its sentences says of its rank."""
    said: dict[str, Ranked] = {}
    preferred: set[str] = set()
    for sentence in sentences:
        name = sentence.share_class or ORDINARY
        if sentence.preference is not None:
            preferred.add(name)
        before = said.get(name, Ranked())
        said[name] = Ranked(
            before.senior_to.union(sentence.senior_to), before.pari_passu_with.union(sentence.pari_passu_with)
        )
    return {name: one for name, one in said.items() if name in preferred}


def ranks(preferred: Mapping[str, Ranked]) -> Mapping[str, int]:
    """Class -> how many groups of classes are paid before it; classes pari passu are one group.

    Raises `UndecidedRanksError` where the order of two groups is not told.
    """
    group = {name: name for name in preferred}
    for name, one in preferred.items():
        for other in one.pari_passu_with & group.keys():
            old, new = group[other], group[name]
            group = {member: new if of == old else of for member, of in group.items()}
    juniors: dict[str, set[str]] = {of: set() for of in group.values()}
    for name, one in preferred.items():
        juniors[group[name]] |= {group[other] for other in one.senior_to & group.keys()}
    order = _in_order(juniors)
    return {name: order.index(of) for name, of in group.items()}


def _in_order(juniors: Mapping[str, set[str]]) -> list[str]:
    """The groups, each before those it is senior to; every two of them must be told apart."""
    order: list[str] = []
    left = dict(juniors)
    while left:
        first = [of for of in left if not any(of in below for below in left.values())]
        if not first:
            raise UndecidedRanksError(left, circular=True)
        if len(first) > 1:
            raise UndecidedRanksError(first, circular=False)
        order += first
        del left[first[0]]
    return order
