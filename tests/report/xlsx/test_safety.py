"""Whatever a deal's texts say, in a workbook they are texts; and the file is the same whenever it is written."""

import re
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from termwise.report.xlsx.cells import Cell, Look, Sheet
from termwise.report.xlsx.names import Naming
from termwise.report.xlsx.write import MOST_CHARACTERS, Properties, written
from termwise.session import load_text
from termwise.session.workbook import workbook_of
from tests.report.xlsx.reading import opened, small

HOSTILE = '=HYPERLINK(\\"http://evil.example\\",\\"Click\\")'
DEAL = f"""deal "{HOSTILE}"
    currency USD
    period 2026-01-01 through 2027-12-31, yearly
    today 2026-01-01
source paper "@SUM(1+1)*cmd|' /C calc'!A0"
    published 2026-01
party a "+1+cmd|' /C calc'!A0"
    discounts at 10%
party b "-2+3 <b>&amp;</b> ]]> _x0041_"
event ipo "=1/0"
    likely 60%, between 2026-06 and 2028
clause paid_yearly "{HOSTILE}"
    b pays a 10m yearly
    says "=cmd|'/c calc'!A1"
    source paper "=1+1"
"""


def test_no_text_of_a_deal_is_a_formula() -> None:
    session = load_text(DEAL)
    assert session.usable
    book = opened(session)
    formulas = {str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"}
    assert not [text for text in formulas if re.search(r"HYPERLINK|cmd|SUM\(1\+1|1/0", text)]
    texts = {
        cell.value: cell for page in book for row in page.iter_rows() for cell in row if isinstance(cell.value, str)
    }
    for said in ("+1+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", HOSTILE.replace('\\"', '"')):
        assert texts[said].data_type == "s"
        assert texts[said].quotePrefix
    assert "-2+3 <b>&amp;</b> ]]> _x0041_" in texts


def test_a_workbook_links_to_nothing_outside_and_holds_no_code() -> None:
    with zipfile.ZipFile(BytesIO(workbook_of(load_text(DEAL)))) as file:
        names = file.namelist()
        assert not [name for name in names if "vba" in name or "externalLink" in name or "connections" in name]
        for name in names:
            assert b"TargetMode" not in file.read(name)


def test_the_same_deal_gives_the_same_bytes() -> None:
    assert workbook_of(small("b pays a 10m yearly")) == workbook_of(small("b pays a 10m yearly"))


def test_long_texts_and_control_characters_are_kept_within_what_a_cell_holds() -> None:

    cells = {
        (0, 0): Cell("x" * 40_000, Look("text")),
        (1, 0): Cell("a\x00b\x1b[31m\u202ec\nd", Look("wrapped")),
        (2, 0): Cell("\t=1", Look("text")),
    }
    data = written((Sheet("Sheet", cells, {}),), Properties("T" * 400 + "&", "s", date(2026, 1, 1)))
    page = openpyxl.load_workbook(BytesIO(data)).active
    assert page is not None
    assert len(str(page["A1"].value)) == MOST_CHARACTERS
    assert page["A2"].value == "a\ufffdb\ufffd[31m\ufffdc\nd"
    assert page["A3"].value == " =1"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("revenue_share: rate", "revenue_share_rate"),
        ("Q1", "the_Q1"),
        ("R1C1", "the_R1C1"),
        ("true", "the_true"),
        ("2026", "the_2026"),
        ("…", "value"),
        ("a.b", "a_b"),
        ("x" * 400, "x" * 120),
    ],
)
def test_names_are_those_a_spreadsheet_allows(wanted: str, name: str) -> None:
    assert Naming().name(wanted) == name


def test_no_name_is_given_twice_whatever_its_letters() -> None:
    naming = Naming(["never"])
    assert [naming.name(one) for one in ("rate", "Rate", "rate!", "Never")] == ["rate", "Rate_2", "rate_3", "Never_2"]
