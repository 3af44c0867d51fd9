import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from termwise.base.source import Span
from termwise.model.deal import Deal
from termwise.model.json_form import from_json, schema, schema_text, to_json
from termwise.model.without_spans import without_spans
from tests.docs.pages import blocks
from tests.model.samples import sample_deal

DOCS = Path(__file__).parents[2] / "docs"
SMALL = Deal("Supply", date(2025, 1, 1), date(2026, 1, 1), date(2025, 6, 30))


def _codes(data: bytes) -> list[str]:
    return [d.code for d in from_json(data).diagnostics]


def _message(text: str) -> str:
    read = from_json(text.encode())
    assert read.deal is None
    (fault,) = read.diagnostics
    return fault.message


def test_a_deal_goes_through_json_unchanged() -> None:
    deal = sample_deal()
    read = from_json(to_json(deal))
    assert read.diagnostics == ()
    assert read.deal == deal


def test_places_survive_json_and_can_be_left_out() -> None:
    span = Span("a.deal", 1, 1, 2, 4)
    placed = Deal(**{f: getattr(SMALL, f) for f in ("title", "start", "end", "today")}, span=span)
    assert from_json(to_json(placed)).deal == placed
    assert without_spans(placed) == SMALL


def test_defaults_are_left_out() -> None:
    assert json.loads(to_json(SMALL)) == {
        "title": "Supply",
        "start": "2025-01-01",
        "end": "2026-01-01",
        "today": "2025-06-30",
    }


def test_the_published_schema_is_the_model() -> None:
    assert (DOCS / "schema" / "deal.schema.json").read_text("utf-8") == schema_text(), "run `make schema`"


def test_the_schema_accepts_what_is_written_and_refuses_what_is_not_read() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    written = json.loads(to_json(sample_deal()))
    validator.validate(written)
    assert not validator.is_valid(written | {"partys": []})
    assert not validator.is_valid(written | {"today": 3})


def test_faults_say_where_they_are() -> None:
    head = '"title": "a", "start": "2020-01-01", "end": "2021-01-01", "today": "2020-06-01"'
    assert _message('{\n "title": tru}') == "this is not JSON: expecting value at line 2, column 11"
    assert _message("[]") == "this JSON is not a deal: expected `object`, got `array`"
    assert _message('{"title": 1}') == "this JSON is not a deal: expected `str`, got `int` - at `$.title`"
    assert _message("{" + head + ', "partys": []}') == "a deal has no field `$.partys`"
    assert _message("{" + head + ', "title": "b"}') == "this is not JSON: the field `title` is said twice in one object"
    assert _message("{" + head.replace('"a"', '"a\\u001b[2J"') + "}") == (
        "the text at `$.title` contains a control character or a line break"
    )


def test_an_unknown_field_deep_inside_is_named_by_its_path() -> None:
    written = json.loads(to_json(sample_deal()))
    written["clauses"][0]["sentence"]["amuont"] = "1"
    (fault,) = from_json(json.dumps(written).encode()).diagnostics
    assert fault.message == "a deal has no field `$.clauses[0].sentence.amuont`"
    assert fault.help == "did you mean `amount`"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json-syntax"),
        (b"\xff\xfe", "json-syntax"),
        (b'{"title": "\xff"}', "json-syntax"),
        (b"NaN", "json-syntax"),
        (b"1" * 6000, "json-syntax"),
        (b"[" * 100_000, "json-too-deep"),
        (b'{"a":' * 100_000, "json-too-deep"),
    ],
    ids=["empty", "not utf-8", "not utf-8 inside", "not a number", "huge integer", "deep", "deep objects"],
)
def test_hostile_json_gets_one_fault(data: bytes, code: str) -> None:
    assert _codes(data) == [code]


@pytest.mark.parametrize("depth", [300, 600, 900])
def test_a_deep_expression_is_refused_before_anything_reads_it(depth: int) -> None:
    deep = '{"type": "negative", "operand": ' * depth + '{"type": "quantity", "value": "1"}' + "}" * depth
    text = to_json(sample_deal()).decode().replace('"amount": {', '"amount": ' + deep + ', "x": {', 1)
    assert _codes(text.encode()) == ["json-too-deep"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+999999999", "9" * 31])
def test_a_number_that_cannot_be_written_out_is_refused(number: str) -> None:
    written = json.loads(to_json(sample_deal()))
    written["clauses"][0]["sentence"]["amount"]["value"] = number
    assert _codes(json.dumps(written).encode()) == ["json-shape"]


@pytest.mark.parametrize("page", sorted((DOCS / "errors").glob("json-*.md")), ids=lambda path: path.stem)
def test_the_example_on_a_page_gives_its_code(page: Path) -> None:
    for block in blocks(page):
        if block.info == ("json",):
            assert _codes(block.body.encode()) == [page.stem]
