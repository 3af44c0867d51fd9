"""How wide text is, without a font at hand.

The widths are those of DejaVu Sans, in thousandths of the type size: the widest of the sans-serif faces that a
system font usually is (Segoe UI, San Francisco, Roboto, Helvetica and Arial are narrower), so that what does not
touch here touches nowhere.
"""

import unicodedata
from functools import lru_cache

_FIRST = 0x20

_REGULAR = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337),
    *(636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531),
    *(1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787),
    *(603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500),
    *(500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612),
    *(635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838),
)
"""Of the characters from the space to the tilde."""

_BOLD = (
    *(348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365),
    *(696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580),
    *(1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850),
    *(733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500),
    *(500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687),
    *(716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838),
)

_OTHERS = {"–": 500, "—": 1000, "…": 1000, "−": 838, "·": 318, "×": 838, "→": 838, "’": 380, "“": 657, "”": 657}
_OTHERS |= {"€": 696, "£": 696, "¥": 696, "æ": 1048, "œ": 1094, "ß": 719, "ø": 687, "ł": 371, "\N{NO-BREAK SPACE}": 348}
_WIDE, _UNKNOWN = 1000, 800
_BEYOND_BOLD = 1.12


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text in pixels at a type size in pixels."""
    return _thousandths(text, bold) * size / 1000


@lru_cache(maxsize=8192)
def _thousandths(text: str, bold: bool) -> float:
    table = _BOLD if bold else _REGULAR
    return sum(_of(character, table, bold) for character in text)


def _of(character: str, table: tuple[int, ...], bold: bool) -> float:
    code = ord(character) - _FIRST
    if 0 <= code < len(table):
        return table[code]
    if character in _OTHERS:
        return _OTHERS[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cc", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _WIDE
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _of(base, table, bold)
    return _UNKNOWN * (_BEYOND_BOLD if bold else 1)
