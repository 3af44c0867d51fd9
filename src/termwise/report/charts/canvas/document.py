"""A drawing as an SVG document: everything escaped, nothing alive.

Presentation attributes only: no style attributes, no style sheet, no scripts, no handlers, no references outside,
so that the strictest Content-Security-Policy lets it pass.
"""

import re
from zlib import crc32

from termwise.report.charts.canvas.elements import ASIDE, Drawing, Element, Group, Path, Text
from termwise.report.charts.canvas.theme import Theme, Token, colour
from termwise.report.charts.look import Look

_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif"
_ALIVE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
"""Control characters, marks that turn the direction of text around, and what is no character of XML."""
_SAFE_LINK = re.compile(r"(?:https?://|[/#?.]|[A-Za-z0-9_-]+(?:[/?#]|$))")
"""Where links may lead: the web, or within the page's own site; never `javascript:` or `data:`."""


def to_svg(drawing: Drawing, look: Look) -> str:
    """The document, the same for the same drawing and look."""
    edge = look.margin
    width, height = number(drawing.width + 2 * edge), number(drawing.height + 2 * edge)
    corner = number(-edge) if edge else "0"
    write = _Writer(look)
    inside = "".join(map(write.element, drawing.elements))
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", look.prefix) or _prefix(drawing, inside)
    paper = f'<path d="M{corner} {corner}h{width}v{height}h-{width}Z" fill="{colour("paper", look.theme)}"/>'
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{width}" height="{height}"',
        f' viewBox="{corner} {corner} {width} {height}" role="{"img" if look.link is None else "group"}"',
        f' aria-labelledby="{prefix}-t {prefix}-d" font-family="{_FONT}" font-size="12"',
        f' fill="{colour("ink", look.theme)}">',
        f'<title id="{prefix}-t">{escaped(drawing.title)}</title>',
        f'<desc id="{prefix}-d">{escaped(drawing.summary)}</desc>',
        "" if look.theme == "auto" else paper,
        inside,
        "</svg>",
    )
    return "".join(parts)


def escaped(text: str) -> str:
    """Text that is nothing but text, whatever was in it."""
    return _NOT_TEXT.sub("\ufffd", text).translate(_ALIVE)


def number(value: float) -> str:
    """A length in tenths of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def _prefix(drawing: Drawing, inside: str) -> str:
    """Ids hang on what is drawn, so that charts that differ have different ones."""
    return f"chart-{crc32(f'{drawing.title}{drawing.summary}{inside}'.encode('utf-8', 'replace')):08x}"


class _Writer:
    """Elements as text, in the colours of a theme."""

    def __init__(self, look: Look) -> None:
        self._link = look.link
        self._theme: Theme = look.theme

    def element(self, element: Element) -> str:
        match element:
            case Text():
                return self._text(element)
            case Path():
                return self._path(element)
            case Group():
                return self._group(element)

    def _colour(self, token: Token) -> str:
        return colour(token, self._theme)

    def _text(self, text: Text) -> str:
        said = [f'<text x="{number(text.x)}" y="{number(text.y)}"']
        if text.size != 12:
            said.append(f' font-size="{number(text.size)}"')
        if text.anchor != "start":
            said.append(f' text-anchor="{text.anchor}"')
        if text.bold:
            said.append(' font-weight="600"')
        if text.tone != "ink":
            said.append(f' fill="{self._colour(text.tone)}"')
        whole = f"<title>{escaped(text.whole)}</title>" if text.whole is not None else ""
        aside = f'<tspan dx="{number(ASIDE)}" font-weight="400">{escaped(text.aside)}</tspan>' if text.aside else ""
        return f"{''.join(said)}>{whole}{escaped(text.words)}{aside}</text>"

    def _path(self, path: Path) -> str:
        said = [f'<path d="{path.d}" fill="{"none" if path.fill is None else self._colour(path.fill)}"']
        if path.stroke is not None:
            said.append(f' stroke="{self._colour(path.stroke)}" stroke-width="{number(path.thick)}"')
        if path.dash is not None:
            said.append(f' stroke-dasharray="{path.dash}"')
        if path.strength != 1:
            said.append(f' {"opacity" if path.stroke else "fill-opacity"}="{path.strength:g}"')
        said.append("/>")
        return "".join(said)

    def _group(self, group: Group) -> str:
        tip = f"<title>{escaped(group.tip)}</title>" if group.tip else ""
        inside = "".join(map(self.element, group.members))
        target = None if group.subject is None or self._link is None else self._link(group.subject)
        if target is None or _SAFE_LINK.match(target) is None:
            return f"<g>{tip}{inside}</g>"
        kind = escaped(group.subject.kind) if group.subject is not None else ""
        name = escaped(group.tip or (group.subject.name if group.subject is not None else ""))
        reached = ' tabindex="-1"' if group.minor else ""
        return f'<a href="{escaped(target)}" class="{kind}" aria-label="{name}"{reached}>{tip}{inside}</a>'
