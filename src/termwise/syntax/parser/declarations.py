"""Declarations of what exists: the deal, parties, assets, fields, territories, bodies, sources; and `include`."""

from typing import Literal

from termwise.syntax.parser.cursor import Cursor, no_rows
from termwise.syntax.parser.header import name_of_header
from termwise.syntax.parser.lines import ASSET_LINES, BODY_LINES, DEAL_LINES, PARTY_LINES, SOURCE_LINES, simple_lines
from termwise.syntax.parser.literals import name, optional_text, text
from termwise.syntax.tree import (
    AssetNode,
    BodyNode,
    DealNode,
    IncludeNode,
    Name,
    PartyNode,
    SourceNode,
    Text,
)


def deal(p: Cursor) -> DealNode:
    """The deal as a whole.

    ``deal = 'deal' text NEWLINE [INDENT deal_line {deal_line} DEDENT]``
    ``deal_line = (currency_line | period_line | today_line | months_round_line | calendar_line | source_line) NEWLINE``
    """
    p.expect("deal")
    p.own_lines = DEAL_LINES.firsts
    untitled = Text("", p.since(0))
    title = p.attempt(_title_of_deal, untitled)
    qualifiers = simple_lines(p, DEAL_LINES, "a deal")
    return DealNode(title, qualifiers, p.whole(), tuple(p.lost))


def _title_of_deal(p: Cursor) -> Text:
    return text(p, "the title of the deal")


def party(p: Cursor) -> PartyNode | None:
    """Anyone who has rights or decides events. What kind of party it is, is said in free words.

    ``party = 'party' DECLARED [text] [',' WORDS] NEWLINE [INDENT party_line {party_line} DEDENT]``
    ``party_line = (discounts_line | also_called_line | source_line) NEWLINE``
    """
    p.expect("party")
    p.own_lines = PARTY_LINES.firsts
    found = name_of_header(p, "the name of the party")
    full_name, kind = p.attempt(_full_name_and_kind, (None, None)) if found else (None, None)
    qualifiers = simple_lines(p, PARTY_LINES, "a party")
    return PartyNode(found, full_name, kind, qualifiers, p.whole()) if found else None


def _full_name_and_kind(p: Cursor) -> tuple[Text | None, Text | None]:
    full_name = optional_text(p)
    if not p.accept(","):
        return full_name, None
    start = p.at
    words: list[str] = []
    while p.kind == "word" or p.sees("-"):
        words.append(p.take().text)
    if not words:
        p.fail("what kind of party it is, such as `company`")
    return full_name, Text(" ".join(words).replace(" - ", "-"), p.since(start))


def asset(p: Cursor) -> AssetNode | None:
    """Something that rights are about, or a field of use or a territory that limits them.

    ``asset = 'asset' DECLARED [text] ['of' name] NEWLINE [INDENT asset_line {asset_line} DEDENT]``
    ``field = 'field' DECLARED [text] NEWLINE [INDENT asset_line {asset_line} DEDENT]``
    ``territory = 'territory' DECLARED [text] NEWLINE [INDENT asset_line {asset_line} DEDENT]``
    ``asset_line = (also_called_line | source_line) NEWLINE``
    """
    word = p.take().text
    kind: Literal["asset", "field", "territory"] = (
        "field" if word == "field" else "territory" if word == "territory" else "asset"
    )
    found = name_of_header(p, f"the name of the {kind}")
    title, owner = p.attempt(_title_and_owner if kind == "asset" else _only_title, (None, None))
    qualifiers = simple_lines(p, ASSET_LINES, f"a {kind}" if kind != "asset" else "an asset")
    return AssetNode(found, title, owner, kind, qualifiers, p.whole()) if found else None


def body(p: Cursor) -> BodyNode | None:
    """A board or a committee.

    ``body = 'body' DECLARED [text] ['of' name] NEWLINE [INDENT body_line {body_line} DEDENT]``
    ``body_line = (seats_line | majority_line | source_line) NEWLINE``
    """
    p.expect("body")
    found = name_of_header(p, "the name of the body")
    title, owner = p.attempt(_title_and_owner, (None, None)) if found else (None, None)
    qualifiers = simple_lines(p, BODY_LINES, "a body")
    return BodyNode(found, title, owner, qualifiers, p.whole()) if found else None


def _title_and_owner(p: Cursor) -> tuple[Text | None, Name | None]:
    title = optional_text(p)
    return title, name(p, "the name of a party") if p.accept("of") else None


def _only_title(p: Cursor) -> tuple[Text | None, Name | None]:
    return optional_text(p), None


def source(p: Cursor) -> SourceNode | None:
    """A document that statements cite.

    ``source = 'source' DECLARED [text] NEWLINE [INDENT document_line {document_line} DEDENT]``
    ``document_line = (publisher_line | published_line | language_line | file_line | sha256_line | url_line) NEWLINE``
    """
    p.expect("source")
    found = name_of_header(p, "the name of the source")
    title = p.attempt(optional_text, None) if found else None
    qualifiers = simple_lines(p, SOURCE_LINES, "a source")
    return SourceNode(found, title, qualifiers, p.whole()) if found else None


def include(p: Cursor) -> IncludeNode | None:
    """Another file of the same deal.

    ``include = 'include' text NEWLINE``
    """
    p.expect("include")
    path = p.attempt(_path, None)
    no_rows(p, "`include`")
    return IncludeNode(path, p.whole()) if path else None


def _path(p: Cursor) -> Text:
    return text(p, "the path of a file")
