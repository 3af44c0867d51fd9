"""Texts of a deal as other programs may be given them."""

import unicodedata

_STEERING = frozenset("\u2028\u2029\ufffe\uffff")
_FORMATTING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF)))


def inert(text: str) -> str:
    """`text` on one line, without a character that steers a program or that XML cannot hold.

    Tabs and ends of lines become spaces; control characters, marks that turn the direction of writing, surrogates
    and non-characters become `\N{REPLACEMENT CHARACTER}`. Any other text comes back as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_character(one) for one in text.replace("\r\n", "\n"))


def _character(one: str) -> str:
    if one in "\t\n\r":
        return " "
    if one in _STEERING or one in _FORMATTING or unicodedata.category(one) in ("Cc", "Cs"):
        return "\N{REPLACEMENT CHARACTER}"
    return one
