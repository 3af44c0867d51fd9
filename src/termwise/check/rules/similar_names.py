"""Two names of one kind a letter apart are easily taken for each other.

Names that differ in a digit (`tranche_1`, `tranche_2`) or in a segment of one letter (`series_a`,
`series_b`) are told apart on purpose. Every name is looked up by its spellings with one letter left
out, so the work grows with the number of names, not of pairs.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from termwise.base.diagnostic import Diagnostic, Related, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject

_SHORTEST = 5


class _Named(Protocol):
    @property
    def name(self) -> str:
        """How it is called."""
        ...

    @property
    def name_span(self) -> Span | None:
        """Where it is declared."""
        ...


def _run(subject: Subject) -> Iterable[Diagnostic]:
    deal, found = subject.deal, subject.names
    kinds: tuple[tuple[str, Sequence[_Named]], ...] = (
        ("parties", deal.parties),
        ("assets", deal.assets),
        ("events", deal.events),
        ("drivers", deal.drivers),
        ("sources", deal.sources),
        ("clauses", tuple(found.clauses.values())),
    )
    for kind, named in kinds:
        yield from _of_kind(kind, named)


def _of_kind(kind: str, named: Sequence[_Named]) -> Iterator[Diagnostic]:
    seen: dict[str, _Named] = {}
    for thing in named:
        if len(thing.name) < _SHORTEST:
            continue
        spellings = (thing.name, *_shorter(thing.name))
        twin = next((seen[s] for s in spellings if s in seen and _alike(seen[s].name, thing.name)), None)
        if twin is not None:
            yield _look_alike(kind, twin, thing)
        for spelling in spellings:
            seen.setdefault(spelling, thing)


def _shorter(name: str) -> Iterator[str]:
    """The spellings of a name with one letter left out; digits and the marks between segments stay."""
    return (name[:i] + name[i + 1 :] for i, letter in enumerate(name) if letter.isalpha())


def _alike(one: str, other: str) -> bool:
    """Whether one letter, more or other, inside a longer segment makes the difference."""
    segments = [name.replace(".", "_").split("_") for name in (one, other)]
    if one == other or len(segments[0]) != len(segments[1]):
        return False
    differing = [pair for pair in zip(*segments, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and max(map(len, differing[0])) >= _SHORTEST


def _look_alike(kind: str, first: _Named, second: _Named) -> Diagnostic:
    return warning(
        "similar-names",
        f"the {kind} `{first.name}` and `{second.name}` differ in one letter",
        second.name_span,
        "rename one of them so that they cannot be taken for each other",
        (Related(first.name_span, "the other one"),) if first.name_span else (),
    )


RULE = Rule("similar-names", "two names of one kind a letter apart", _run)
