"""The walk of a driver that varies: a Brownian path over the periods after its history, from a bridge.

Eight leading words settle the walk at eight nodes that divide the time ahead (the end, the half, quarters, eighths);
between two nodes it goes on period by period with random words. Time is in calendar years; the walk is zero up to the
end of the history, and its variance is the time since then.
"""

from collections.abc import Mapping
from math import sqrt

import numpy as np
from msgspec import Struct

from termwise.engine.drawing.layout import BRIDGE, Layout
from termwise.engine.drawing.philox import block
from termwise.engine.drawing.streams import stream
from termwise.engine.drawing.words import FIRST_OF_PERIODS, leading_words
from termwise.engine.machine.arguments import Reals
from termwise.engine.machine.normal import normal
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.engine.machine.special import word_of_real

REFILL = "drawing:refill"
"""The column that tells where four further words of each stream are drawn."""
_BLOCK = "drawing:block"
_PER_BLOCK = 4
# each node with its neighbours at the time it is settled, 0 being the beginning: the order of the leading words
_NODES = ((8, 0, 0), (4, 0, 8), (2, 0, 4), (6, 4, 8), (1, 0, 2), (3, 2, 4), (5, 4, 6), (7, 6, 8))


# -- on any machine ----------------------------------------------------------------------------------------


def begin_walk(m: Machine[Lanes], layout: Layout, name: str) -> None:
    """Before the periods: the nodes of the walk of the driver `name`."""
    at: dict[int, Lanes] = {0: m.real(0.0)}
    words = leading_words(m, layout, stream("driver", name))
    for (node, left, right), word in zip(_NODES, words, strict=True):
        own = m.multiply(m.argument(_part(name, node, "own")), normal(m, word))
        if node != BRIDGE:
            between = m.multiply(m.argument(_part(name, node, "left")), at[left])
            own = m.add(m.add(between, m.multiply(m.argument(_part(name, node, "right")), at[right])), own)
        at[node] = own
    for node in range(1, BRIDGE + 1):
        m.keep(f"driver:{name}:node:{node}", at[node])
    m.keep(f"driver:{name}:walk", m.real(0.0))
    for place in range(_PER_BLOCK):
        m.keep(_drawn(name, place), m.real(0.0))


def draw_ahead(m: Machine[Lanes], names: list[str]) -> None:
    """In a period of `REFILL`: the normal numbers of the next four periods, which wait for nothing but their words."""
    number = word_of_real(m, m.column(_BLOCK))
    for name in names:
        for place, word in enumerate(block(m, stream("driver", name), number)):
            m.keep(_drawn(name, place), normal(m, word))


def step(m: Machine[Lanes], name: str) -> tuple[Lanes, Lanes]:
    """In every period: the walk at its end, and by how much it moved."""
    own, *later = (m.kept(_drawn(name, place)) for place in range(_PER_BLOCK))
    for place, number in enumerate(later):
        m.keep(_drawn(name, place), number)
    before, node = m.kept(f"driver:{name}:walk"), m.kept(f"driver:{name}:node:1")
    pulled = m.multiply(m.column(f"driver:{name}:pull"), m.subtract(node, before))
    moved = m.add(pulled, m.multiply(m.column(f"driver:{name}:spread"), own))
    now = m.add(before, moved)
    m.keep(f"driver:{name}:walk", now)
    return now, moved


def pass_node(m: Machine[Lanes], name: str) -> None:
    """After the steps of a period: where it ends at a node, the walk turns to the next one.

    Apart from `step`, so that the steps of all drivers follow one another without a branch between them.
    """
    m.in_periods(f"driver:{name}:at_node", lambda: _next_node(m, name))


def _next_node(m: Machine[Lanes], name: str) -> None:
    """From a node on the walk makes for the next one; it stands where the node is, to the last bit."""
    m.keep(f"driver:{name}:walk", m.kept(f"driver:{name}:node:1"))
    for node in range(1, BRIDGE):
        m.keep(f"driver:{name}:node:{node}", m.kept(f"driver:{name}:node:{node + 1}"))


def _drawn(name: str, place: int) -> str:
    return f"driver:{name}:drawn:{place}"


def _part(name: str, node: int, part: str) -> str:
    return f"driver:{name}:node:{node}:{part}"


# -- arguments -----------------------------------------------------------------------------------------------


def refills(periods: int, known: int) -> dict[str, Reals]:
    """The columns that all walks share. Nothing is drawn for the first `known` periods, the history of all of them."""
    numbers = np.arange(periods)
    blocks = FIRST_OF_PERIODS + numbers // _PER_BLOCK
    drawn = (numbers % _PER_BLOCK == 0) & (numbers + _PER_BLOCK > known)
    return {REFILL: drawn.astype(np.float64), _BLOCK: blocks.astype(np.float64)}


class Bridge(Struct, frozen=True):
    """How a walk goes: by node its shares of its neighbours and its own spread; by period the pull, the spread, ...

    Drivers whose histories end together have one in common. `nodes` is by node and part, `columns` by part.
    """

    nodes: Mapping[tuple[int, str], float]
    columns: Mapping[str, Reals]


def named(name: str, bridge: Bridge) -> tuple[dict[str, float], dict[str, Reals]]:
    """Numbers and columns as the walk of the driver `name` reads them."""
    numbers = {_part(name, node, part): number for (node, part), number in bridge.nodes.items()}
    return numbers, {f"driver:{name}:{part}": column for part, column in bridge.columns.items()}


def bridge_over(times: Reals, known: int) -> Bridge:
    """The bridge over the periods after the first `known`, which are history.

    `times` are the years since the history at the periods' ends, shape (periods,): zero in it, and never falling.
    """
    nodes = _nodes(times, known) if known < len(times) else []
    at = [0.0, *(float(times[node]) for node in nodes)] if nodes else [0.0] * (BRIDGE + 1)
    numbers: dict[tuple[int, str], float] = {}
    for node, left, right in _NODES:
        if node == BRIDGE:
            numbers[node, "own"] = sqrt(at[BRIDGE])
            continue
        before, after, span = at[node] - at[left], at[right] - at[node], at[right] - at[left]
        share = before / span if span > 0 else 1.0
        numbers[node, "left"] = 1.0 - share
        numbers[node, "right"] = share
        numbers[node, "own"] = sqrt(before * after / span) if span > 0 else 0.0
    return Bridge(numbers, {**_columns(times, known, nodes), "time": times})


def _nodes(times: Reals, known: int) -> list[int]:
    """The periods at whose ends the nodes lie: nearest to the eighths, all different while there are enough."""
    ahead = len(times) - known
    wanted = np.searchsorted(times[known:], times[-1] * np.arange(1, BRIDGE) / BRIDGE)
    nodes: list[int] = []
    for number, place in enumerate([*(int(one) for one in wanted), ahead - 1], start=1):
        least = nodes[-1] + 1 if nodes else 0
        most = ahead - 1 - (BRIDGE - number)
        nodes.append(min(ahead - 1, max(least, min(place, most))))
    return [known + node for node in nodes]


def _columns(times: Reals, known: int, nodes: list[int]) -> dict[str, Reals]:
    """How the walk goes from period to period: pulled to the next node, with a spread of its own."""
    pull, spread, at_node = (np.zeros(len(times)) for _ in range(3))
    before = np.concatenate(([0.0], times[:-1]))
    first = known
    for node in dict.fromkeys(nodes):
        part = slice(first, node + 1)
        left, moved, rest = times[node] - before[part], times[part] - before[part], times[node] - times[part]
        moves = left > 0
        pull[part] = np.divide(moved, left, out=np.ones_like(left), where=moves)
        spread[part] = np.sqrt(np.divide(moved * rest, left, out=np.zeros_like(left), where=moves))
        at_node[node] = 1.0
        first = node + 1
    return {"pull": pull, "spread": spread, "at_node": at_node}
