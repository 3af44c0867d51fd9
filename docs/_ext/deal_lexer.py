"""Pygments colours for deal texts in the documentation."""

from typing import ClassVar

from pygments.lexer import RegexLexer
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Text
from sphinx.application import Sphinx

DIRECTIVES = (
    r"^(deal|include|party|asset|field|territory|body|event|driver|clause|amendment|source|scenario|interest|claim"
    r"|expect)\b"
)
WORDS = (
    r"\b(pays|buys|sells|grants|issues|invests|converts|reserves|distributes|appoints|commits|must|may|not|has|needs"
    r"|only|from|until|through|while|unless|requires|otherwise|overrides|except|for|survives|termination|cap|floor"
    r"|change|end|of|to|on|by|in|when|within|after|before|first|last|known|undisclosed|source|says|signed|reported"
    r"|proposed|announced|binding|non-binding|rumoured|withdrawn|whether|depends|is|and|or)\b"
)


class DealLexer(RegexLexer):
    """Directives, sentence words, literals and comments; everything else is a name."""

    name = "deal"
    aliases: ClassVar[list[str]] = ["deal"]
    tokens: ClassVar[dict[str, list[object]]] = {
        "root": [
            (r"#.*$", Comment),
            (r'"(\\.|[^"\\\n])*"', String),
            (r"\b\d{4}-\d{2}(-\d{2})?\b", Number),
            (r"\b\d+(\.\d+)?(%|bp|k|m|bn|tn)?", Number),
            (DIRECTIVES, Keyword.Declaration),
            (WORDS, Keyword),
            (r"[A-Za-z_][A-Za-z0-9_.]*", Name),
            (r"[<>=!+*/,:()-]", Operator),
            (r"\s+|.", Text),
        ],
    }


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx entry point."""
    app.add_lexer("deal", DealLexer)
    app.add_lexer("csv", TextLexer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
