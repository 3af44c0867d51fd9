"""How the document looks: fonts, spaces, the numbering of clauses and of the lines below them."""

from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from msgspec import Struct

from termwise.report.contract import Style

INK, MUTED, ACCENT = "1A1A1A", "5F6368", "0B5CAD"
_FONT = "Calibri"
_NUMBERING = "77"
"""The number of our list among those of the document; the template's own stay below it."""


class _Look(Struct, frozen=True):
    """Of one style: its name in Word, size in points, colour, space before and after in points."""

    name: str
    size: float
    colour: str = INK
    before: float = 0
    after: float = 4
    bold: bool = False
    italic: bool = False
    indent: float = 0
    """In centimetres."""
    keep: bool = False
    """Whether it stays with the next paragraph."""


LOOKS: dict[Style, _Look] = {
    "title": _Look("Title", 22, after=6, bold=True),
    "subtitle": _Look("Subtitle", 10.5, MUTED, after=2),
    "section": _Look("Heading 1", 14, ACCENT, before=22, after=6, bold=True, keep=True),
    "clause": _Look("Heading 2", 11.5, before=14, after=3, bold=True, keep=True),
    "words": _Look("Clause Words", 11, indent=0.9, keep=True),
    "term": _Look("Clause Term", 10.5, after=2),
    "note": _Look("Clause Note", 9, MUTED, after=1, indent=0.9),
    "source": _Look("Clause Source", 9, MUTED, after=1, italic=True, indent=0.9),
    "plain": _Look("Normal", 10.5, after=3),
    "end": _Look("Closing Words", 9, MUTED, before=22, italic=True),
}


def dress(document: Document) -> None:
    """Gives the document our styles, its numbering, margins and page numbers."""
    _number(document)
    for look in LOOKS.values():
        _style(document, look)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _page_number(document)


def _style(document: Document, look: _Look) -> None:
    names = [style.name for style in document.styles]
    if look.name not in names:
        document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style = cast("ParagraphStyle", document.styles[look.name])
    style.font.size = Pt(look.size)
    style.font.bold, style.font.italic = look.bold, look.italic
    style.font.color.rgb = RGBColor.from_string(look.colour)
    _fonts(style)
    space = style.paragraph_format
    space.space_before, space.space_after = Pt(look.before), Pt(look.after)
    space.line_spacing = 1.15
    space.keep_with_next = look.keep
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    level = {"Heading 2": "0", "Clause Term": "1"}.get(look.name)
    if level is not None:
        _in_list(properties, level)
    elif look.indent:
        space.left_indent = Cm(look.indent)


def _fonts(style: ParagraphStyle) -> None:
    """One font for every script, in place of the fonts of the template's theme."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    properties.insert(0, fonts)
    for kern in (*properties.findall(qn("w:kern")), *properties.findall(qn("w:spacing"))):
        properties.remove(kern)


def _in_list(properties: object, level: str) -> None:
    found = parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING}"/></w:numPr>',
    )
    properties.insert_element_before(  # type: ignore[attr-defined]  # of docx.oxml, without types
        found, "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _number(document: Document) -> None:
    """Clauses count 1, 2, 3; the lines below each have a dash. The numbers are no text, so no change renumbers them."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for level, form, text, left, hanging in (
            ("0", "decimal", "%1.", 510, 510),
            ("1", "bullet", "–", 850, 340),
        )
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>')
    )


def _page_number(document: Document) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = 1
    for kind, words in (("begin", None), (None, " PAGE "), ("end", None)):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(MUTED)
        if kind is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)  # noqa: SLF001 - the way python-docx names the element of a run
