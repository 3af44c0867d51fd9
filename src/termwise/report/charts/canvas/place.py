"""Labels along a line, pushed apart until none touches another."""

from collections.abc import Sequence


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Places at least `gap` from each other between `low` and `high`, as near to the wanted ones as that lets them.

    The order of the wanted places is kept, ties in the order given. Neighbours that would touch share their
    displacement (pool adjacent violators). Where there is not room for all, they go on below `high`.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    blocks: list[tuple[float, int]] = []  # the place of the first of a run of neighbours, and how many they are
    for index in order:
        blocks.append((min(max(wanted[index], low), high), 1))
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] * gap > blocks[-1][0]:
            (first, count), (second, more) = blocks[-2], blocks[-1]
            total = count + more
            merged = (first * count + (second - count * gap) * more) / total
            blocks[-2:] = [(max(min(merged, high - (total - 1) * gap), low), total)]
    placed = [0.0] * len(wanted)
    position = 0
    for first, count in blocks:
        for offset in range(count):
            placed[order[position]] = first + offset * gap
            position += 1
    return tuple(placed)
