"""Texts that are too deep, too long or too entangled: one diagnostic, or an answer, in bounded time and memory."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.process import DEAL, HEADING, read

FEE = "clause c\n    firm pays labs 5m on 2026-06-30\n"
EVENT = "event e{} by labs\n    likely 50%, between 2027 and 2033\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("clause c\n    firm pays labs " + "(" * 10_000, "error[expression-too-deep]: "),
        ("event e\n    when " + "not " * 4_900 + "reached", "error[expression-too-deep]: "),
        ("\n".join(" " * i + "x" for i in range(2_000)), "error["),
        ("clause c\n    firm pays labs " + "9" * 100_000, "error[line-too-long]: "),
        ("clause c\n    firm pays labs " + "9" * 19_000, "error[number-too-long]: "),
        ("clause c\n    firm pays labs 1e999999", "error[bad-number]: `1e999999` is not a number"),
        (FEE + "    from 0000-01-01", "error["),
        (FEE + "    until 24 months after 9999-12-31", "error["),
        (FEE + "    through 9999-12-31", "error["),
        (
            FEE + "    until 9999 years after reached",
            "error[duration-too-long]: `9999 years` is longer than any agreement",
        ),
    ],
)
def test_one_fault_says_it(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(HEADING + text + "\n", "utf-8")
    result = read(tmp_path, "show", "x.deal")
    assert result.code == 65
    assert result.first.startswith(message)
    assert result.said.count("error[") <= 3


def test_a_period_to_the_end_of_the_calendar(tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(DEAL.replace("2034-12-31", "9999-12-31"), "utf-8")
    result = read(tmp_path, "check", "x.deal")
    assert result.code == 1
    assert "`9999-12-31` is outside the years 1000 to 5000" in result.said


@pytest.mark.parametrize("command", ["check", "deadlines", "timeline"])
def test_a_thousand_years_of_months(command: str, tmp_path: Path) -> None:
    text = DEAL.replace("2034-12-31", "2999-12-31").replace("5m on 2026-06-30", "5m monthly")
    (tmp_path / "x.deal").write_text(text, "utf-8")
    assert read(tmp_path, command, "x.deal").code == 0


def events(count: int, chance: str = "likely 60%, 3 to 18 months after e{}") -> str:
    return EVENT.format(0) + "".join(f"event e{i} by labs\n    {chance.format(i - 1)}\n" for i in range(1, count))


def drivers(count: int, formula: str) -> str:
    chain = "".join(f"driver d{i} in USD\n    is {formula.format(f'd{i - 1}')}\n" for i in range(1, count))
    return f"driver d0 in USD\n    known 2025-12-31 1bn\n{chain}event z by labs\n    when d{count - 1} >= 5\n{FEE}"


LARGE: dict[str, tuple[Callable[[], str], tuple[str, ...]]] = {
    "events in one `first of`": (
        lambda: (
            "".join(EVENT.format(i) for i in range(400))
            + FEE
            + f"    until first of ({', '.join(f'e{i}' for i in range(400))})\n"
        ),
        ("check", "show", "ask"),
    ),
    "amendments of one clause": (
        lambda: (
            FEE
            + "".join(
                f"amendment a{i} signed 2025-01-01, binding\n    change c\n        until 2030-01-01\n"
                for i in range(100)
            )
        ),
        ("check", "show", "history"),
    ),
    "expectations": (lambda: FEE + "expect\n" + "    on 2026-01-01: c is in force\n" * 2_000, ("check",)),
    "grants of one asset": (
        lambda: "".join(f"clause c{i}\n    labs grants firm use of models\n" for i in range(100)),
        ("check", "ask", "who"),
    ),
    "prohibitions": (
        lambda: "".join(f"clause c{i}\n    firm must not use models\n" for i in range(100)),
        ("check", "duties", "ask"),
    ),
    "overrides in a chain": (
        lambda: (
            "clause c\n    labs grants firm use of models\n"
            + "".join(
                f"clause c{i}\n    labs grants firm use of models\n    overrides {f'c{i - 1}' if i else 'c'}\n"
                for i in range(150)
            )
        ),
        ("ask",),
    ),
    "events after each other": (lambda: events(400) + FEE + "    until e399\n", ("check", "timeline")),
    "events by each other": (lambda: events(400, "when e{}") + FEE + "    until e399\n", ("check", "timeline")),
    "formulas that double": (lambda: drivers(60, "{0} + {0}"), ("check",)),
    "formulas that square": (lambda: drivers(60, "{0} * {0} / 1bn"), ("check",)),
    "a long chain of formulas": (lambda: drivers(800, "{0} + 1"), ("check",)),
    "deep assets": (lambda: "asset a" + ".a" * 999 + "\n" + FEE, ("check",)),
    "long names": (lambda: f'party {"a" * 10_000} "N", company\n' + FEE, ("check",)),
}


@pytest.mark.parametrize(
    ("kind", "command"), [(kind, command) for kind, (_, every) in LARGE.items() for command in every]
)
def test_large_deals_are_answered(kind: str, command: str, tmp_path: Path) -> None:
    make, _ = LARGE[kind]
    (tmp_path / "x.deal").write_text(HEADING + make(), "utf-8")
    read(tmp_path, command, "x.deal")


def test_a_chance_in_vain(tmp_path: Path) -> None:
    """60,000 amendments make a text that is too large."""
    text = (
        HEADING
        + FEE
        + "".join(
            f"amendment a{i} signed 2025-01-01, binding\n    change c\n        until 2030-01-01\n"
            for i in range(60_000)
        )
    )
    (tmp_path / "x.deal").write_text(text, "utf-8")
    assert read(tmp_path, "show", "x.deal").first.startswith("error[file-too-large]: ")
