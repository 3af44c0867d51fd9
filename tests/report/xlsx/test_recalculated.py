"""LibreOffice recalculates every workbook to what the session says, also after an input is changed.

One start of LibreOffice recalculates all files of this module. Every formula is planted with a wrong result first, so
that nothing can be right but what has been worked out.
"""

import re
import zipfile
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.model.declaration import Given
from termwise.report.xlsx.book import sheets
from termwise.report.xlsx.cells import Print, Sheet
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.days import serial_of
from termwise.report.xlsx.write import Properties, written
from termwise.session import Session, load, load_text
from termwise.session.workbook import contents_of
from termwise.view.view import View
from tests.docs.pages import ROOT
from tests.generated.deals import sketch_of, text_of, view_of
from tests.report.xlsx.office import SOFFICE, recalculated
from tests.report.xlsx.reading import HEAD, Places, by_year, contents_by_place, small, values_of

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

WRONG = "12345.678"
SHIPPED = (
    "nvidia-openai-letter.deal",
    "amd-openai-warrant.deal",
    "softbank-openai.deal",
    "yahoo-microsoft.deal",
    "film-waterfall/film-waterfall.deal",
    "pharma-licence/pharma-licence.deal",
    "microsoft-openai/microsoft-openai.deal",
)
RANDOM = (9, 24, 32, 37)
"""Random deals: waterfalls, commitments, warrants, loans, rounding, money that flows back, states told as they were."""

MOVING = HEAD.replace(
    "    grows 20% per year\n",
    "    grows 20% per year until 2027\n    grows 5% per year after ipo\n    jumps 30% when ipo\n",
)
CLAUSE = "b pays a 5% of sales quarterly\n    due within 20 days\n    cap undisclosed 6m to 9m in total"


class Case(Struct, frozen=True):
    """A workbook as written, inputs to change in it, and what the run with these inputs says."""

    written: BookContents
    inputs: dict[str, object]
    expected: BookContents


def _same(session: Session, view: View) -> Case:
    contents = contents_of(session, view)
    return Case(contents, {}, contents)


def _changed() -> dict[str, Case]:
    """Each kind of input changed in the workbook, and in the deal."""
    moving = contents_of(small(CLAUSE, MOVING))
    ipo = date(2026, 4, 11)
    given = small(CLAUSE, MOVING)
    return {
        "rate": Case(moving, {"it_rate": 0.07}, contents_of(small(CLAUSE.replace("5%", "7%"), MOVING))),
        "known": Case(moving, {"sales_2025": 130e6}, contents_of(small(CLAUSE, MOVING.replace("100m", "130m")))),
        "event": Case(moving, {"ipo": ipo}, contents_of(given, given.view(given=(Given("ipo", ipo),)))),
        "never": Case(moving, {"ipo": "=never"}, contents_of(given, given.view(given=(Given("ipo", None),)))),
    }


def _reference() -> Case:
    """The reference deal with another share of compute than the median."""
    session = load(ROOT / "examples" / "microsoft-openai" / "microsoft-openai.deal")
    contents = contents_of(session, session.view(lowest="reported"))
    parameters = tuple(
        replace(one, certain=Fraction(7, 10)) if one.name == "azure_purchases: rate" else one
        for one in contents.run.program.parameters
    )
    program = replace(contents.run.program, parameters=parameters)
    return Case(contents, {"azure_purchases_rate": 0.7}, replace(contents, run=run(program, central(program))))


def _cases() -> dict[str, Case]:
    found = _changed()
    for path in SHIPPED:
        session = load(ROOT / "examples" / path)
        found[Path(path).stem] = _same(session, session.view(lowest="reported"))
    for number in RANDOM:
        sketch = sketch_of(number)
        session = load_text(text_of(sketch))
        found[f"random-{number}"] = _same(session, view_of(sketch, session.deal))
    return {**found, "reference": _reference()}


class Recalculated(Struct, frozen=True):
    """A case, its sheets as written, and what LibreOffice worked out, by sheet."""

    case: Case
    before: tuple[Sheet, ...]
    found: dict[str, Places]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recalculated]:
    """Every case by name, recalculated."""
    folder, cases = tmp_path_factory.mktemp("workbooks"), _cases()
    before = {name: sheets(case.written) for name, case in cases.items()}
    for name, case in cases.items():
        (folder / f"{name}.xlsx").write_bytes(_planted(before[name], case.inputs))
    out = recalculated([folder / f"{name}.xlsx" for name in cases], folder)
    return {name: Recalculated(case, before[name], values_of(out / f"{name}.xlsx")) for name, case in cases.items()}


def _planted(book: tuple[Sheet, ...], inputs: dict[str, object]) -> bytes:
    """The file with the inputs changed and every result of a formula wrong; without pictures and pages, to be quick."""
    book = tuple(replace(_with_inputs(sheet, inputs), pictures=(), printed=Print()) for sheet in book)
    data = written(book, Properties("Planted", "", date(2026, 1, 1)))
    found = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"</f><v>[^<]*</v>", f"</f><v>{WRONG}</v>".encode(), part)
            after.writestr(name, part)
    return found.getvalue()


def _with_inputs(sheet: Sheet, inputs: dict[str, object]) -> Sheet:
    cells = dict(sheet.cells)
    for name in sheet.names:
        if name.name in inputs:
            at, value = (name.row, name.column), inputs[name.name]
            if isinstance(value, str):
                cells[at] = replace(cells[at], formula=value.removeprefix("="))
            else:
                content = serial_of(value) if isinstance(value, date) else float(str(value))
                cells[at] = replace(cells[at], content=content)
    return replace(sheet, cells=cells)


CHANGED = ("rate", "known", "event", "never", "reference")
ALL = (*(Path(path).stem for path in SHIPPED), *(f"random-{number}" for number in RANDOM))


@pytest.mark.parametrize("name", ALL)
def test_every_cell_recalculates_to_what_was_written(name: str, done: dict[str, Recalculated]) -> None:
    """What was written is the exact run, rounded to a double."""
    count = 0
    for sheet in done[name].before:
        found = done[name].found[sheet.name]
        for place, cell in sheet.cells.items():
            if cell.formula is not None:
                count += 1
                assert _alike(found.get(place), cell.content), (sheet.name, place, cell, found.get(place))
    assert count > 100


def _alike(told: object, said: object) -> bool:
    """A billionth, or what a double loses beside billions."""
    if isinstance(told, float) and isinstance(said, int | float):
        return abs(told - said) <= max(1e-9 * abs(said), 1e-4 if abs(said) < 1e-4 else 0)
    return told == said


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_input_gives_what_the_changed_deal_gives(name: str, done: dict[str, Recalculated]) -> None:
    expected = {sheet.name: sheet for sheet in sheets(done[name].case.expected)}
    before = {sheet.name: sheet for sheet in done[name].before}
    for sheet, columns in (("Money", 3), ("Cash", 1)):
        found = by_year(done[name].found[sheet], columns)
        wanted = by_year(contents_by_place(expected[sheet]), columns)
        assert found != by_year(contents_by_place(before[sheet]), columns), "the change moves nothing"
        for key, values in found.items():
            told = {year: value for year, value in values.items() if abs(value) > 1e-4}
            same = {year: value for year, value in wanted.get(key, {}).items() if value}
            assert told == pytest.approx(same, rel=1e-9), (sheet, key)
        assert not [key for key, values in wanted.items() if key not in found and any(values.values())]


@pytest.mark.parametrize("name", [*ALL, *CHANGED])
def test_what_one_party_pays_another_receives(name: str, done: dict[str, Recalculated]) -> None:
    cash = by_year(done[name].found["Cash"], 1)
    zero = cash.get(("check: all parties together, zero",), {})
    assert bool(zero) == (len(cash) > 0)
    assert not any(zero.values())
    checks = [cell for cell in done[name].before[0].cells.items() if cell[1].look.part == "check"]
    assert all(done[name].found["Summary"][place] == 0 for place, _ in checks)
