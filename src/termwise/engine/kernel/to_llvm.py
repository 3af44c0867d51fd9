"""The parts of a machine as one LLVM module: a function that computes one block of paths.

`paths(context, groups, frame, buffer, first, count)` computes `count` paths (a multiple of 16, at most a block) from
path `first` on. `context` points to a table of words: the addresses of numbers, words, columns, arrays, offsets,
replicate words, bases and a vector of zeros, then the number of periods and the words per group.
"""

import re
from collections.abc import Mapping

from termwise.engine.kernel.llvm_machine import LlvmMachine
from termwise.engine.kernel.order import ordered
from termwise.engine.kernel.parts import Function, Layout, Part, Section, type_of
from termwise.engine.machine.protocol import ROW

CONTEXT = (
    *("numbers", "words", "columns", "arrays", "offsets", "all_replicates", "bases", "zeros"),
    *("periods", "group_columns"),
)
"""The places of the context, 8 bytes each."""

_POINTERS = ("numbers", "words", "column", "arrays", "offsets", "replicates", "bases", "zeros", "group")
_GIVEN = {
    **{name: f"ptr noalias readonly %{name}" for name in _POINTERS},
    "frame": "ptr noalias %frame",
    "out": "ptr noalias %out",
    "first": "i64 %first",
    "onwards": "i64 %onwards",
}
"""What a part may read: each is given those alone that it does, as what is given is put down and fetched again."""
_READ = re.compile(rf"%({'|'.join(_GIVEN)})\b")


def module(machine: LlvmMachine) -> str:
    """The text of the module; the machine must be finished."""
    parts = "\n\n".join(_part(number, part) for number, part in enumerate(machine.parts))
    shared = "\n\n".join(_shared(machine.lanes, function) for function in machine.functions.values())
    return "\n\n".join([_declared(machine.lanes), shared, parts, _paths(machine)]) + "\n"


def _shared(lanes: int, function: Function) -> str:
    given = ", ".join(["ptr %arrays", "ptr %offsets", *(f"{type_of(v.kind, lanes)} {v.text}" for v in function.given)])
    made = type_of(function.result.kind, lanes)
    lines = "\n  ".join([*function.lines, f"ret {made} {function.result.text}"])
    return f"define internal fastcc {made} @shared{function.number}({given}) noinline nounwind {{\n  {lines}\n}}"


def _declared(lanes: int) -> str:
    """The root of lanes, and the reading of an array's elements, lane by lane."""
    reals, words = f"<{lanes} x double>", f"<{lanes} x i64>"
    read = []
    for lane in range(lanes):
        before = f"%all{lane - 1}" if lane else "poison"
        read += [
            f"%index{lane} = extractelement {words} %index, i64 {lane}",
            f"%at{lane} = getelementptr double, ptr %array, i64 %index{lane}",
            f"%one{lane} = load double, ptr %at{lane}",
            f"%all{lane} = insertelement {reals} {before}, double %one{lane}, i64 {lane}",
        ]
    lines = "\n  ".join(read)
    return f"""declare {reals} @llvm.sqrt.v{lanes}f64({reals})

define internal {reals} @element(ptr %arrays, ptr %offsets, i64 %number, {words} %index) alwaysinline {{
  %place = getelementptr i64, ptr %offsets, i64 %number
  %offset = load i64, ptr %place
  %array = getelementptr double, ptr %arrays, i64 %offset
  {lines}
  ret {reals} %all{lanes - 1}
}}

{_pair(lanes)}"""


def _pair(lanes: int) -> str:
    """The reading of two neighbours in each lane's row, then sorted into the first and the second of all lanes.

    Pairs of the lanes 0, 2, 1 and 3 side by side: in this order the sorting stays within halves of four lanes, as
    processors like it.
    """
    reals, words = f"<{lanes} x double>", f"<{lanes} x i64>"
    shift = ROW.bit_length() - 1
    lines = [f"%from = shl {words} %index, splat (i64 {shift})"]  # of all lanes at once, before they go apart
    sides: tuple[list[str], list[str]] = ([], [])
    for lane in range(lanes):
        lines += [
            f"%from{lane} = extractelement {words} %from, i64 {lane}",
            f"%at{lane} = getelementptr double, ptr %array, i64 %from{lane}",
            f"%two{lane} = load <2 x double>, ptr %at{lane}, align 16",
        ]
    for lane in [lane for lane in range(lanes) if lane % 4 < 2]:
        sides[lane % 2].append(f"%four{lane}")
        halves = f"<2 x double> %two{lane}, <2 x double> %two{lane + 2}"
        lines.append(f"%four{lane} = shufflevector {halves}, <4 x i32> <i32 0, i32 1, i32 2, i32 3>")
    for side, fours in enumerate(sides):
        lines += _joined(fours, f"%side{side}")
    for place in range(2):
        order = ", ".join(f"i32 {2 * (lane // 2) + place + lanes * (lane % 2)}" for lane in range(lanes))
        sorted_out = f"shufflevector {reals} %side0, {reals} %side1, <{lanes} x i32> <{order}>"
        lines.append(f"%out{place} = {sorted_out}")
    both = f"{{ {reals}, {reals} }}"
    text = "\n  ".join(lines)
    given = f"ptr %arrays, ptr %offsets, i64 %number, {words} %index, i64 %first"
    return f"""define internal {both} @pair({given}) alwaysinline {{
  %place = getelementptr i64, ptr %offsets, i64 %number
  %offset = load i64, ptr %place
  %start = add i64 %offset, %first
  %array = getelementptr double, ptr %arrays, i64 %start
  {text}
  %one = insertvalue {both} poison, {reals} %out0, 0
  %two = insertvalue {both} %one, {reals} %out1, 1
  ret {both} %two
}}"""


def _joined(fours: list[str], name: str) -> list[str]:
    """Vectors of four, their number a power of two, one after another in a long one."""
    lines, width, parts = [], 4, fours
    while len(parts) > 1:
        of, order = f"<{width} x double>", ", ".join(f"i32 {place}" for place in range(2 * width))
        longer = [f"{one}.{2 * width}" for one in parts[::2]]
        for long, one, other in zip(longer, parts[::2], parts[1::2], strict=True):
            lines.append(f"{long} = shufflevector {of} {one}, {of} {other}, <{2 * width} x i32> <{order}>")
        parts, width = longer, 2 * width
    return [*lines, f"{name} = bitcast <{width} x double> {parts[0]} to <{width} x double>"]


def _part(number: int, part: Part) -> str:
    lines = "\n  ".join(ordered(part.lines) if part.section == "body" else part.lines)  # what runs once need not hurry
    given = ", ".join(_GIVEN[name] for name in _given(part))
    return f"define internal void @part{number}({given}) noinline nounwind {{\n  {lines}\n  ret void\n}}"


def _given(part: Part) -> list[str]:
    """The names that a part reads of those it may."""
    read = {name for line in part.lines for name in _READ.findall(line)}
    return [name for name in _GIVEN if name in read]


def _calls(machine: LlvmMachine, section: Section, period: str) -> str:
    """The parts of a section one after another; those that run in some periods only, behind a branch."""
    texts = {name: f"ptr %{name}" for name in _GIVEN}
    texts |= {"column": "ptr %column" if section == "body" else "ptr %columns", "first": "i64 %path"}
    lines = []
    for number, part in enumerate(machine.parts):
        if part.section != section or not part.lines:
            continue
        if part.when is None:
            lines.append(f"call void @part{number}({_told(part, texts, period)})")
            continue
        lines += [
            f"%when{number}.at = getelementptr double, ptr %column, i64 {part.when}",
            f"%when{number} = load double, ptr %when{number}.at",
            f"%runs{number} = fcmp une double %when{number}, 0.0",
            f"br i1 %runs{number}, label %run{number}, label %ran{number}",
            f"run{number}:",
            f"%place{number} = fptosi double %when{number} to i64",
            f"%onwards{number} = sub i64 %place{number}, 1",
            f"call void @part{number}({_told(part, texts, f'%onwards{number}')})",
            f"br label %ran{number}",
            f"ran{number}:",
        ]
    return "\n  ".join(lines)


def _told(part: Part, texts: Mapping[str, str], period: str) -> str:
    """What a part is given, as its caller writes it."""
    return ", ".join({**texts, "onwards": f"i64 {period}"}[name] for name in _given(part))


def _paths(machine: LlvmMachine) -> str:
    layout = machine.layout()
    loads = "\n  ".join(
        f"%{name}.at = getelementptr i64, ptr %context, i64 {place}\n  "
        f"%{name} = load {'ptr' if place < CONTEXT.index('periods') else 'i64'}, ptr %{name}.at"
        for place, name in enumerate(CONTEXT)
    )
    return f"""define void
@paths(ptr %context, ptr %groups, ptr %frame, ptr %buffer, i64 %first, i64 %count) nounwind {{
entry:
  {loads}
  br label %lanes
lanes:
  %lane = phi i64 [ 0, %entry ], [ %next.lane, %done ]
  %path = add i64 %first, %lane
  %out = getelementptr double, ptr %buffer, i64 %lane
  %number = lshr i64 %lane, 4
  %before = mul i64 %number, %group_columns
  %group = getelementptr i64, ptr %groups, i64 %before
  %replicate = and i64 %lane, 15
  %replicates = getelementptr i64, ptr %all_replicates, i64 %replicate
  {_calls(machine, "before", "0")}
  br label %begun
begun:
  %any = icmp sgt i64 %periods, 0
  br i1 %any, label %period, label %after
period:
  %month = phi i64 [ 0, %begun ], [ %next.month, %period.end ]
  %column.at = mul i64 %month, {_stride(layout)}
  %column = getelementptr double, ptr %columns, i64 %column.at
  {_calls(machine, "body", "%month")}
  br label %period.end
period.end:
  %next.month = add i64 %month, 1
  %more = icmp slt i64 %next.month, %periods
  br i1 %more, label %period, label %after
after:
  {_calls(machine, "after", "0")}
  br label %done
done:
  %next.lane = add i64 %lane, {machine.lanes}
  %again = icmp slt i64 %next.lane, %count
  br i1 %again, label %lanes, label %end
end:
  ret void
}}"""


def _stride(layout: Layout) -> int:
    """Columns lie period by period: all of one period side by side."""
    return max(len(layout.columns), 1)
