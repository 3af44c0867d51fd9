"""A machine that only writes down what it is asked to do: programs of one shape must ask for the same."""

from collections.abc import Callable
from typing import Any


class Tracing:
    """Every operation is one entry of `asked`; a value is the number of its entry."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def __getattr__(self, operation: str) -> Callable[..., int]:
        def ask(*operands: Any) -> int:
            self.asked.append((operation, *operands))
            return len(self.asked)

        return ask

    def row(self, name: str, index: int, count: int) -> tuple[int, ...]:
        self.asked.append(("row", name, index, count))
        return (len(self.asked),) * count

    def shared(self, name: str, write: Callable[..., int], *operands: int) -> int:
        self.asked.append(("shared", name, *operands))
        return write(self, *operands)

    def each_period(self, body: Callable[[], None]) -> None:
        self.asked.append(("each_period",))
        body()

    def in_periods(self, name: str, body: Callable[[], None]) -> None:
        self.asked.append(("in_periods", name))
        body()
        self.asked.append(("end", name))
