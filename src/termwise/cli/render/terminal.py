"""The terminal: how wide it is, whether it takes colour, what its encoding can say."""

import os
import sys
from collections.abc import Iterable
from shutil import get_terminal_size
from typing import TextIO

import click
from msgspec import Struct

from termwise.cli.render.text import Line, Style

NARROWEST = 60
WIDEST = 200


class Terminal(Struct, frozen=True):
    """Where the output goes. `width` is in cells, between 60 and 200; `encoding` is that of the stream."""

    width: int = 100
    color: bool = False
    encoding: str = "utf-8"


class _Look(Struct, frozen=True):
    fg: str | None = None
    bg: str | None = None
    bold: bool | None = None
    dim: bool | None = None


_LOOKS: dict[Style, _Look] = {
    "plain": _Look(),
    "strong": _Look(bold=True),
    "muted": _Look(dim=True),
    "yes": _Look("green", bold=True),
    "no": _Look("red", bold=True),
    "open": _Look("yellow", bold=True),
    "name": _Look("cyan"),
    "quote": _Look("magenta"),
    "heading": _Look(bold=True),
    "error": _Look("red", bold=True),
    "warning": _Look("yellow", bold=True),
    "note": _Look("blue", bold=True),
    "guide": _Look("blue"),
    "yes badge": _Look("black", "green", bold=True),
    "no badge": _Look("bright_white", "red", bold=True),
    "open badge": _Look("black", "yellow", bold=True),
}

_ASCII = str.maketrans(
    {
        **dict.fromkeys("━╺╸═", "="),
        "─": "-",
        **dict.fromkeys("│┊┃╎", "|"),
        **dict.fromkeys("┿┼┴┬├┤╰╭╮╯└┌", "+"),
        **dict.fromkeys("╌┄╍┅░▒", "."),
        **dict.fromkeys("█▌▐", "#"),
        "◆": "*",
        "◇": "x",
        **dict.fromkeys("●•▪", "o"),
        **dict.fromkeys("○◌", "?"),
        **dict.fromkeys("’‘", "'"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("–—−", "-"),
        **dict.fromkeys("▸›→", ">"),
        **dict.fromkeys("‹←", "<"),
        **dict.fromkeys("✓", "+"),
        **dict.fromkeys("✗×", "x"),
        **dict.fromkeys("\u00a0\u202f", " "),
        "·": ".",
        "…": "~",
    }
)
"""What the marks of this program become where the encoding has none of them: one character for one."""


def terminal_of(color: bool | None, stream: TextIO | None = None) -> Terminal:
    """The terminal behind `stream` (standard output). `color` None decides by NO_COLOR and whether it is a terminal.

    The width is that of the terminal, or of `COLUMNS`; 100 when there is neither.
    """
    out = stream or sys.stdout
    columns = get_terminal_size((100, 24)).columns
    takes_color = out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Terminal(
        width=min(WIDEST, max(NARROWEST, columns)),
        color=takes_color if color is None else color,
        encoding=out.encoding or "ascii",
    )


def paint(lines: Iterable[Line], terminal: Terminal) -> str:
    """The lines as one text for the terminal, each ended by a newline and without spaces at its end."""
    return "".join(_paint(content, terminal) + "\n" for content in lines)


def _paint(content: Line, terminal: Terminal) -> str:
    pieces = list(content)
    while pieces and not pieces[-1].text.strip(" "):
        pieces.pop()
    shown = []
    for number, part in enumerate(pieces):
        text = part.text.rstrip(" ") if number == len(pieces) - 1 else part.text
        spoken = encodable(text, terminal.encoding)
        look = _LOOKS[part.style]
        if terminal.color and part.style != "plain":
            spoken = click.style(spoken, fg=look.fg, bg=look.bg, bold=look.bold, dim=look.dim)
        shown.append(spoken)
    return "".join(shown)


def encodable(text: str, encoding: str) -> str:
    """`text` in characters the encoding has: our marks by their stand-ins, others by their code point."""
    if text.isascii():
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return encodable(text, "ascii")
    return text
