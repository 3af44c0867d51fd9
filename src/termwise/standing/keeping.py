"""Answers worked out once, and circular questions cut.

Clauses refer to each other freely, so a question may lead back to itself. It is then answered "open"
where it closes the circle. An answer that rests on such a cut is kept only while the question that
was cut is still being worked out, so no cut outlives its circle. Inside a circle, who is asked first
may decide between "open" and a settled answer; it never decides between yes and no.
"""

from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")
Key = tuple[object, ...]

_DEEPEST = 60
"""How many questions may wait for one another before the innermost is cut."""

_UNCUT = 1 << 30


class Keeper:
    """Keeps answers by question. One keeper serves one set of rules over frozen data."""

    def __init__(self) -> None:
        self._kept: dict[Key, object] = {}
        self._tentative: dict[Key, tuple[object, int]] = {}
        self._busy: dict[Key, int] = {}
        self._reached = _UNCUT

    def keep(self, key: Key, work: Callable[[], T], cut: Callable[[], T]) -> T:
        """The answer to `key`: kept, or worked out by `work`; `cut` when the question leads back to itself."""
        if key in self._kept:
            return cast("T", self._kept[key])
        if key in self._busy:
            self._reached = min(self._reached, self._busy[key])
            return cut()
        if key in self._tentative:
            answer, reached = self._tentative[key]
            self._reached = min(self._reached, reached)
            return cast("T", answer)
        if len(self._busy) >= _DEEPEST:
            self._reached = -1
            return cut()
        return self._worked_out(key, work)

    def _worked_out(self, key: Key, work: Callable[[], T]) -> T:
        depth, outer = len(self._busy), self._reached
        self._busy[key], self._reached = depth, _UNCUT
        try:
            answer = work()
        finally:
            del self._busy[key]
        reached = self._reached
        if reached >= depth:
            self._kept[key] = answer
            self._tentative = {k: held for k, held in self._tentative.items() if held[1] < depth}
            self._reached = outer
        else:
            self._tentative[key] = (answer, reached)
            self._reached = min(outer, reached)
        if not self._busy:
            self._tentative.clear()
            self._reached = _UNCUT
        return answer
