"""Recorded courses of events that are too long, broken, or no courses."""

from pathlib import Path

import pytest

from tests.hostile.process import DEAL, run

HEAD = "date,event\n"


@pytest.mark.parametrize(
    ("course", "code", "message"),
    [
        ("", 65, "error[course-shape]: the file has no rows"),
        ("when,what\n", 65, "error[course-shape]: `when` is not a column"),
        ("Date,Happening\n", 65, "error[course-shape]: `Happening` is not a column"),
        ("date,note\n", 65, "error[course-shape]: the header needs `date`, and `event` or `act`"),
        (HEAD + '2027-01-01,"reached\n', 0, "Small, replayed"),
        (HEAD + "2027-01-01,reached,x,y\n", 65, "error[course-shape]: this row has 4 cells and the header 2"),
        (HEAD + "9999-12-31,reached\n", 65, "error[course-date]: `9999-12-31` is not a date"),
        (HEAD + "2027-W01-1,reached\n", 65, "error[course-date]: `2027-W01-1` is not a date"),
        (HEAD + "0000-00-00,reached\n", 65, "error[course-date]: `0000-00-00` is not a date"),
        (HEAD + "2027-01-01," + "x" * 200_000 + "\n", 65, "error[course-shape]: this line cannot be read as cells"),
        ("[" * 100_000, 65, "error[course-shape]: from here on this is not JSON"),
        ('[{"date": 5}]', 65, "error[course-shape]: `date` is not a text"),
        ("[1]", 65, "error[course-shape]: a row is an object with its columns as keys"),
        ("[{}", 65, "error[course-date]: `` is not a date"),
    ],
)
def test_faults_of_courses(course: str, code: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(DEAL, "utf-8")
    (tmp_path / "c.csv").write_text(course, "utf-8")
    result = run(tmp_path, "replay", "x.deal", "c.csv")
    assert (result.code, result.first) == (code, message)
    assert result.said.count("error[") <= 2


@pytest.mark.parametrize("row", ["2027-01-01,unheard_of\n", "2027-01-01,reached\n", "x\n"])
def test_hundreds_of_thousands_of_rows(row: str, tmp_path: Path) -> None:
    (tmp_path / "x.deal").write_text(DEAL, "utf-8")
    (tmp_path / "c.csv").write_text(HEAD + row * 300_000, "utf-8")
    result = run(tmp_path, "replay", "x.deal", "c.csv")
    assert result.code == 65
    assert 1 <= result.said.count("error[") <= 20
    assert len(result.said) < 20_000
