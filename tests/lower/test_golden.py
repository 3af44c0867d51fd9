"""Golden cases: small texts and the programs they become. Rewrite them with `python -m tests.lower.test_golden`."""

from pathlib import Path

import pytest

from termwise.ir.dump import dump
from tests.lower.reading import program_of

FOLDER = Path(__file__).parent / "golden"
KNOWN_BY = {
    "amended": "2025-04-01",
    "preferences": "2028-12-31",
    "safe": "2028-12-31",
    "royalty": "2028-12-31",
    "take_or_pay": "2028-12-31",
}
CASES = sorted(KNOWN_BY)


def program_text(case: str) -> str:
    """The dump of a case, the days of its calendar moves cut short."""
    text = dump(program_of((FOLDER / f"{case}.deal").read_text("utf-8"), grid="yearly", known_by=KNOWN_BY[case]))
    return "\n".join(_cut(line) for line in text.splitlines()) + "\n"


def _cut(line: str) -> str:
    return line if len(line) <= 160 else f"{line[:100].rsplit(' ', 1)[0]} …"


@pytest.mark.parametrize("case", CASES)
def test_the_program_of_a_text(case: str) -> None:
    assert program_text(case) == (FOLDER / f"{case}.txt").read_text("utf-8")


def test_every_text_is_a_case() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.deal")) == CASES


if __name__ == "__main__":
    for one in CASES:
        (FOLDER / f"{one}.txt").write_text(program_text(one), "utf-8")
