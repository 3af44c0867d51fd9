"""Every finding, planted: exact, normalised, ambiguous, missing, changed, not at hand, no quote."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from termwise.evidence.finding import QuoteFinding
from termwise.evidence.quotes import check_quotes
from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause
from termwise.model.clause import Citation, Clause, Qualifiers
from termwise.model.deal import Deal
from termwise.model.declaration import SourceDocument
from termwise.model.sentence import Prose

TEXT = (
    "Un accord.\n"
    "Microsoft détient 135 milliards de dollars, soit environ 27\u00a0% du capital.\n"
    "Il affirme : «\u202fNous devons construire l’IA en interne\u202f» ; l’action a pris 3,19 %.\n"
    "Jusqu’en 2030, puis jusqu’en 2032. Le plan vaut 1\u202f250 milliards.\n"
)


def deal_citing(*quotes: str | None, sha256: str | None = None, file: str | None = "article.txt") -> Deal:
    return Deal(
        title="T",
        start=date(2025, 1, 1),
        end=date(2026, 1, 1),
        today=date(2025, 6, 1),
        sources=(SourceDocument("article", "Article", file=file, sha256=sha256),),
        citations=tuple(Citation("article", quote) for quote in quotes),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def only(deal: Deal, folder: Path | None) -> QuoteFinding:
    (finding,) = check_quotes(deal, folder)
    return finding


def test_exact_quote_carries_offset_line_and_a_few_words(folder: Path) -> None:
    finding = only(deal_citing("135 milliards de dollars"), folder)
    assert finding.finding == "exact"
    assert finding.why == "found on line 2"
    (place,) = finding.places
    assert TEXT[place.offset :].startswith("135 milliards de dollars")
    assert place.line == 2
    assert place.context == "Microsoft détient 135 milliards de dollars, soit environ 27"


@pytest.mark.parametrize(
    ("quote", "in_the_text"),
    [
        ("27 %", "27\u00a0%"),
        ("27%", "27\u00a0%"),
        ("MICROSOFT DÉTIENT", "Microsoft détient"),
        ("jusqu'en 2032", "jusqu’en 2032"),
        ('"Nous devons', "«\u202fNous devons"),
        ("“nous devons construire l'IA en interne”", "«\u202fNous devons construire l’IA en interne\u202f»"),
        ("Il affirme: ", "Il affirme :"),
        ("Microsoft de\u0301tient", "Microsoft détient"),
        ("capital. Il affirme", "capital.\nIl affirme"),
    ],
)
def test_typography_and_case_are_levelled(folder: Path, quote: str, in_the_text: str) -> None:
    finding = only(deal_citing(quote), folder)
    assert finding.finding == "normalised"
    assert finding.why.endswith("when typography and case are levelled")
    assert TEXT[finding.places[0].offset :].startswith(in_the_text)


def test_a_quote_found_twice_is_ambiguous(folder: Path) -> None:
    finding = only(deal_citing("milliards"), folder)
    assert (finding.finding, finding.why) == ("ambiguous", "found 2 times, on lines 2, 4")
    assert [place.line for place in finding.places] == [2, 4]


def test_levelled_quote_found_twice_is_ambiguous(folder: Path) -> None:
    assert only(deal_citing("JUSQU'EN"), folder).finding == "ambiguous"


@pytest.mark.parametrize("quote", ["5 milliards", "19 %", "3,1", "250 milliards", "203", "microsof", "apital"])
def test_a_piece_of_a_word_or_figure_is_not_it(folder: Path, quote: str) -> None:
    assert only(deal_citing(quote), folder).finding == "missing"


def test_missing_quote_comes_with_the_closest_passage(folder: Path) -> None:
    finding = only(deal_citing("soit environ 28 % du capital"), folder)
    assert finding.finding == "missing"
    assert finding.closest is not None
    assert finding.closest.words == "soit environ 27 % du capital"
    assert (finding.closest.distance, finding.closest.place.line) == (1, 2)
    assert finding.why == (
        "the document does not say it; the closest passage is “soit environ 27 % du capital” on line 2"
    )


def test_nothing_alike_offers_no_passage(folder: Path) -> None:
    finding = only(deal_citing("zxqwvk jjjj zzyzx"), folder)
    assert (finding.finding, finding.closest, finding.why) == ("missing", None, "the document does not say it")


def test_one_byte_changed_is_a_changed_document(folder: Path) -> None:
    declared = hashlib.sha256(TEXT.encode()).hexdigest()
    deal = deal_citing("135 milliards de dollars", sha256=declared.upper())
    assert only(deal, folder).finding == "exact"
    changed = TEXT.replace("135", "136").encode()
    (folder / "article.txt").write_bytes(changed)
    finding = only(deal, folder)
    assert finding.finding == "document changed"
    assert finding.sha256 == hashlib.sha256(changed).hexdigest()
    assert f"not {declared}" in finding.why
    assert finding.closest is not None


def test_changed_document_that_still_says_it(folder: Path) -> None:
    finding = only(deal_citing("135 milliards de dollars", sha256="0" * 64), folder)
    assert finding.finding == "document changed"
    assert finding.why.endswith("in the file as it is now: found on line 2")
    assert len(finding.places) == 1


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (None, "`article` names no file"),
        ("other.txt", "the folder of documents has no `other.txt`"),
        ("../outside.txt", "`../outside.txt` is outside the folder of documents"),
        ("/etc/hostname", "`/etc/hostname` is outside the folder of documents"),
        ("a\0b", "`a\0b` is outside the folder of documents"),
        ("latin.txt", "`latin.txt` is not UTF-8 text"),
        (".", "the folder of documents has no `.`"),
    ],
)
def test_document_not_at_hand_says_why(folder: Path, file: str | None, why: str) -> None:
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    (folder.parent / "outside.txt").write_text("135 milliards", encoding="utf-8")
    finding = only(deal_citing("135 milliards", file=file), folder)
    assert (finding.finding, finding.why, finding.sha256) == ("document not at hand", why, None)


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("135 milliards", encoding="utf-8")
    (folder / "link.txt").symlink_to(secret)
    finding = only(deal_citing("135 milliards", file="link.txt"), folder)
    assert finding.finding == "document not at hand"


def test_no_folder_no_source_no_quote(folder: Path) -> None:
    assert only(deal_citing("x"), None).why == "no folder of documents is known"
    assert only(deal_citing(None), folder).finding == "no quote"
    assert only(deal_citing("  "), folder).finding == "no quote"
    undeclared = Deal("T", date(2025, 1, 1), date(2026, 1, 1), date(2025, 6, 1), citations=(Citation("nobody", "x"),))
    assert only(undeclared, folder).why == "no source `nobody` is declared"


def test_byte_order_mark_and_windows_line_ends(folder: Path) -> None:
    (folder / "article.txt").write_bytes(b"\xef\xbb\xbfUn accord.\r\nDeux fois.\r\n")
    finding = only(deal_citing("Deux fois"), folder)
    assert (finding.finding, finding.places[0].line, finding.places[0].context) == ("exact", 2, "Deux fois.")


def test_every_citation_of_the_deal_is_looked_up(folder: Path) -> None:
    cited = (Citation("article", "Un accord"),)
    clause = Clause("a", Prose("x"), qualifiers=Qualifiers(sources=cited))
    amendment = Amendment(
        name="m",
        dating="signed",
        dated=date(2025, 2, 1),
        status="binding",
        sources=cited,
        patches=(
            ChangeClause("a", qualifiers=Qualifiers(sources=cited)),
            EndClause("a", sources=cited),
            AddClause(Clause("b", Prose("y"), qualifiers=Qualifiers(sources=cited))),
        ),
    )
    deal = Deal(
        "T",
        date(2025, 1, 1),
        date(2026, 1, 1),
        date(2025, 6, 1),
        sources=deal_citing().sources,
        clauses=(clause,),
        amendments=(amendment,),
    )
    findings = check_quotes(deal, folder)
    assert [f.about for f in findings] == ["clause a", "amendment m", "change a by m", "end a by m", "clause b by m"]
    assert {f.finding for f in findings} == {"exact"}
