"""Reading what is typed, saving it, and two texts that come from one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termwise.web.desk import Desk
from termwise.web.files import OnDisk, even, read, write
from termwise.web.merging import merge
from termwise.web.refusal import Refusal
from tests.web import asking
from tests.web.asking import post
from tests.web.client import TestClient
from tests.web.deals import DEAL, PARTIES

BROKEN = DEAL.replace("maker pays lab 5% of sales quarterly", "maker pays lab 5% of sails quarterly")


def test_the_saved_text_is_read(client: TestClient) -> None:
    found = asking.read(client)
    assert (found["usable"], found["title"], found["today"]) == (True, "Supply and licence", "2026-03-01")
    assert [one["name"] for one in found["files"]] == [
        "supply.deal",
        "parts/parties.deal",
    ]
    assert found["scenarios"] == ["early"]
    assert [(one["file"], one["line"], one["severity"]) for one in found["marks"]] == [("supply.deal", 31, "warning")]


def test_what_is_typed_is_read_and_its_faults_are_marked(client: TestClient) -> None:
    found = asking.read(client, supply=BROKEN)
    assert found["usable"] is False
    errors = [one for one in found["marks"] if one["severity"] == "error"]
    assert [(one["line"], one["column"], one["message"]) for one in errors] == [
        (25, 26, "no event or driver is called `sails`")
    ]
    assert "1 error" in found["diagnostics"]
    assert 'data-line="25"' in found["diagnostics"]
    assert "<code>sails</code>" in found["diagnostics"]


def test_a_part_is_typed_too(client: TestClient) -> None:
    found = post(client, "/read", drafts={"parts/parties.deal": PARTIES.replace("party lab", "party laboratory")})
    assert found["usable"] is False
    assert {one["file"] for one in found["marks"] if one["severity"] == "error"} == {
        "parts/parties.deal",
        "supply.deal",
    }


def test_what_is_typed_changes_nothing_for_another_page(client: TestClient, deal: Path) -> None:
    saved = asking.read(client)["text"]
    typed = asking.read(client, supply=DEAL.replace("Supply and licence", "Typed"))
    assert typed["text"] != saved
    assert typed["title"] == "Typed"
    assert asking.read(client)["text"] == saved
    assert deal.read_text("utf-8") == DEAL


def test_the_same_text_is_the_same_snapshot(client: TestClient, desk: Desk) -> None:
    first = asking.read(client)["text"]
    assert asking.read(client, supply=DEAL)["text"] == first
    assert desk.at(first) is desk.saved()


def test_typing_faults_does_not_push_out_what_the_answers_are_of(client: TestClient) -> None:
    good = asking.read(client)["text"]
    for n in range(30):
        asking.read(client, supply=f"{BROKEN}\n# {n}")
    post(client, "/part", text=good, part="summary")


@pytest.mark.parametrize("name", ["../out.deal", "/etc/passwd", "parts/../../out.deal", "..", "a\0b", "parts"])
def test_a_draft_cannot_stand_in_for_a_file_elsewhere(client: TestClient, deal: Path, name: str) -> None:
    found = post(client, "/read", drafts={name: "nonsense"})
    assert found["text"] == asking.read(client)["text"]
    assert post(client, "/file", 422, name=name) == {"fault": f"`{name}` is no file of this deal"}
    assert post(client, "/save", 422, text=found["text"], name=name, base="") == {
        "fault": f"`{name}` is no file of this deal"
    }
    assert not (deal.parents[1] / "out.deal").exists()


def test_a_deal_cannot_read_a_file_elsewhere(client: TestClient, deal: Path) -> None:
    secret = deal.parents[1] / "secret.deal"
    secret.write_text('party hidden "Hidden"\n', "utf-8")
    for path in ("../secret.deal", str(secret)):
        found = asking.read(client, supply=DEAL.replace("parts/parties.deal", path))
        assert [one["name"] for one in found["files"]] == ["supply.deal"]
        assert "Hidden" not in str(found)


# -- saving --------------------------------------------------------------------------------------------------------


def test_a_text_is_saved(client: TestClient, deal: Path) -> None:
    text = DEAL.replace("Supply and licence", "Typed")
    base = asking.read(client)["files"][0]["hash"]
    found = asking.read(client, supply=text)
    saved = post(client, "/save", text=found["text"], name="supply.deal", base=base)
    assert deal.read_text("utf-8") == text
    assert post(client, "/file", name="supply.deal") == {"name": "supply.deal", "text": text, "hash": saved["hash"]}
    assert [path.name for path in deal.parent.iterdir() if path.name.startswith(".")] == []


def test_a_faulty_text_is_saved_too(client: TestClient, deal: Path) -> None:
    base = asking.read(client)["files"][0]["hash"]
    post(client, "/save", text=asking.read(client, supply=BROKEN)["text"], name="supply.deal", base=base)
    assert deal.read_text("utf-8") == BROKEN


def test_a_file_that_was_saved_elsewhere_is_not_written_over(client: TestClient, deal: Path) -> None:
    base = asking.read(client)["files"][0]["hash"]
    typed = asking.read(client, supply=DEAL.replace("Supply", "Mine"))
    deal.write_text(DEAL.replace("Supply", "Theirs"), "utf-8")
    found = post(client, "/save", 409, text=typed["text"], name="supply.deal", base=base)
    assert found == {"fault": "`supply.deal` was saved elsewhere meanwhile; nothing was written"}
    assert "Theirs" in deal.read_text("utf-8")


def test_a_second_tab_that_saves_the_same_file_is_told(client: TestClient, deal: Path) -> None:
    base = asking.read(client)["files"][0]["hash"]
    mine = asking.read(client, supply=DEAL.replace("Supply", "Mine"))["text"]
    other = asking.read(client, supply=DEAL.replace("Supply", "Other"))["text"]
    post(client, "/save", text=mine, name="supply.deal", base=base)
    post(client, "/save", 409, text=other, name="supply.deal", base=base)
    assert "Mine" in deal.read_text("utf-8")


def test_a_file_keeps_its_line_ends_and_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.deal"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    found = read(path)
    assert (found.text, found.line_end, found.marked) == ("one\ntwo\n", "\r\n", True)
    write(path, "one\ntwo\nthree\n", found.hash)
    assert path.read_bytes() == b"\xef\xbb\xbfone\r\ntwo\r\nthree\r\n"


def test_a_file_keeps_its_permissions_and_links_are_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.deal", tmp_path / "link.deal"
    real.write_text("a", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, "b", read(link).hash)
    assert (real.read_text("utf-8"), link.is_symlink(), real.stat().st_mode & 0o777) == ("b", True, 0o640)


def test_half_a_character_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.deal"
    path.write_text("a", "utf-8")
    with pytest.raises(Refusal, match="half a character") as refused:
        write(path, "\ud800", read(path).hash)
    assert refused.value.status == 422
    assert path.read_text("utf-8") == "a"


def test_a_file_that_was_taken_away_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.deal"
    found = write(path, "text", "")
    assert (path.read_text("utf-8"), read(path).hash) == ("text", found)


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "a.deal"
    with pytest.raises(Refusal, match=r"`a\.deal` cannot be written"):
        write(path, "text", "")
    assert read(path) == OnDisk("", "")


def test_lines_end_as_in_a_browser() -> None:
    assert even("a\r\nb\rc\n") == "a\nb\nc\n"


# -- merging -------------------------------------------------------------------------------------------------------

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "    d"]), max_size=8).map("\n".join)


@given(LINES, LINES)
def test_a_change_on_one_side_is_taken(base: str, changed: str) -> None:
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, changed).text == changed


@given(LINES, LINES, LINES)
def test_nothing_of_either_is_lost(base: str, mine: str, theirs: str) -> None:
    found = merge(base, mine, theirs)
    lines = found.text.split("\n")
    old = base.split("\n")
    for text in (mine, theirs):
        for line in set(text.split("\n")) - set(old):
            assert line in lines or f"# {line}" in lines


def test_changes_in_different_places_are_both_in_the_text() -> None:
    found = merge("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\nD")
    assert (found.text, found.clashes) == ("A\nb\nc\nD", 0)


def test_where_both_changed_a_line_both_are_kept() -> None:
    found = merge("a\nb\nc", "a\nmine\nc", "a\ntheirs\nc")
    assert found.text == "a\n# saved elsewhere meanwhile:\n# theirs\n# typed here:\nmine\nc"
    assert found.clashes == 1


def test_merging_is_bounded(client: TestClient) -> None:
    long = "\n" * 20_001
    assert "more than 20,000 lines" in post(client, "/merge", 422, base=long, mine=long, theirs=long)["fault"]
    assert post(client, "/merge", base="a", mine="b", theirs="a") == {"text": "b", "clashes": 0}


def test_a_file_that_was_missing_is_read_once_it_is_there(client: TestClient, deal: Path) -> None:
    part = deal.parent / "parts" / "parties.deal"
    part.unlink()
    assert asking.read(client)["usable"] is False
    part.write_text(PARTIES, "utf-8")
    assert asking.read(client)["usable"] is True
    part.write_text(PARTIES.replace("Maker Inc.", "Another"), "utf-8")
    assert "Another" in post(client, "/file", name="parts/parties.deal")["text"]
    assert asking.read(client)["files"][1]["name"] == "parts/parties.deal"
    part.unlink()
    assert asking.read(client)["usable"] is False
