"""Reading a deal: files, texts, JSON, Python; what stands in the way is a diagnostic."""

import os
from pathlib import Path

import pytest

from termwise.model.json_form import to_json
from termwise.model.without_spans import without_spans
from termwise.session import Session, UnusableDealError, load, load_text, of_deal
from tests.session.texts import EXPECTATIONS, PARTNERSHIP


def codes(session: Session) -> list[str]:
    return [d.code for d in session.diagnostics if d.severity == "error"]


def written(tmp_path: Path, content: str | bytes, name: str = "a.deal") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_file_is_read_with_its_texts(tmp_path: Path) -> None:
    path = written(tmp_path, PARTNERSHIP)
    session = load(path)
    assert session.usable
    assert session.deal.title == "Partnership"
    assert list(session.texts) == [str(path)]
    assert session.folder == tmp_path
    assert load(str(path)).deal == session.deal


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + PARTNERSHIP.encode(), PARTNERSHIP.replace("\n", "\r\n").encode()],
    ids=["byte order mark", "windows line ends"],
)
def test_byte_order_mark_and_windows_line_ends_are_no_faults(tmp_path: Path, content: bytes) -> None:
    session = load(written(tmp_path, content))
    assert session.usable
    assert without_spans(session.deal) == without_spans(load_text(PARTNERSHIP).deal)
    assert load_text(content).usable


def test_what_is_no_file(tmp_path: Path) -> None:
    missing = tmp_path / "missing.deal"
    (fault,) = load(missing).diagnostics
    assert (fault.code, fault.message) == ("file-not-found", f"there is no file `{missing}`")
    assert fault.span is None
    assert codes(load(tmp_path)) == ["not-a-file"]
    assert codes(load(tmp_path / "a\0b")) == ["file-not-found"]
    assert codes(load(written(tmp_path, "x") / "below")) == ["file-not-found"]
    assert codes(load(tmp_path / ("long" * 200))) == ["file-not-readable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.deal")
    assert codes(load(tmp_path / "pipe.deal")) == ["not-a-file"]


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, PARTNERSHIP)

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (fault,) = load(path).diagnostics
    assert (fault.code, fault.message) == ("file-not-readable", f"`{path}` cannot be read: permission denied")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"deal \xff", "not-utf-8"), (b"deal\0", "binary-file"), (PARTNERSHIP.encode("utf-16"), "binary-file")],
)
def test_bytes_that_are_no_text_are_one_fault(tmp_path: Path, content: bytes, code: str) -> None:
    assert codes(load(written(tmp_path, content))) == [code]
    assert codes(load_text(content)) == [code]


def test_a_huge_text_is_one_fault() -> None:
    assert codes(load_text("x" * 5_000_000)) == ["file-too-large"]
    assert codes(load_text(b"x" * 17_000_000)) == ["file-too-large"]


def test_an_empty_text_is_no_deal() -> None:
    assert codes(load_text("")) == ["deal-missing"]


def test_parts_are_included_from_the_folder_of_the_deal(tmp_path: Path) -> None:
    head, _, rest = PARTNERSHIP.partition("\nparty lab")
    (tmp_path / "parts").mkdir()
    written(tmp_path / "parts", "party lab" + rest, "rest.deal")
    path = written(tmp_path, f'{head}\ninclude "parts/rest.deal"\n')
    session = load(path)
    assert session.usable
    assert list(session.texts) == [str(path), str(tmp_path / "parts" / "rest.deal")]
    assert codes(load_text(path.read_text("utf-8"))) == ["include-unreadable"]
    assert load_text(path.read_text("utf-8"), folder=tmp_path).usable


def test_a_deal_in_json_is_checked_like_text(tmp_path: Path) -> None:
    deal = load_text(PARTNERSHIP + EXPECTATIONS).deal
    session = load(written(tmp_path, to_json(deal), "a.json"))
    assert without_spans(session.deal) == without_spans(deal)
    assert [o.result for o in session.expectations()] == [o.result for o in of_deal(deal).expectations()]
    assert codes(load(written(tmp_path, b"{", "b.json"))) == ["json-syntax"]
    wrong = to_json(deal).replace(b'"grantor": "lab"', b'"grantor": "nobody"')
    assert codes(load(written(tmp_path, wrong, "c.json"))) == ["unknown-name"]


def test_a_deal_from_python_is_checked_like_text() -> None:
    deal = load_text(PARTNERSHIP).deal
    session = of_deal(deal)
    assert without_spans(session.deal) == without_spans(deal)
    assert list(session.texts) == ["deal"]


def test_a_deal_with_errors_answers_nothing() -> None:
    session = load_text(PARTNERSHIP + "\nclause broken\n    lab gives cloud everything\n", name="p.deal")
    assert not session.usable
    with pytest.raises(UnusableDealError) as raised:
        session.show()
    assert raised.value.diagnostics == session.diagnostics
    assert str(raised.value).startswith("p.deal:")


def test_opinions_wait_until_there_are_no_errors() -> None:
    assert {d.severity for d in load_text(PARTNERSHIP).diagnostics} == {"warning"}
    broken = load_text(PARTNERSHIP + "\nclause broken\n    lab gives cloud everything\n")
    assert {d.severity for d in broken.diagnostics} == {"error"}
