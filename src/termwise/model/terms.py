"""The open numbers of a clause: what they are called, and the clause with some of them settled.

A number is called by where it stands: `amount`, `price`, `cap`, `floor`, `minimum`, …; a percentage in the place of an
amount is a `rate`; what a holder receives is called by the holder. Several of one name are numbered in the order
of the text: `cap`, `cap2`. Settling a term settles it in every wording of the clause that leaves it open.
"""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, structs

from termwise.model.amendment import AddClause, Amendment, ChangeClause, Patch
from termwise.model.clause import Clause
from termwise.model.expression import Between, Choice, Expression, Interval, Quantity, Triangular, Undisclosed
from termwise.model.sentence import Allocation

Open = Undisclosed | Interval | Triangular | Choice | Between
"""A number that is not certain."""

_T = TypeVar("_T")
_PLACES = frozenset({"span", "name_span", "spans"})
_PARTS = frozenset({"sentence", "qualifiers"})


def open_terms(clauses: tuple[Clause, ...], amendments: tuple[Amendment, ...]) -> dict[str, dict[str, Open]]:
    """By clause the numbers that any of its wordings leaves open, by name: of several wordings the last one's."""
    found = every_open_term(clauses, amendments)
    return {clause: {term: numbers[-1] for term, numbers in terms.items()} for clause, terms in found.items()}


def every_open_term(
    clauses: tuple[Clause, ...], amendments: tuple[Amendment, ...]
) -> dict[str, dict[str, tuple[Open, ...]]]:
    """By clause and name the open numbers of all its wordings, in order."""
    found: dict[str, dict[str, tuple[Open, ...]]] = {}
    for clause, wording in _wordings(clauses, amendments):
        walk = _Walk({})
        walk.rewritten(wording, None)
        for term, number in walk.found.items():
            terms = found.setdefault(clause, {})
            terms[term] = (*terms.get(term, ()), number)
    return found


def with_terms(wording: _T, values: Mapping[str, Expression]) -> _T:
    """A clause, or a change of one, with open numbers settled, by name."""
    rewritten: _T = _Walk(values).rewritten(wording, None)
    return rewritten


def sample(number: Open) -> Quantity | None:
    """One number of those it may be, for its unit; None where nothing is known of it."""
    match number:
        case Undisclosed(range=Quantity() as value):
            return value
        case Undisclosed(range=Interval(low=low)):
            return low
        case Undisclosed():
            return None
        case Choice(options=options):
            return options[0]
        case Interval(low=low) | Triangular(low=low) | Between(low=low):
            return low


def _wordings(
    clauses: tuple[Clause, ...], amendments: tuple[Amendment, ...]
) -> list[tuple[str, Clause | ChangeClause]]:
    found: list[tuple[str, Clause | ChangeClause]] = [(clause.name, clause) for clause in clauses]
    patches: list[Patch] = [patch for amendment in amendments for patch in amendment.patches]
    for patch in patches:
        if isinstance(patch, AddClause):
            found.append((patch.clause.name, patch.clause))
        elif isinstance(patch, ChangeClause):
            found.append((patch.clause, patch))
    return found


class _Walk:
    """One wording, walked through in the order of its fields; open numbers are named and, where given, settled."""

    def __init__(self, values: Mapping[str, Expression]) -> None:
        self.found: dict[str, Open] = {}
        self._values = values
        self._count: dict[str, int] = {}

    def rewritten(self, part: _T, role: str | None) -> _T:
        """The part with what is settled in it; itself where nothing is."""
        if isinstance(part, Undisclosed | Interval | Triangular | Choice | Between):
            return self._settled(part, role or "number")  # type: ignore[return-value]
        if isinstance(part, tuple):
            members = tuple(self.rewritten(one, role) for one in part)
            changed = any(new is not old for new, old in zip(members, part, strict=True))
            return members if changed else part  # type: ignore[return-value]
        if not isinstance(part, Struct):
            return part
        if isinstance(part, Allocation):
            role = part.holder
        changes = {}
        for field in part.__struct_fields__:
            if field not in _PLACES:
                old = getattr(part, field)
                new = self.rewritten(old, None if field in _PARTS else role or field.rstrip("_"))
                if new is not old:
                    changes[field] = new
        return structs.replace(part, **changes) if changes else part

    def _settled(self, number: Open, role: str) -> Expression:
        first = sample(number)
        unit = number.unit if isinstance(number, Undisclosed) and first is None else first and first.unit
        stem = "rate" if role == "amount" and unit == "%" else role
        count = self._count[stem] = self._count.get(stem, 0) + 1
        name = stem if count == 1 else f"{stem}{count}"
        self.found[name] = number
        return self._values.get(name, number)
