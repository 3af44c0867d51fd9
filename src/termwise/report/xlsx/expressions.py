"""Pieces of formulas as text, each knowing how tightly it binds, so that brackets stand only where they are needed.

Operators and functions are those that Excel and LibreOffice both have and write alike.
"""

from fractions import Fraction

from msgspec import Struct

COMPARISON, SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4, 5
"""How tightly the outermost operator of a piece binds."""


class Piece(Struct, frozen=True):
    """A piece of a formula. `steps` counts the operations in it; zero is a reference or a number."""

    text: str
    binds: int = ATOM
    steps: int = 0

    def within(self, binds: int) -> str:
        """The text as an operand of an operator that binds so tightly; brackets only where it binds less."""
        return self.text if self.binds >= binds else f"({self.text})"


def number(value: Fraction) -> Piece:
    """A number as a formula says it; one that ends in no decimals as a quotient."""
    if value.denominator == 1:
        return Piece(str(value.numerator), ATOM if value >= 0 else SUM)
    short = f"{float(value):.15g}"
    if "e" not in short and Fraction(short) == value:
        return Piece(short, ATOM if value >= 0 else SUM)
    return Piece(f"{value.numerator}/{value.denominator}", PRODUCT if value >= 0 else SUM)


def operator(sign: str, left: Piece, right: Piece, binds: int) -> Piece:
    """`left sign right`; the right side of `-` and `/` in brackets unless it binds more tightly."""
    tighter = sign in "-/^"
    return Piece(
        f"{left.within(binds + (sign == '^'))}{sign}{right.within(binds + tighter)}", binds, _steps(left, right)
    )


def comparison(sign: str, left: Piece, right: Piece) -> Piece:
    """`left sign right`, a truth."""
    return Piece(f"{left.within(SUM)}{sign}{right.within(SUM)}", COMPARISON, _steps(left, right))


def call(name: str, *arguments: Piece) -> Piece:
    """`NAME(a, b)`; a MIN within a MIN, an AND within an AND and the like become one."""
    texts = []
    for argument in arguments:
        inner = argument.text
        if name in _FLAT and argument.binds == ATOM and inner.startswith(f"{name}(") and _closes_last(inner):
            inner = inner[len(name) + 1 : -1]
        texts.append(inner)
    return Piece(f"{name}({','.join(texts)})", ATOM, _steps(*arguments))


_FLAT = frozenset({"MIN", "MAX", "AND", "OR"})


def _closes_last(text: str) -> bool:
    """Whether the first bracket of a call closes at its end."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and sign == ")":
            return place == len(text) - 1
    return False


def _steps(*pieces: Piece) -> int:
    return 1 + sum(piece.steps for piece in pieces)
