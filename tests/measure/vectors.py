"""The shared cases of other sources; a test that needs them skips where they are not at hand."""

import csv
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from termwise.measure.cash_flow import CashFlow

FOLDER = Path(__file__).parents[3] / "shared" / "vectors"


def load(name: str) -> Any:
    """A JSON file of the shared cases, such as `xirr/expected.json`."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the shared cases are not at hand: {name}")
    return json.loads(path.read_text("utf-8"))


def sample(name: str) -> list[CashFlow]:
    """One of the sample flows, rows of date and amount."""
    path = FOLDER / "xirr" / "pyxirr_samples" / name
    if not path.exists():
        pytest.skip(f"the shared cases are not at hand: {name}")
    with path.open(encoding="utf-8", newline="") as rows:
        return [CashFlow(date.fromisoformat(day), Fraction(amount)) for day, amount in csv.reader(rows)]


def flows(case: dict[str, Any]) -> list[CashFlow]:
    """The flows of a case with `dates` and `amounts`."""
    pairs = zip(case["dates"], case["amounts"], strict=True)
    return [CashFlow(date.fromisoformat(day), Fraction(amount)) for day, amount in pairs]
