"""Which values a period may do without: the body of a program in stages, some of which run in some periods only.

What is paid by the quarter needs its cap, its floor and its tiers when a quarter ends; a choice between two values by
a truth that hangs on no path is a branch, the same for all paths. A *guard* is such a truth. A value stands behind a
guard when only values behind it read it, or when without the guard it is zero, another value, or the state that it was:
a sum to which nothing is added, a choice of which the other side is taken. What it is then is its *default*.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from msgspec import Struct

from termwise.ir.operands import operands
from termwise.ir.program import (
    Binary,
    Constant,
    DayConstant,
    DaysBetween,
    Logic,
    Operation,
    Program,
    Select,
    Series,
    StateIn,
    Table,
    Value,
)

_WORTH_A_BRANCH = 5
"""Operations that a guard must spare: a branch costs about as many, and a shape does not say how often it is taken."""

_LEAVES = (StateIn, Series, Constant, DayConstant, Table)

Guard = Value | None
"""A truth that hangs on no path; None: in every period."""


class Keep(NamedTuple):
    """What a slot holds from here on: a value, or zero (false) for None."""

    slot: str
    value: Value | None


class Stage(Struct, frozen=True):
    """Values that are computed one after another, in the periods where the guard holds.

    `fetched` are values of earlier stages behind other guards, each with the slot that has it. `leaves` are read and
    not computed. `keeps` come at the end.
    """

    guard: Guard
    fetched: tuple[tuple[Value, str], ...]
    leaves: tuple[Value, ...]
    values: tuple[Value, ...]
    keeps: tuple[Keep, ...]


class Staged(Struct, frozen=True):
    """The stages of a period in order; `slots` has the wanted values that stand behind guards, `nothing_unless` the
    guards of those that are zero, or false, without them.
    """

    stages: tuple[Stage, ...]
    slots: Mapping[Value, str]
    nothing_unless: Mapping[Value, Value]

    def merged(self) -> list[str]:
        """The slots of values: those that no state has."""
        kept = {keep.slot for stage in self.stages for keep in stage.keeps}
        return sorted(slot for slot in kept if slot.startswith("value "))


def staged(
    program: Program,
    body: Sequence[Value],
    fixed: frozenset[Value],
    carried: Mapping[int, Value],
    wanted: Iterable[Value],
) -> Staged:
    """The values `body`, which are in order, in stages.

    `fixed` are those that hang on no path, `carried` has the new values of the states, `wanted` are read in every
    period or after the last.
    """
    every = _Body(program, body, fixed, carried, tuple(wanted))
    guards = every.guards()
    while True:
        behind = _Behind(every, guards)
        spared = behind.spared()
        worth = [guard for guard in guards if spared[guard] >= _WORTH_A_BRANCH]
        if len(worth) == len(guards):
            return _Order(every, behind).staged()
        guards = worth


class _Body:
    """The values of a period, who reads them, and what is wanted of them."""

    def __init__(
        self,
        program: Program,
        body: Sequence[Value],
        fixed: frozenset[Value],
        carried: Mapping[int, Value],
        wanted: tuple[Value, ...],
    ) -> None:
        self.program = program
        self.values = body
        self.fixed = fixed
        self.carried = carried
        self.wanted = wanted
        self._leaves = {value for value in body if self._is_leaf(value)}
        self.carriers: defaultdict[Value, list[int]] = defaultdict(list)
        for index, value in carried.items():
            self.carriers[value].append(index)
        self.readers: defaultdict[Value, list[Value]] = defaultdict(list)
        for value in body:
            if not self.is_leaf(value):
                for one in operands(self.operation(value)):
                    self.readers[one].append(value)

    def operation(self, value: Value) -> Operation:
        return self.program.instructions[value].operation

    def is_leaf(self, value: Value) -> bool:
        """Whether it is read and not computed: from a column, a slot, or before the periods."""
        return value in self._leaves or self.before(value)

    def _is_leaf(self, value: Value) -> bool:
        return value in self.fixed or isinstance(self.operation(value), _LEAVES)

    def before(self, value: Value) -> bool:
        """Whether it is there before the periods."""
        return self.program.instructions[value].block == "prologue"

    def is_zero(self, value: Value) -> bool:
        operation = self.operation(value)
        return isinstance(operation, Constant) and operation.number == 0

    def guards(self) -> list[Value]:
        """Truths of the body that hang on no path and choose between values that do."""
        conditions = {
            operation.condition
            for value in self.values
            if not self.is_leaf(value) and isinstance(operation := self.operation(value), Select)
        }
        return sorted(c for c in conditions & self.fixed if self.program.instructions[c].block == "body")


_NONE = -1
"""Zero or false, as a default."""


class _Defaults:
    """What values are where a guard does not hold: by value another one, or `_NONE`."""

    def __init__(self, body: _Body, guard: Value) -> None:
        self._body = body
        self._guard = guard
        self.found: dict[Value, Value] = {}
        ahead = list(body.readers[guard])
        heapify(ahead)
        while ahead:
            value = heappop(ahead)
            if value in self.found:
                continue
            default = self._of(body.operation(value))
            if default is not None:
                self.found[value] = default
                for reader in body.readers[value]:
                    heappush(ahead, reader)

    def _now(self, value: Value) -> Value:
        if value == self._guard:
            return _NONE
        now = self.found.get(value, value)
        return _NONE if now != _NONE and self._body.is_zero(now) else now

    def _of(self, operation: Operation) -> Value | None:
        match operation:
            case Select(condition, then, otherwise):
                return self._chosen(condition, self._now(then), self._now(otherwise))
            case Binary(operator, left, right):
                return self._number(operator, self._now(left), self._now(right))
            case Logic(operator, left, right):
                return self._truth(operator, self._now(left), self._now(right))
            case _:
                return None

    def _chosen(self, condition: Value, then: Value, otherwise: Value) -> Value | None:
        if self._now(condition) == _NONE:
            return otherwise
        return then if then == otherwise else None

    def _number(self, operator: str, left: Value, right: Value) -> Value | None:
        match operator:
            case "add" if left == _NONE:
                return right
            case "add" | "subtract" if right == _NONE:
                return left
            case "multiply" if _NONE in (left, right):
                return _NONE
            case "divide" if left == _NONE:
                return _NONE
            case "minimum" | "maximum" if left == right:
                return left
            case "minimum" if _NONE in (left, right) and self._is_not_negative(max(left, right)):
                return _NONE
            case "maximum" if _NONE in (left, right) and self._is_not_negative(max(left, right)):
                return max(left, right)
            case _:
                return None

    def _truth(self, operator: str, left: Value, right: Value) -> Value | None:
        if operator == "and":
            return _NONE if _NONE in (left, right) else None
        if _NONE in (left, right):
            return max(left, right)
        return None

    def _is_not_negative(self, value: Value) -> bool:
        """By its form: a maximum with zero, or a number of days."""
        match self._body.operation(value):
            case Binary("maximum", left, right):
                return self._body.is_zero(left) or self._body.is_zero(right)
            case DaysBetween():
                return True
            case _:
                return False


class _Behind:
    """By value its guard, and what it is without where others ask for it there."""

    def __init__(self, body: _Body, guards: Sequence[Value]) -> None:
        self._body = body
        self.guard: dict[Value, Guard] = {}
        self.default: dict[Value, Value] = {}
        known = {guard: _Defaults(body, guard).found for guard in guards}
        by_size = sorted(guards, key=lambda guard: (-len(known[guard]), guard))
        asked: dict[Value, Guard] = dict.fromkeys((*body.wanted, *body.carried.values()))
        for value in reversed(body.values):
            if value not in asked or body.is_leaf(value):
                continue
            guard = asked[value]
            if guard is None:
                guard = next((one for one in by_size if value in known[one]), None)
                if guard is not None and not self._worth_merging(value, guard, known[guard][value]):
                    guard = None
                if guard is not None:
                    self.default[value] = default = known[guard][value]
                    if default != _NONE and not self._stays(value):
                        asked[default] = None
            self.guard[value] = guard
            for one in self.reads(value):
                asked[one] = guard if asked.get(one, guard) == guard else None

    def _worth_merging(self, value: Value, guard: Value, default: Value) -> bool:
        """Whether a value that others ask for without its guard had better stand behind it, with a default.

        Not a sum of which the guard spares one part: then that part is zero by default, or is a state.
        """
        operation = self._body.operation(value)
        is_choice = isinstance(operation, Select) and operation.condition == guard
        return default == _NONE or is_choice or value in self._body.carriers

    def _stays(self, value: Value) -> bool:
        """Whether without its guard it is a state that it is carried into, as it was."""
        operation = self._body.operation(self.default[value])
        return isinstance(operation, StateIn) and operation.index in self._body.carriers[value]

    def reads(self, value: Value) -> tuple[Value, ...]:
        """What it is computed of where its guard holds."""
        operation = self._body.operation(value)
        if isinstance(operation, Select) and operation.condition == self.guard[value]:
            return (operation.then,)
        return operands(operation)

    def spared(self) -> Counter[Guard]:
        """How many operations stand behind each guard, besides choices by it."""
        return Counter(guard for value, guard in self.guard.items() if len(self.reads(value)) != 1)


_Place = tuple[int, int]
"""The level of a stage, and the rank of its guard there."""

_FIRST: _Place = (0, 0)


class _Order:
    """The stages in order: at each level first what is computed in every period, then guard by guard.

    A slot is overwritten only once everything that reads what it held before has been computed.
    """

    def __init__(self, body: _Body, behind: _Behind) -> None:
        self._body = body
        self._behind = behind
        used = sorted({guard for guard in behind.guard.values() if guard is not None})
        self._guards: list[Guard] = [None, *used]
        self._rank = {guard: rank for rank, guard in enumerate(self._guards)}
        self._place: dict[Value, _Place] = {}
        self._default_place: dict[Value, _Place] = {}
        self._slot: dict[Value, str] = {}
        self._carried: set[int] = set()
        self._keeps: defaultdict[_Place, list[Keep]] = defaultdict(list)
        for value in body.values:
            if value in behind.guard:
                self._put(value)
        level, rank = max(self._place.values(), default=_FIRST)
        self._last = (level + (rank > 0), 0)
        self._last_read = self._read_last()

    def staged(self) -> Staged:
        """Everything in its place."""
        for value, default in self._behind.default.items():
            self._merge(value, default)
        for index, value in self._body.carried.items():
            if index not in self._carried:
                self._carry(index, value)
        members: defaultdict[_Place, list[Value]] = defaultdict(list)
        for value, place in self._place.items():
            members[place].append(value)
        places = sorted({_FIRST, self._last, *members, *self._keeps})
        wanted = {value: self._slot[value] for value in self._body.wanted if value in self._slot}
        behind = self._behind
        guards = {value: behind.guard[value] for value in wanted if behind.default[value] == _NONE}
        nothing_unless = {value: guard for value, guard in guards.items() if guard is not None}
        return Staged(tuple(self._stage(place, members[place]) for place in places), wanted, nothing_unless)

    def _put(self, value: Value) -> None:
        """As early as all that it reads is there; behind a guard, after its default was."""
        guard = self._behind.guard[value]
        rank = self._rank[guard]
        level = max((self._level_after(one, rank) for one in self._behind.reads(value)), default=0)
        default = self._behind.default.get(value)
        if default is not None:
            before = 0 if default == _NONE else self._level_after(default, 0)
            self._default_place[value] = (before, 0)
            level = max(level, before)
        self._place[value] = (level, rank)

    def _level_after(self, value: Value, rank: int) -> int:
        """The level at which something of a rank can read a value."""
        if value not in self._place:
            return 0
        level, made_at = self._place[value]
        return level if made_at <= rank else level + 1

    def _read_last(self) -> dict[int, _Place]:
        """By state, the last place that reads what the period before left."""
        found: dict[int, _Place] = {}

        def reads(value: Value, place: _Place) -> None:
            operation = self._body.operation(value)
            if isinstance(operation, StateIn):
                found[operation.index] = max(found.get(operation.index, _FIRST), place)

        for value, place in self._place.items():
            for one in self._behind.reads(value):
                reads(one, place)
        for value, place in self._default_place.items():
            if self._behind.default[value] != _NONE:
                reads(self._behind.default[value], place)
        handed_on = [(index, value) for index, value in self._body.carried.items() if self._body.is_leaf(value)]
        known = None
        while found != known:  # what is handed on late is read late, and so on
            known = dict(found)
            for index, value in handed_on:
                reads(value, _FIRST if found.get(index, _FIRST) == _FIRST else self._last)
        return found

    def _may_overwrite(self, index: int, place: _Place) -> bool:
        return self._last_read.get(index, _FIRST) <= place

    def _merge(self, value: Value, default: Value) -> None:
        """The slot of a value behind a guard: that of a state it is carried into, if possible."""
        place, before = self._place[value], self._default_place[value]
        for index in self._body.carriers[value]:
            stays = default != _NONE and self._body.operation(default) == StateIn(index)
            if self._may_overwrite(index, place if stays else before):
                self._carried.add(index)
                self._slot[value] = f"state {index}"
                break
        else:
            stays = False
            self._slot[value] = f"value {value}"
        if not stays:
            self._keeps[before].append(Keep(self._slot[value], None if default == _NONE else default))
        self._keeps[place].append(Keep(self._slot[value], value))

    def _carry(self, index: int, value: Value) -> None:
        """A state of its own: kept where its value is made, at the end if it is read later."""
        place = _FIRST if self._body.is_leaf(value) else self._place[value]
        if self._behind.guard.get(value) is not None or not self._may_overwrite(index, place):
            place = self._last
        self._keeps[place].append(Keep(f"state {index}", value))

    def _stage(self, place: _Place, members: Sequence[Value]) -> Stage:
        guard, keeps = self._guards[place[1]], tuple(self._keeps[place])
        read = {one for value in members for one in self._behind.reads(value)}
        read |= {keep.value for keep in keeps if keep.value is not None}
        if place == _FIRST:
            read.update(value for value in self._body.wanted if self._body.is_leaf(value))
        fetched = tuple(
            (one, self._slot[one]) for one in sorted(read) if self._behind.guard.get(one) not in (None, guard)
        )
        leaves = {one for one in read if self._body.is_leaf(one) and not self._body.before(one)}
        return Stage(guard, fetched, tuple(sorted(leaves)), tuple(members), keeps)
