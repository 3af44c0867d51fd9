"""Words on the command line that become days and pins."""

from datetime import date

import click
import pytest

from termwise.cli.options import day, pin
from termwise.model.declaration import Given


def test_a_day_is_written_in_full() -> None:
    assert day("2025-09-11") == date(2025, 9, 11)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025-9-11", "`2025-9-11` is not a date; write it as 2025-09-11"),
        ("20250911", "`20250911` is not a date; write it as 2025-09-11"),
        ("yesterday", "`yesterday` is not a date; write it as 2025-09-11"),
        ("2025-02-30", "`2025-02-30` is not a day of the calendar"),
    ],
)
def test_what_is_not_a_day(text: str, message: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        day(text)
    assert refused.value.message == message


def test_pins() -> None:
    assert pin("agi_verified on 2028-01-31") == Given("agi_verified", date(2028, 1, 31))
    assert pin(" ipo  never ") == Given("ipo", None)


@pytest.mark.parametrize("text", ["", "ipo", "ipo on", "ipo in 2028-01-01", "ipo on 2028-01-01 perhaps"])
def test_what_is_not_a_pin(text: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        pin(text)
    assert refused.value.message == f"`{text}` is not `EVENT on DATE` or `EVENT never`"
