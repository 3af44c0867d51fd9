"""The machine that writes code: every operation becomes one line of LLVM text on vectors of lanes.

The text is cut into *parts*, straight-line functions of bounded length, because compilers take more than
proportional time for long ones. What one part makes and another needs goes through the *frame*, memory of the
running lanes; what is cheap to fetch again (arguments, columns) is fetched again. The same operation on the same
operands is written once, and what is `shared` outside of the periods is a function that is called. Nothing of a deal's
own words gets into the text: arguments and slots are numbered.
"""

from collections.abc import Callable
from struct import pack, unpack
from sys import maxsize

from termwise.engine.kernel.parts import BLOCK, Function, Layout, Part, Recipe, Section, Value, type_of
from termwise.engine.machine.protocol import Kind, Machine

PART_LINES = 1500
"""Lines after which a new part begins."""


class LlvmMachine(Machine[Value]):
    """Writes down what is asked of it, for 4, 8 or 16 lanes; call `finish` at the end, then read `parts`."""

    def __init__(self, lanes: int, part_lines: int = PART_LINES) -> None:
        self.lanes = lanes
        self.parts: list[Part] = []
        self.functions: dict[str, Function] = {}
        self._part_lines = part_lines
        self._count = 0
        self._written: dict[str, Value] = {}
        self._made_in: dict[str, Part] = {}
        self._recipes: dict[str, Recipe] = {}
        self._frame: dict[str, int] = {}
        self._memory: dict[str, Kind] = {}
        self._kept: dict[str, Value] = {}
        self._numbers: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        self._arrays: dict[str, int] = {}
        self._rows: dict[int, int] = {}
        self._part = Part("before", 0, None, [], set(), [])
        self.parts.append(self._part)

    def layout(self) -> Layout:
        """Where everything stands that was asked for."""
        return Layout(
            numbers=tuple(self._numbers),
            words=tuple(self._words),
            columns=tuple(self._columns),
            arrays=tuple(self._arrays),
            rows=tuple(self._rows),
            slots=len(self._frame),
        )

    def finish(self) -> None:
        """Ends the last section; nothing may be written after."""
        self._end_stretch()
        for part in self.parts:
            for value in part.leaves:
                part.lines += self._store(value, value.text)

    # -- constants and arguments -----------------------------------------------------------------------

    def real(self, number: float) -> Value:
        """See the protocol, as for every operation here."""
        (bits,) = unpack("<Q", pack("<d", number))
        return Value("real", f"splat (double 0x{bits:016X})")

    def word(self, number: int) -> Value:
        """The same word in every lane."""
        return Value("word", f"splat (i64 {number})")

    def argument(self, name: str) -> Value:
        """A real of the arguments."""
        return self._spread("real", f"ptr %numbers, i64 {_place(self._numbers, name)}")

    def argument_word(self, name: str) -> Value:
        """A word of the arguments."""
        return self._spread("word", f"ptr %words, i64 {_place(self._words, name)}")

    def column(self, name: str) -> Value:
        """The real of the period that runs. Raises ValueError outside of `each_period`."""
        if self._part.section != "body":
            raise ValueError(f"`{name}` has a value per period; no period runs")
        return self._spread("real", f"ptr %column, i64 {_place(self._columns, name)}")

    def element(self, name: str, index: Value) -> Value:
        """The real at an index, by lane."""
        array = f"ptr %arrays, ptr %offsets, i64 {_place(self._arrays, name)}"
        return self._write("real", f"call {self._of('real')} @element({array}, {self._of('word')} {index.text})", index)

    def row(self, name: str, index: Value, count: int) -> tuple[Value, ...]:
        """The reals of a row, by lane: read in pairs, two pairs of every four lanes put side by side."""
        reals, words = self._of("real"), self._of("word")
        array = f"ptr %arrays, ptr %offsets, i64 {_place(self._arrays, name)}, {words} {index.text}"
        row: list[Value] = []
        for first in range(0, count, 2):
            pair = f"{{ {reals}, {reals} }}"
            line = f"call {pair} @pair({array}, i64 {first})"
            if f"{line} 0" not in self._written:
                self._need(index)
                both = self._name()
                self._part.lines.append(f"{both} = {line}")
                for one in range(2):
                    value = Value("real", self._name())
                    self._part.lines.append(f"{value.text} = extractvalue {pair} {both}, {one}")
                    self._made(f"{line} {one}", value)
            row += [self._written[f"{line} {one}"] for one in range(2)]
        return tuple(row)

    def path(self) -> Value:
        """The number of each lane's path."""
        of = self._of("word")
        lanes = ", ".join(f"i64 {lane}" for lane in range(self.lanes))
        first = self._spread_lines("word", "%first")
        return self._fetch("word", "path", (*first, f"NAME = add {of} NAME.all, <{lanes}>"))

    def group_word(self, column: int) -> Value:
        """The word of the lanes' group, which is one and the same."""
        return self._spread("word", f"ptr %group, i64 {column}")

    def replicate_word(self, column: int) -> Value:
        """The words of the lanes' replicates, which lie side by side."""
        at = f"NAME.at = getelementptr i64, ptr %replicates, i64 {column * 16}"
        return self._fetch("word", at, (at, f"NAME = load {self._of('word')}, ptr NAME.at, align 8"))

    # -- reals ------------------------------------------------------------------------------------------

    def add(self, left: Value, right: Value) -> Value:
        """The sum."""
        return self._binary("fadd", left, right)

    def subtract(self, left: Value, right: Value) -> Value:
        """The difference."""
        return self._binary("fsub", left, right)

    def multiply(self, left: Value, right: Value) -> Value:
        """The product."""
        return self._binary("fmul", left, right)

    def divide(self, left: Value, right: Value) -> Value:
        """The quotient."""
        return self._binary("fdiv", left, right)

    def square_root(self, real: Value) -> Value:
        """The root."""
        of = self._of("real")
        return self._write("real", f"call {of} @llvm.sqrt.v{self.lanes}f64({of} {real.text})", real)

    def minimum(self, left: Value, right: Value) -> Value:
        """The left one where it is less, else the right one."""
        return self.select(self.less(left, right), left, right)

    def maximum(self, left: Value, right: Value) -> Value:
        """The left one where it is greater, else the right one."""
        return self.select(self._compare("fcmp ogt", left, right), left, right)

    # -- truths -----------------------------------------------------------------------------------------

    def less(self, left: Value, right: Value) -> Value:
        """Less, of reals.

        Of what is the same in all lanes LLVM would compare one and spread the answer, which takes five instructions;
        a zero that it cannot see through makes it one.
        """
        if left == self.real(0.0) and right.text in self._recipes and not self._recipes[right.text].reads:
            left = self._fetch("real", "zeros", (f"NAME = load {self._of('real')}, ptr %zeros",))
        return self._compare("fcmp olt", left, right)

    def at_most(self, left: Value, right: Value) -> Value:
        """Less or equal, of reals."""
        return self._compare("fcmp ole", left, right)

    def equal(self, left: Value, right: Value) -> Value:
        """Equal, of reals."""
        return self._compare("fcmp oeq", left, right)

    def word_less(self, left: Value, right: Value) -> Value:
        """Less, of words."""
        return self._compare("icmp ult", left, right)

    def both(self, left: Value, right: Value) -> Value:
        """Both truths."""
        return self._binary("and", left, right)

    def either(self, left: Value, right: Value) -> Value:
        """Either truth."""
        return self._binary("or", left, right)

    def opposite(self, truth: Value) -> Value:
        """The other truth."""
        return self._write("truth", f"xor {self._of('truth')} {truth.text}, splat (i1 true)", truth)

    def select(self, truth: Value, then: Value, otherwise: Value) -> Value:
        """By lane, one or the other."""
        of = self._of(then.kind)
        line = f"select {self._of('truth')} {truth.text}, {of} {then.text}, {of} {otherwise.text}"
        return self._write(then.kind, line, truth, then, otherwise)

    # -- words ------------------------------------------------------------------------------------------

    def word_add(self, left: Value, right: Value) -> Value:
        """The sum modulo 2**64."""
        return self._binary("add", left, right)

    def word_subtract(self, left: Value, right: Value) -> Value:
        """The difference modulo 2**64."""
        return self._binary("sub", left, right)

    def word_multiply_32(self, left: Value, right: Value) -> Value:
        """The product of the lower halves."""
        low = self.word(0xFFFFFFFF)
        return self._binary("mul", self.word_and(left, low), self.word_and(right, low))

    def word_and(self, left: Value, right: Value) -> Value:
        """The bits of both."""
        return self._binary("and", left, right)

    def word_or(self, left: Value, right: Value) -> Value:
        """The bits of either."""
        return self._binary("or", left, right)

    def word_exclusive_or(self, left: Value, right: Value) -> Value:
        """The bits that differ."""
        return self._binary("xor", left, right)

    def shift_left(self, word: Value, bits: int) -> Value:
        """Bits moved up."""
        return self._binary("shl", word, self.word(bits))

    def shift_right(self, word: Value, bits: int) -> Value:
        """Bits moved down."""
        return self._binary("lshr", word, self.word(bits))

    def bits_of(self, real: Value) -> Value:
        """The bits of a real."""
        return self._write("word", f"bitcast {self._of('real')} {real.text} to {self._of('word')}", real)

    def real_of_bits(self, word: Value) -> Value:
        """The real of these bits."""
        return self._write("real", f"bitcast {self._of('word')} {word.text} to {self._of('real')}", word)

    # -- what is written once -------------------------------------------------------------------------------

    def shared(self, name: str, write: Callable[..., Value], *operands: Value) -> Value:
        """A call before and after the periods, where everything is drawn and the same would stand a hundred times.

        In every period its operations stand among others, which run meanwhile: that is faster, and there they are few.
        """
        if self._part.section == "body":
            return write(self, *operands)
        if name not in self.functions:
            self.functions[name] = self._function(write, operands)
        function = self.functions[name]
        given = ", ".join(f"{self._of(one.kind)} {one.text}" for one in operands)
        kind, address = function.result.kind, f"@shared{function.number}"
        value = self._write(
            kind, f"call fastcc {self._of(kind)} {address}(ptr %arrays, ptr %offsets, {given})", *operands
        )
        self._recipes.pop(value.text, None)  # to call again would cost more than to leave the result in the frame
        return value

    # -- memory and periods -------------------------------------------------------------------------------

    def keep(self, name: str, value: Value) -> None:
        """Raises ValueError for a slot that is new while a period runs."""
        if self._part.section == "body" and name not in self._memory:
            raise ValueError(f"the slot `{name}` is first kept while a period runs")
        self._memory[name] = value.kind
        self._kept[name] = value

    def kept(self, name: str) -> Value:
        """What was last kept; KeyError when nothing was."""
        if name in self._kept:
            return self._kept[name]
        kind = self._memory[name]
        load = self._load_lines(kind, self._slot(f"slot {name}"))
        return self._fetch(kind, f"{self._part.stretch} slot {name}", load, self._part.stretch)

    def each_period(self, body: Callable[[], None]) -> None:
        """Writes the body once. Raises ValueError for a second time."""
        if self._part.section != "before":
            raise ValueError("periods run once and do not nest")
        self._begin_stretch("body")
        body()
        self._begin_stretch("after")

    def in_periods(self, name: str, body: Callable[[], None]) -> None:
        """Writes the body as parts that run in some periods. Raises ValueError when no period runs, or when nested."""
        if self._part.section != "body" or self._part.when is not None:
            raise ValueError(f"`{name}` chooses among periods: within a period, and not nested")
        self._begin_stretch("body", _place(self._columns, name))
        before = dict(self._written)
        body()
        self._begin_stretch("body")
        self._written = before

    def record(self, row: int, value: Value) -> None:
        """The output: stored in the buffer, so many rows after that of the run-time `bases` as its part is told."""
        self._need(value)
        place, name = self._rows.setdefault(row, len(self._rows)), self._name()
        self._part.lines += [
            f"{name}.at = getelementptr i64, ptr %bases, i64 {place}",
            f"{name}.base = load i64, ptr {name}.at",
            f"{name}.row = add i64 {name}.base, %onwards",
            f"{name}.here = getelementptr [{BLOCK} x double], ptr %out, i64 {name}.row",
            f"store {self._of('real')} {value.text}, ptr {name}.here, align {self.lanes * 8}",
        ]

    # -- writing --------------------------------------------------------------------------------------------

    def _of(self, kind: Kind) -> str:
        """The LLVM type of a kind."""
        return type_of(kind, self.lanes)

    def _begin_stretch(self, section: Section, when: int | None = None) -> None:
        """What was kept is in memory from here on, and is read from there."""
        self._end_stretch()
        self._part = Part(section, self._part.stretch + 1, when, [], set(), [])
        self.parts.append(self._part)

    def _begin_part(self) -> None:
        """The same stretch in another function."""
        now = self._part
        self._part = Part(now.section, now.stretch, now.when, [], set(), [])
        self.parts.append(self._part)

    def _function(self, write: Callable[..., Value], operands: tuple[Value, ...]) -> Function:
        """What `write` makes of such operands, apart from everything else."""
        given = tuple(Value(one.kind, f"%given{place}") for place, one in enumerate(operands))
        outside = self._part, self._written, self._part_lines
        self._part = Part("before", 0, None, [], {one.text for one in given}, [])
        self._written, self._part_lines = {}, maxsize
        result = write(self, *given)
        lines = tuple(self._part.lines)
        self._part, self._written, self._part_lines = outside
        return Function(len(self.functions), given, lines, result)

    def _name(self) -> str:
        self._count += 1
        return f"%v{self._count}"

    def _binary(self, operator: str, left: Value, right: Value) -> Value:
        line = f"{operator} {self._of(left.kind)} {left.text}, {right.text}"
        return self._write(left.kind, line, left, right)

    def _compare(self, operator: str, left: Value, right: Value) -> Value:
        return self._write("truth", f"{operator} {self._of(left.kind)} {left.text}, {right.text}", left, right)

    def _write(self, kind: Kind, line: str, *operands: Value) -> Value:
        """The value of a line, written unless it already was."""
        known = self._written.get(line)
        if known is not None:
            return known
        if len(self._part.lines) >= self._part_lines:
            self._begin_part()
        for operand in operands:
            self._need(operand)
        value = Value(kind, self._name())
        self._part.lines.append(f"{value.text} = {line}")
        if all(self._is_at_hand(operand) for operand in operands):
            self._recipes[value.text] = Recipe(tuple(self._part.lines[-1:]), operands)
        return self._made(line, value)

    def _is_at_hand(self, value: Value) -> bool:
        """Whether it is a literal, or fetched alone and the same everywhere: one operation on such costs no more
        than leaving its result in the frame.
        """
        recipe = self._recipes.get(value.text)
        return not value.text.startswith("%") or (recipe is not None and not recipe.reads and recipe.only_in is None)

    def _fetch(self, kind: Kind, key: str, recipe: tuple[str, ...], only_in: int | None = None) -> Value:
        """A value that other parts (of the stretch `only_in`, if given) had better fetch again than share."""
        known = self._written.get(key)
        if known is not None:
            return known
        value = Value(kind, self._name())
        lines = tuple(line.replace("NAME", value.text) for line in recipe)
        self._recipes[value.text] = Recipe(lines, (), only_in)
        self._part.lines += lines
        return self._made(key, value)

    def _made(self, key: str, value: Value) -> Value:
        self._written[key] = value
        self._made_in[value.text] = self._part
        self._part.holds.add(value.text)
        return value

    def _need(self, value: Value) -> None:
        """Makes a value of another part known in this one."""
        name = value.text
        if not name.startswith("%") or name in self._part.holds:
            return
        self._part.holds.add(name)
        recipe = self._recipes.get(name)
        if recipe is not None and recipe.only_in in (None, self._part.stretch):
            for operand in recipe.reads:
                self._need(operand)
            self._part.lines += recipe.lines
            return
        if name not in self._frame:
            self._made_in[name].leaves.append(value)
        load = self._load_lines(value.kind, self._slot(name))
        self._part.lines += [line.replace("NAME", name) for line in load]

    def _spread(self, kind: Kind, place: str) -> Value:
        """One number out of memory in every lane."""
        scalar = "double" if kind == "real" else "i64"
        at = (f"NAME.at = getelementptr {scalar}, {place}", f"NAME.one = load {scalar}, ptr NAME.at")
        all_lanes = self._spread_lines(kind, "NAME.one")
        return self._fetch(kind, at[0], (*at, *all_lanes[:-1], all_lanes[-1].replace("NAME.all", "NAME")))

    def _spread_lines(self, kind: Kind, scalar: str) -> tuple[str, ...]:
        of = self._of(kind)
        return (
            f"NAME.in = insertelement {of} poison, {'double' if kind == 'real' else 'i64'} {scalar}, i64 0",
            f"NAME.all = shufflevector {of} NAME.in, {of} poison, <{self.lanes} x i32> zeroinitializer",
        )

    # -- the frame --------------------------------------------------------------------------------------------

    def _slot(self, name: str) -> int:
        return _place(self._frame, name)

    def _end_stretch(self) -> None:
        """What was kept goes to memory: all is fetched before anything is overwritten."""
        for value in self._kept.values():
            self._need(value)
        stores: dict[int, list[str]] = {}
        places = self._places_of_names_and_slots()
        last = len(self._part.lines) - 1
        for name, value in self._kept.items():
            slot = f"slot {name}"
            at = max(places.get(value.text, -1), places.get(str(self._slot(slot)), -1))
            stores.setdefault(at if at >= 0 else last, []).extend(self._store(value, slot))
        lines = enumerate(self._part.lines)
        self._part.lines = stores.get(-1, []) + [one for at, line in lines for one in (line, *stores.get(at, ()))]
        self._kept.clear()

    def _places_of_names_and_slots(self) -> dict[str, int]:
        """By name the line that makes it, by a slot's number the last that reads it: what is kept is stored right after
        both, not to wait until the end. Empty where the stretch has several parts: another one may read the slot.
        """
        if any(part.stretch == self._part.stretch for part in self.parts[:-1]):
            return {}
        places: dict[str, int] = {}
        slots: dict[str, str] = {}
        for at, line in enumerate(self._part.lines):
            name = line.split(" = ", 1)[0]
            places[name] = at
            if name.endswith(".slot"):
                slots[name.removesuffix(".slot")] = line.rsplit(" ", 1)[1]
            elif name in slots:
                places[slots[name]] = at
        return places

    def _store(self, value: Value, name: str) -> list[str]:
        """A truth is stored as a word, all ones or zero, so that no bits have to be packed.

        Volatile, because LLVM would make of a choice between what a slot holds and something new a store of chosen
        lanes, which some processors are slow at.
        """
        slot, at = self._slot(name), self._name()
        lines = [f"{at} = getelementptr {self._of('word')}, ptr %frame, i64 {slot}"]
        if value.kind == "truth":
            lines.append(f"{at}.wide = sext {self._of('truth')} {value.text} to {self._of('word')}")
            return [*lines, f"store {self._of('word')} {at}.wide, ptr {at}"]
        return [*lines, f"store volatile {self._of(value.kind)} {value.text}, ptr {at}"]

    def _load_lines(self, kind: Kind, slot: int) -> tuple[str, ...]:
        at = f"NAME.slot = getelementptr {self._of('word')}, ptr %frame, i64 {slot}"
        if kind == "truth":
            wide = f"NAME.wide = load {self._of('word')}, ptr NAME.slot"
            return at, wide, f"NAME = icmp slt {self._of('word')} NAME.wide, zeroinitializer"
        return at, f"NAME = load {self._of(kind)}, ptr NAME.slot"


def _place(places: dict[str, int], name: str) -> int:
    return places.setdefault(name, len(places))
