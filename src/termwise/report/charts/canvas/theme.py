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
    "c2": "#ae4407",
    "c3": "#2ea58b",
    "c4": "#97536f",
    "c5": "#c5872e",
    "c6": "#1588b8",
    "c7": "#48307c",
    "c8": "#3d454d",
}
DARK: Mapping[Token, str] = {
    "ink": "#e8ebee",
    "paper": "#12161b",
    "muted": "#9aa4ae",
    "line": "#3a424b",
    "accent": "#6cb2ff",
    "c1": "#6cb2ff",
    "c2": "#f08145",
    "c3": "#5fe0ae",
    "c4": "#ad6882",
    "c5": "#febe58",
    "c6": "#81dbfe",
    "c7": "#7f70cc",
    "c8": "#9ca5ae",
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
