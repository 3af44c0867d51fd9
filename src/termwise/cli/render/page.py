"""A page of documentation on the terminal: headings, paragraphs and examples of plain Markdown."""

from termwise.cli.render.text import BLANK, Line, Piece, line, piece, restyled, wrapped
from termwise.cli.render.words import quoted


def page_lines(markdown: str, limit: int) -> list[Line]:
    """The page in at most `limit` cells; the lines of an example are kept as they are."""
    lines: list[Line] = []
    paragraph: list[str] = []
    fenced = False

    def end_paragraph() -> None:
        if paragraph:
            lines.extend(wrapped(line(quoted(" ".join(paragraph))), limit))
            paragraph.clear()

    for text in markdown.splitlines():
        if text.startswith("```"):
            end_paragraph()
            fenced = not fenced
        elif fenced:
            lines.append(line(Piece("  │ ", "guide"), piece(text)))
        elif text.startswith("#"):
            end_paragraph()
            lines.append(restyled(line(text.lstrip("# ")), "heading"))
        elif not text.strip():
            end_paragraph()
            lines.append(BLANK)
        else:
            if text.lstrip().startswith(("- ", "* ")):
                end_paragraph()
            paragraph.append(text.strip())
    end_paragraph()
    return lines
