"""Questions and options that mean nothing: a usage error in one piece, never a guess."""

from pathlib import Path

import pytest

from tests.hostile.process import DEAL, assert_nothing_steers, run

ODD = "\x1b[2J\u202e"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x.deal").write_text(DEAL, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "question",
    [
        "",
        "(" * 10_000,
        "not " * 4_900 + "reached",
        "x" * 100_000,
        "firm may use models on 9999-12-31",
        "firm may use models on 0000-01-01",
        "1e999999 > 0",
        "9" * 100_000 + " > 0",
        "1 / 0 > 1",
        "nobody may use models",
        "firm may use \x1b[31mmodels",
        f"firm may use {ODD}",
        "firm may use models\nfirm may use models",
        "reached and",
    ],
)
def test_questions_that_cannot_be_read(question: str, folder: Path) -> None:
    result = run(folder, "ask", "x.deal", question)
    assert result.code == 2, result.said[:500]
    assert result.first.startswith("error[")
    assert len(result.said) < 5_000
    assert_nothing_steers(result)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--on", "9999-12-31"), "`9999-12-31` is outside the years 1000 to 5000"),
        (("--on", "0001-01-01"), "`0001-01-01` is outside the years 1000 to 5000"),
        (("--known-by", "2025-02-30"), "`2025-02-30` is not a day of the calendar"),
        (("--known-by", "tomorrow"), "`tomorrow` is not a date; write it as 2025-09-11"),
        (("--on", "２０２５-01-01"), "`２０２５-01-01` is not a date; write it as 2025-09-11"),
        (("--given", ""), "`` is not `EVENT on DATE` or `EVENT never`"),
        (("--given", "reached on 9999-12-31"), "`9999-12-31` is outside the years 1000 to 5000"),
        (("--given", "x on"), "`x on` is not `EVENT on DATE` or `EVENT never`"),
        (("--given", "nothing never"), "the deal has no event `nothing`"),
        (("--scenario", ODD), "the deal has no scenario `␛[2J<U+202E>`"),
    ],
)
def test_options_that_mean_nothing(options: tuple[str, ...], message: str, folder: Path) -> None:
    result = run(folder, "ask", "x.deal", "firm may use models", *options)
    assert result.code == 2
    assert message in result.first
    assert_nothing_steers(result)


@pytest.mark.parametrize("documents", ["gone", "x.deal", "/dev/zero", "x" * 10_000, ODD])
def test_documents_that_are_no_folder(documents: str, folder: Path) -> None:
    result = run(folder, "sources", "x.deal", "--documents", documents)
    assert result.code in {2, 3}
    assert_nothing_steers(result)


@pytest.mark.parametrize(
    "arguments", [("history", "x.deal", "a" * 10_000), ("who", "x.deal", "use", ODD), ("show", "x.deal", "\udcff")]
)
def test_names_that_are_not_there(arguments: tuple[str, ...], folder: Path) -> None:
    result = run(folder, *arguments)
    assert result.code == 2
    assert_nothing_steers(result)
