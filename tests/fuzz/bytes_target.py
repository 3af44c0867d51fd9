"""Bytes of any kind go through decoding, reading, formatting and loading without an exception.

`python tests/fuzz/bytes_target.py --runs 20000 --seed 1` mutates a small deal with the standard library alone.
With atheris installed, `--atheris` (and then libFuzzer's own options) runs the same target guided by coverage.
"""

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from random import Random

from termwise.base.source import SourceText
from termwise.session import load_text
from termwise.syntax.decode import decode
from termwise.syntax.formatter import format_text
from termwise.syntax.parser import parse, parse_question

Step = Callable[[SourceText], object]

SEED = (
    'deal "Séed"\n    currency USD\n    period 2020-01-01 through 2030-12-31, monthly\n    today 2025-06-01\n'
    'party a "A Inc.", company\n    discounts at 8%\nparty b "B"\nasset models "M" of b\n'
    "event agi by b\n    likely 70%, between 2027 and 2040\n"
    "event proof by a\n    likely 60%, 3 to 18 months after agi\n"
    "driver sales in USD per year\n    known 2024 3.7bn, 2025 13bn\n    grows 20% to 80% per year until 2029\n"
    'clause rights "Rights"  # remark\n    b grants a exclusive use, host of models\n'
    "    until first of (2031-01-01, 24 months after agi)\n    unless stake(a, b) >= 27% and not proof\n"
    "clause share\n    b pays a undisclosed 15% to 20% of sales quarterly\n    cap 38bn in total\n"
    "        tiers, cliff\n            from 0: 5%\n            from 1bn: 7%\n"
    "clause exit\n    either a or b may terminate after 90 days notice, not before 2027-01-01\n"
    "        ends deal, except share\n        terminating party pays 500m\n"
    "amendment next signed 2025-01-21, binding\n    requires proof by 2025-12-31, otherwise no effect\n"
    "    change rights\n        through 2032\n        remove unless\n    end share on 2026\n"
    "claim safe\n    always before 2033: a may use models\nexpect\n    on 2024-06-01, known by 2023: a may use models\n"
).encode()

PIECES = (
    *(
        b"\n",
        b"    ",
        b"        ",
        b"\t",
        b"\r\n",
        b"\0",
        b"\x1b[31m",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xc3",
        b"\xe2\x80\xae",
    ),
    *(b'"', b'\\"', b"#", b"(" * 70, b")", b"not " * 70, b"-" * 70, b"%", b"9" * 40, b"1e999999", b"2025-02-30"),
    *(
        b"0000-00-00",
        b"9999-12-31",
        b"of ",
        b"first of (",
        b"whether ",
        b"within ",
        b"1 day after ",
        b"pays ",
        b"only ",
    ),
    *(b"clause ", b"change ", b"expect\n    ", b"vests\n        ", b": ", b", ", b"undisclosed ", b"999999 years "),
)


def formats(source: SourceText) -> None:
    """Formatting twice is formatting once."""
    once = format_text(source)
    assert format_text(SourceText(source.name, once)) == once


def asks(source: SourceText) -> None:
    """The text as a question."""
    parse_question(source.text)


def loads(source: SourceText) -> None:
    """The whole chain that commands use."""
    load_text(source.text, name=source.name)


CHAIN: tuple[Step, ...] = (parse, formats, asks, loads)


def run(data: bytes, chain: Sequence[Step] = CHAIN) -> None:
    """Every step of the chain on the text that the bytes hold."""
    source, _ = decode("fuzz.deal", data)
    for step in chain:
        step(source)


def mutated(random: Random, data: bytes) -> bytes:
    """The bytes with a few pieces put in, cut out, doubled or changed; sometimes bytes without any sense."""
    if random.random() < 0.05:
        return random.randbytes(random.randint(0, 300))
    found = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at = random.randint(0, len(found))
        upto = min(len(found), at + random.randint(0, 40))
        match random.randint(0, 4):
            case 0:
                found[at:at] = random.choice(PIECES)
            case 1:
                del found[at:upto]
            case 2:
                found[at:at] = found[at:upto]
            case 3:
                start = random.randint(0, len(data))
                found[at:upto] = data[start : start + random.randint(0, 60)]
            case _:
                found[at:upto] = random.randbytes(1)
    return bytes(found)


def plainly(runs: int, seed: int) -> int:
    """So many runs with the standard library alone; the exit status is 1 after an exception, whose bytes are kept."""
    random = Random(seed)
    for count in range(runs):
        data = mutated(random, SEED)
        try:
            run(data)
        except Exception:  # noqa: BLE001 - the boundary of the fuzzer: whatever it is, the bytes are what matters
            crash = Path(f"crash-{seed}-{count}.deal")
            crash.write_bytes(data)
            traceback.print_exc()
            print(f"run {count} of seed {seed} failed; its bytes are in {crash}", file=sys.stderr)  # noqa: T201
            return 1
    print(f"{runs} runs, no exception")  # noqa: T201
    return 0


def guided(arguments: list[str]) -> None:
    """The same target under atheris."""
    atheris = import_module("atheris")
    atheris.Setup([sys.argv[0], *arguments], run)
    atheris.Fuzz()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true")
    options, rest = parser.parse_known_args()
    if options.atheris:
        guided(rest)
        return 0
    return plainly(options.runs, options.seed)


if __name__ == "__main__":
    sys.exit(main())
