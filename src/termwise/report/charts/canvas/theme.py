"""The colours of charts, by token: the same tokens are CSS custom properties of the page and the report.

Eight colours for things beside each other, from Okabe and Ito's palette, made darker for light paper and lighter for
dark until each stands 3 to 1 against it. Colour never says anything alone: lines and bars carry their names.
"""

from collections.abc import Mapping
from typing import Literal

Theme = Literal["auto", "light", "dark"]

Token = Literal["ink", "paper", "muted", "line", "accent", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]

SERIES: tuple[Token, ...] = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8")
"""For things beside each other, in order."""

LIGHT: Mapping[Token, str] = {
    "ink": "#1b1f24",
    "paper": "#ffffff",
    "muted": "#57606a",
    "line": "#d0d5da",
    "accent": "#0b5cad",
    "c1": "#0b5cad",
    "c2": "#c65102",
    "c3": "#00815e",
    "c4": "#b0568f",
    "c5": "#8a6d00",
    "c6": "#2a8fbd",
    "c7": "#5b3a8c",
    "c8": "#4d5560",
}
DARK: Mapping[Token, str] = {
    "ink": "#e8ebee",
    "paper": "#12161b",
    "muted": "#9aa4ae",
    "line": "#3a424b",
    "accent": "#6cb2ff",
    "c1": "#6cb2ff",
    "c2": "#ff8b45",
    "c3": "#2fc79a",
    "c4": "#e29cc7",
    "c5": "#e6c229",
    "c6": "#8fd6f2",
    "c7": "#b79bf0",
    "c8": "#b3bcc6",
}


def colour(token: Token, theme: Theme) -> str:
    """What stands in the document for a token: a literal colour, or the page's own (else the light one)."""
    match theme:
        case "auto":
            return f"var(--{token},{LIGHT[token]})"
        case "light":
            return LIGHT[token]
        case "dark":
            return DARK[token]
