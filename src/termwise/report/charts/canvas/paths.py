"""Shapes in SVG's path notation. Pixels, y downwards, in tenths."""

from collections.abc import Sequence
from itertools import chain

Point = tuple[float, float]


def segment(x: float, y: float, to_x: float, to_y: float) -> str:
    """A straight line."""
    return f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"


def square(x: float, y: float, wide: float, high: float) -> str:
    """A rectangle from its upper left corner."""
    return f"M{x:.1f} {y:.1f}h{wide:.1f}v{high:.1f}h{-wide:.1f}Z"


def diamond(x: float, y: float, reach: float) -> str:
    """A square on its corner."""
    return f"M{x:.1f} {y - reach:.1f}l{reach:.1f} {reach:.1f}l{-reach:.1f} {reach:.1f}l{-reach:.1f} {-reach:.1f}Z"


def circle(x: float, y: float, reach: float) -> str:
    """A circle around a point."""
    half = f"a{reach:.1f} {reach:.1f} 0 1 0 "
    return f"M{x - reach:.1f} {y:.1f}{half}{2 * reach:.1f} 0{half}{-2 * reach:.1f} 0Z"


def polyline(points: Sequence[Point]) -> str:
    """Straight lines from point to point; of one point a dash of two pixels."""
    if len(points) == 1:
        ((x, y),) = points
        return segment(x - 1, y, x + 1, y)
    return f"M{_joined(points)}"


def between(above: Sequence[Point], below: Sequence[Point]) -> str:
    """The area between two lines."""
    if len(above) == 1:
        above = [(above[0][0] - 1, above[0][1]), (above[0][0] + 1, above[0][1])]
        below = [(below[0][0] - 1, below[0][1]), (below[0][0] + 1, below[0][1])]
    return f"{polyline(above)}L{_joined(list(reversed(below)))}Z"


def _joined(points: Sequence[Point]) -> str:
    """Points with a line from each to the next: written by one format, a third of the time of one for each."""
    return "L".join(["%.1f %.1f"] * len(points)) % tuple(chain.from_iterable(points))


def stepped(points: Sequence[Point]) -> list[Point]:
    """The corners of a line that stays level until the next point."""
    found: list[Point] = []
    for x, y in points:
        if found:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return found
