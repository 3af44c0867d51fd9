"""Colours are told apart: from the paper, from each other, by eyes of all kinds; and the page has the same ones."""

import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import termwise.report.html as page
from termwise.report.charts.canvas.theme import DARK, LIGHT, SERIES, Token, colour

THEMES = [LIGHT, DARK]
MOST_ALIKE = 0.08
"""The least difference in OKLab, which puts black and white 1 apart; 0.02 is about what can just be seen."""

SIMULATED = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
"""G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation of color vision
deficiency", IEEE TVCG 15 (2009), severity 1, on linear light."""

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
"""B. Ottosson, "A perceptual color space for image processing" (2020)."""


def _light(hexadecimal: str) -> NDArray[np.float64]:
    """Linear light of a colour, shape (3,)."""
    value = np.array([int(hexadecimal[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it: 1 to 21."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted((float(_light(one) @ weights), float(_light(other) @ weights)))
    return (high + 0.05) / (low + 0.05)


def _difference(one: str, other: str, eyes: NDArray[np.float64]) -> float:
    def seen(hexadecimal: str) -> NDArray[np.float64]:
        return np.asarray(_TO_LAB @ np.cbrt(_TO_CONES @ np.clip(eyes @ _light(hexadecimal), 0, 1)))

    return float(np.linalg.norm(seen(one) - seen(other)))


def _too_faint(theme: Mapping[Token, str]) -> list[Token]:
    graphics = [token for token in (*SERIES, "accent") if _contrast(theme[token], theme["paper"]) < 3]
    return [*graphics, *(token for token in ("ink", "muted") if _contrast(theme[token], theme["paper"]) < 4.5)]


def _too_alike(theme: Mapping[Token, str]) -> list[tuple[str, Token, Token]]:
    return [
        (eyes, one, other)
        for eyes, matrix in SIMULATED.items()
        for one, other in combinations(SERIES, 2)
        if _difference(theme[one], theme[other], matrix) < MOST_ALIKE
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_three_to_one_against_the_paper_and_words_four_and_a_half(theme: Mapping[Token, str]) -> None:
    assert _too_faint(theme) == []


@pytest.mark.parametrize("theme", THEMES)
def test_any_two_colours_are_told_apart_by_all_eyes(theme: Mapping[Token, str]) -> None:
    assert _too_alike(theme) == []


def test_a_planted_faint_colour_and_planted_alike_ones_are_found() -> None:
    assert _too_faint({**LIGHT, "c4": "#f0e442", "muted": "#949494"}) == ["c4", "muted"]
    assert ("deuteranopia", "c1", "c2") in _too_alike({**LIGHT, "c1": "#b02020", "c2": "#606020"})
    assert ("usual", "c1", "c2") not in _too_alike({**LIGHT, "c1": "#b02020", "c2": "#606020"})


def _of_page(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The tokens of a style sheet: as they are, and as they are on dark paper."""
    light, _, dark = css.partition("prefers-color-scheme: dark")
    found = (re.findall(r"--([a-z0-9]+): (#[0-9a-f]{6});", part) for part in (light, dark.partition("\n}\n")[0]))
    first, second = (dict(pairs) for pairs in found)
    return first, second


def _not_shared(css: str) -> list[str]:
    light, dark = _of_page(css)
    return [token for token in LIGHT if (light.get(token), dark.get(token)) != (LIGHT[token], DARK[token])]


def test_the_page_has_the_same_colours() -> None:
    css = (Path(page.__file__).parent / "style.css").read_text("utf-8")
    assert _not_shared(css) == []
    assert _not_shared(css.replace(DARK["c3"], "#000000")) == ["c3"]


def test_a_token_is_the_pages_own_or_literal() -> None:
    assert colour("c2", "auto") == f"var(--c2,{LIGHT['c2']})"
    assert (colour("c2", "light"), colour("c2", "dark")) == (LIGHT["c2"], DARK["c2"])
