"""Lines in another order say the same."""

import re
from random import Random

import pytest

from termwise.engine.kernel.order import ordered


def chains(random: Random, count: int) -> list[str]:
    """Straight-line text as the machine writes it: slots fetched and overwritten, sums of anything before."""
    lines: list[str] = []
    values: list[str] = []
    for number in range(count):
        name = f"%v{number}"
        if number < 4:
            lines += [
                f"{name}.slot = getelementptr <4 x i64>, ptr %frame, i64 {number}",
                f"{name} = load <4 x double>, ptr {name}.slot",
            ]
        else:
            left, right = random.choices(values, k=2)
            operator = random.choice(["fadd", "fmul", "fdiv"])
            lines.append(f"{name} = {operator} <4 x double> {left}, {right}")
        values.append(name)
    for slot, value in enumerate(random.sample(values, 4)):
        at = f"%v{count + slot}"
        lines += [
            f"{at} = getelementptr <4 x i64>, ptr %frame, i64 {slot}",
            f"store volatile <4 x double> {value}, ptr {at}",
        ]
    return lines


@pytest.mark.parametrize("seed", range(20))
def test_every_line_stays_after_what_it_reads_and_no_slot_is_overwritten_unread(seed: int) -> None:
    lines = chains(Random(seed), 5 + 40 * (seed % 7))
    found = ordered(lines)
    assert sorted(found) == sorted(lines)
    made: set[str] = set()
    stored: set[str] = set()
    slots: dict[str, str] = {}
    for line in found:
        name, _, rest = line.partition(" = ") if " = " in line else ("", "", line)
        assert set(re.findall(r"%v\d+(?:\.\w+)?", rest)) <= made, line
        made.add(name)
        if slot := re.search(r"ptr %frame, i64 (\d+)$", rest):
            slots[name] = slot[1]
        if " load " in f" {rest}":
            assert slots[rest.rsplit(" ", 1)[1]] not in stored, line
        if rest.startswith("store"):
            stored.add(slots[rest.rsplit(" ", 1)[1]])


def test_chains_are_dealt_out_in_turn() -> None:
    """Two chains written one after the other: both begin before either ends."""
    lines = [f"%v{n} = fadd <4 x double> {'%x' if n % 10 == 0 else f'%v{n - 1}'}, %x" for n in range(20)]
    found = ordered(lines)
    assert found.index(lines[10]) < found.index(lines[2])
    assert found.index(lines[0]) < found.index(lines[12])


def test_nothing_is_nothing() -> None:
    assert ordered([]) == []
