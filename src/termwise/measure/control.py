"""Who controls a company or a body over time: votes by stakes or seats, and the power they give.

Shareholders vote with their stakes, the named ones among themselves: what nobody named holds is not voted. Those who
appoint a body's members vote with their seats, of all its seats, at the body's own majority.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from msgspec import Struct

from termwise.engine.run import Run
from termwise.engine.simulate.simulated import Simulated
from termwise.measure.errors import Estimate, estimate_of_paths
from termwise.measure.power import HALF, Majority, Power, powers
from termwise.measure.risk import Chance, chance
from termwise.model.declaration import Body

_DIGITS = 9


class Votes(Struct, frozen=True):
    """A vote: in what, by whom, and of which outputs the weights are. `majority` None: of what is voted, over half."""

    of: str
    voters: tuple[str, ...]
    outputs: tuple[str, ...]
    majority: Majority | None = None


class ControlFrom(Struct, frozen=True):
    """Who has which power from a period on, until the next one stated."""

    period: int
    powers: tuple[Power, ...]


class PowerOnPaths(Struct, frozen=True):
    """The power of a voter over the paths of a simulation: mean indices, and the chance to decide alone."""

    voter: str
    banzhaf: Estimate
    shapley_shubik: Estimate
    decides: Chance


def votes(outputs: Iterable[str], bodies: Iterable[Body] = ()) -> tuple[Votes, ...]:
    """The votes that outputs tell of: stakes in companies, seats of bodies; in order of first appearance.

    A body without a stated majority needs more than half.
    """
    declared = {body.name: body for body in bodies}
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name in outputs:
        kind, *rest = name.split(":")
        if kind in ("stake", "seats") and len(rest) == 2:
            voter, of = rest
            found.setdefault((kind, of), []).append((voter, name))
    return tuple(
        Votes(
            of,
            tuple(voter for voter, _ in members),
            tuple(name for _, name in members),
            _majority(declared.get(of)) if kind == "seats" else None,
        )
        for (kind, of), members in found.items()
    )


def over_time(run: Run, vote: Votes) -> tuple[ControlFrom, ...]:
    """The power of every voter, from each period on in which the weights are others than before."""
    values = [run.output(name).values for name in vote.outputs]
    found: list[ControlFrom] = []
    before: tuple[Fraction, ...] | None = None
    for period, now in enumerate(zip(*values, strict=True)):
        weights = tuple(Fraction(value) for value in now)
        if weights != before:
            found.append(ControlFrom(period, _powers(vote, weights)))
        before = weights
    return tuple(found)


def on_paths(simulated: Simulated, vote: Votes, period: int | None) -> tuple[PowerOnPaths, ...]:
    """The power of every voter at the end of a period, over the first paths of a run (at most 2,048).

    `period` None: as it stands at the end, of outputs that are recorded only then.
    Paths with the same weights, to nine digits, are worked out once. KeyError when an output is not there.
    """
    first = simulated.first_paths([simulated.row(name, period) for name in vote.outputs])
    weights = np.round(first.T, _DIGITS)
    kinds, place = np.unique(weights, axis=0, return_inverse=True)
    by_kind = [_powers(vote, [Fraction(f"{max(w, 0.0):.{_DIGITS}f}") for w in kind]) for kind in kinds.tolist()]
    found = []
    for number, voter in enumerate(vote.voters):
        each = np.array(
            [[float(p[number].banzhaf), float(p[number].shapley_shubik), p[number].decides] for p in by_kind]
        )
        banzhaf, shapley_shubik, decides = (estimate_of_paths(column) for column in each[place.ravel()].T)
        found.append(PowerOnPaths(voter, banzhaf, shapley_shubik, chance(decides, len(weights))))
    return tuple(found)


def _powers(vote: Votes, weights: Sequence[Fraction]) -> tuple[Power, ...]:
    by_voter: Mapping[str, Fraction] = dict(zip(vote.voters, weights, strict=True))
    majority = vote.majority or Majority(sum(weights, Fraction(0)) / 2, more=True)
    return powers(by_voter, majority)


def _majority(body: Body | None) -> Majority:
    return HALF if body is None or body.majority is None else Majority(Fraction(body.majority))
