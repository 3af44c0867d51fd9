"""The constants of `engine/machine/special.py`: polynomials through Chebyshev points, with 60 digits (needs mpmath).

python docs/constants/special.py
"""

import sys
from collections.abc import Callable

from mpmath import cos, exp, log, lu_solve, matrix, mp, mpf, pi, sqrt


def through_chebyshev_points(function: Callable, low: mpf, high: mpf, degree: int) -> list[float]:
    count = degree + 1
    points = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    powers = matrix([[x**j for j in range(count)] for x in points])
    return [float(c) for c in lu_solve(powers, matrix([function(x) for x in points]))]


def curved(r: mpf) -> mpf:
    return (exp(r) - 1 - r) / r**2


def series(z: mpf) -> mpf:
    s = sqrt(z)
    return (log((1 + s) / (1 - s)) / s - 2) / z


def constants() -> dict[str, list[float]]:
    mp.dps = 60
    half = log(2) / 2 * mpf("1.0001")
    largest = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)
    return {
        "_EXP": through_chebyshev_points(curved, -half, half, 9),
        "_LOG": through_chebyshev_points(series, mpf(0), largest**2, 6),
    }


if __name__ == "__main__":
    sys.stdout.write("\n".join(f"{name} = {numbers}" for name, numbers in constants().items()) + "\n")
