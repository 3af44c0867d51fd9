"""The constants of `engine/machine/normal.py`, in 40 digits, to the file beside it (needs mpmath).

python docs/constants/normal.py src/termwise/engine/machine/normal.constants

Piece `p` of the lower half holds the places x = word + 1/2 from 2**(p // 16 - 1) * (1 + p % 16 / 16) to the next
piece. There the polynomial in t from -1/2 to 1/2 goes through the quantile of x / 2**32, its sign turned, at the six
Chebyshev points. The file holds float64, least byte first: all pieces of power 0, then of power 1, and so on.
"""

import sys
from pathlib import Path
from statistics import NormalDist
from struct import pack

from mpmath import cos, erfc, exp, lu_solve, matrix, mp, mpf, pi, sqrt

DEGREE = 5


def quantile(chance: mpf) -> mpf:
    """By Newton's way from the float on: the normal number below which `chance` lies."""
    z = mpf(NormalDist().inv_cdf(float(chance)))
    for _ in range(3):
        z -= (erfc(-z / sqrt(2)) / 2 - chance) * sqrt(2 * pi) * exp(z * z / 2)
    return z


def piece(number: int) -> list[float]:
    octave, part = divmod(number, 16)
    count = DEGREE + 1
    points = [cos(pi * (2 * i + 1) / (2 * count)) / 2 for i in range(count)]
    places = [mpf(2) ** (octave - 1) * (1 + (part + t + mpf(1) / 2) / 16) for t in points]
    powers = matrix([[t**j for j in range(count)] for t in points])
    return [float(c) for c in lu_solve(powers, matrix([-quantile(x / 2**32) for x in places]))]


def constants() -> bytes:
    mp.dps = 40
    pieces = [piece(number) for number in range(512)]
    return b"".join(pack("<512d", *(one[power] for one in pieces)) for power in range(DEGREE + 1))


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(constants())
