"""Functions made of the machine's operations, so that they are the same to the last bit on every machine.

All are free of branches. What is not a number stays so. The bounds of error are tested against 50 digits.
"""

from termwise.engine.machine.protocol import Lanes, Machine
from termwise.ir.program import RoundingMode

_TWO_52 = 2.0**52
_BITS_OF_TWO_52 = 0x4330_0000_0000_0000
_BITS_OF_ONE = 0x3FF0_0000_0000_0000
_BITS_OF_HALF = 0x3FE0_0000_0000_0000
_SIGN = 1 << 63
_MAGNITUDE = _SIGN - 1
_MANTISSA = (1 << 52) - 1

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 6.93147180369123816490e-01  # ln 2 = high + low; high ends in zeros, so whole multiples of it are exact
_LN2_LOW = 1.90821492927058770002e-10
_BITS_OF_ROOT_HALF = 0x3FE6_A09E_667F_3BCD

# (e**r - 1 - r) / r**2 for |r| <= ln 2 / 2, by Chebyshev interpolation: docs/constants/special.py
_EXP = (
    0.5000000000000001,
    0.16666666666666669,
    0.04166666666662413,
    0.008333333333330062,
    0.0013888888917213717,
    0.00019841269863053618,
    2.4801521295954376e-05,
    2.7557268459997064e-06,
    2.7620088445409746e-07,
    2.510038549551032e-08,
)
# (ln((1 + s) / (1 - s)) / s - 2) / s**2 in powers of s**2, for roots of one half to two: docs/constants/special.py
_LOG = (
    0.666666666666667,
    0.39999999999899505,
    0.28571428625975487,
    0.2222221113479508,
    0.18182889125261723,
    0.15331721600556042,
    0.14616449685043406,
)


def polynomial(m: Machine[Lanes], x: Lanes, coefficients: tuple[float, ...]) -> Lanes:
    """The sum of `coefficients[i] * x**i`: the even and the odd ones apart, each by Horner's rule."""
    square = m.multiply(x, x)
    even = _horner(m, square, coefficients[0::2])
    return m.add(even, m.multiply(x, _horner(m, square, coefficients[1::2])))


def _horner(m: Machine[Lanes], x: Lanes, coefficients: tuple[float, ...]) -> Lanes:
    total = m.real(coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        total = m.add(m.multiply(total, x), m.real(coefficient))
    return total


# -- reals and words -------------------------------------------------------------------------------------


def real_of_word(m: Machine[Lanes], word: Lanes) -> Lanes:
    """The same number as a real; exact, for words below 2**52."""
    return m.subtract(m.real_of_bits(m.word_or(word, m.word(_BITS_OF_TWO_52))), m.real(_TWO_52))


def word_of_real(m: Machine[Lanes], real: Lanes) -> Lanes:
    """The nearest whole number as a word, halves to even, for reals from 0 to below 2**52."""
    return m.word_and(m.bits_of(m.add(real, m.real(_TWO_52))), m.word(_MANTISSA))


def magnitude(m: Machine[Lanes], x: Lanes) -> Lanes:
    """`|x|`."""
    return m.real_of_bits(m.word_and(m.bits_of(x), m.word(_MAGNITUDE)))


def with_sign_of(m: Machine[Lanes], x: Lanes, of: Lanes) -> Lanes:
    """`x`, which is not negative, with the sign of another real."""
    return m.real_of_bits(m.word_or(m.bits_of(x), m.word_and(m.bits_of(of), m.word(_SIGN))))


def nearest(m: Machine[Lanes], x: Lanes) -> Lanes:
    """The nearest whole number, halves to even; exact for every real."""
    size = magnitude(m, x)
    small = m.subtract(m.add(size, m.real(_TWO_52)), m.real(_TWO_52))
    return m.select(m.less(size, m.real(_TWO_52)), with_sign_of(m, small, x), x)


def floor(m: Machine[Lanes], x: Lanes) -> Lanes:
    """The greatest whole number that is not greater; exact for every real."""
    whole = nearest(m, x)
    return m.select(m.less(x, whole), m.subtract(whole, m.real(1.0)), whole)


# -- exp, log, powers --------------------------------------------------------------------------------------


def exp(m: Machine[Lanes], x: Lanes) -> Lanes:
    """`e**x` within 1 unit of the last place (1.1 below 2**-1009), exactly 1 at 0.

    Infinite above 709.79. Zero below -708.05, that is for less than 2**-1021.5, so that one power of two is enough.
    """
    return m.shared("exp", _exp, x)


def _exp(m: Machine[Lanes], x: Lanes) -> Lanes:
    bounded = m.minimum(m.real(710.0), m.maximum(m.real(-708.5), x))
    shift = m.real(1.5 * _TWO_52)
    shifted = m.add(m.multiply(bounded, m.real(_LOG2_E)), shift)
    power = m.subtract(shifted, shift)
    rest = m.subtract(bounded, m.multiply(power, m.real(_LN2_HIGH)))
    rest = m.subtract(rest, m.multiply(power, m.real(_LN2_LOW)))
    curved = m.multiply(m.multiply(rest, rest), polynomial(m, rest, _EXP))
    fraction = m.add(m.real(1.0), m.add(rest, curved))
    half = m.word_add(m.shift_left(m.bits_of(shifted), 52), m.word(_BITS_OF_HALF))  # as 2**1024 would be infinite
    return m.multiply(m.multiply(fraction, m.real(2.0)), m.real_of_bits(half))


def log(m: Machine[Lanes], x: Lanes) -> Lanes:
    """The natural logarithm within 1 unit of the last place; -inf of zero, not a number below, exactly 0 of 1.

    With s = f / (2 + f), ln(1 + f) = f - f**2 / 2 + s * (f**2 / 2 + R(s**2)): W. Kahan's and K.C. Ng's way.
    """
    return m.shared("log", _log, x)


def _log(m: Machine[Lanes], x: Lanes) -> Lanes:
    tiny = m.less(x, m.real(2.0**-1022))
    scaled = m.select(tiny, m.multiply(x, m.real(2.0**54)), x)
    moved = m.word_add(m.bits_of(scaled), m.word(_BITS_OF_ONE - _BITS_OF_ROOT_HALF))
    bias = m.select(tiny, m.real(1023.0 + 54.0), m.real(1023.0))
    power = m.subtract(real_of_word(m, m.shift_right(moved, 52)), bias)
    fraction = m.real_of_bits(m.word_add(m.word_and(moved, m.word(_MANTISSA)), m.word(_BITS_OF_ROOT_HALF)))
    f = m.subtract(fraction, m.real(1.0))
    s = m.divide(f, m.add(m.real(2.0), f))
    z = m.multiply(s, s)
    half_square = m.multiply(m.multiply(m.real(0.5), f), f)
    series = m.multiply(z, polynomial(m, z, _LOG))
    inner = m.add(m.multiply(s, m.add(half_square, series)), m.multiply(power, m.real(_LN2_LOW)))
    found = m.subtract(m.multiply(power, m.real(_LN2_HIGH)), m.subtract(m.subtract(half_square, inner), f))
    infinity = float("inf")
    found = m.select(m.less(x, m.real(infinity)), found, x)
    outside = m.select(m.equal(x, m.real(0.0)), m.real(-infinity), m.real(float("nan")))
    return m.select(m.at_most(x, m.real(0.0)), outside, found)


def power(m: Machine[Lanes], base: Lanes, exponent: Lanes) -> Lanes:
    """`base ** exponent` as `ir.program.Power` means it: a base of zero or less gives zero, one for exponent zero.

    The relative error is at most (2 + |exponent * ln base|) * 2**-52; an exponent of one gives the base itself.
    """
    positive = m.less(m.real(0.0), base)
    raised = exp(m, m.multiply(exponent, log(m, m.select(positive, base, m.real(1.0)))))
    raised = m.select(m.equal(exponent, m.real(1.0)), base, raised)
    raised = m.select(m.at_most(base, m.real(0.0)), m.real(0.0), raised)
    return m.select(m.equal(exponent, m.real(0.0)), m.real(1.0), raised)


# -- rounding ------------------------------------------------------------------------------------------------


def rounded(m: Machine[Lanes], mode: RoundingMode, number: Lanes, unit: Lanes) -> Lanes:
    """The number to a whole multiple of `unit`, as `ir.program.Round` means it; a unit of zero or less rounds nothing.

    What is within 2**-44 of a whole multiple or of a half, relatively, counts as one: 0.15 is 15 times 0.01, though
    in binary the quotient is a little more.
    """
    whole_unit = m.select(m.less(m.real(0.0), unit), unit, m.real(1.0))
    halves = m.divide(m.multiply(m.real(2.0), magnitude(m, number)), whole_unit)
    near = nearest(m, halves)
    slack = m.minimum(m.multiply(halves, m.real(2.0**-44)), m.real(2.0**-10))
    exact = m.at_most(magnitude(m, m.subtract(halves, near)), slack)
    halves = m.select(exact, near, halves)
    whole = floor(m, m.multiply(m.real(0.5), halves))
    rest = m.subtract(halves, m.multiply(m.real(2.0), whole))
    up = _goes_up(m, mode, whole, rest)
    size = m.multiply(m.select(up, m.add(whole, m.real(1.0)), whole), whole_unit)
    return m.select(m.less(m.real(0.0), unit), with_sign_of(m, size, number), number)


def _goes_up(m: Machine[Lanes], mode: RoundingMode, whole: Lanes, rest: Lanes) -> Lanes:
    """Whether the size goes up to the next whole; `rest` is what is over, in halves."""
    one = m.real(1.0)
    if mode == "down":
        return m.less(one, m.real(0.0))
    if mode == "up":
        return m.less(m.real(0.0), rest)
    if mode == "half up":
        return m.at_most(one, rest)
    half_of_whole = m.multiply(m.real(0.5), whole)
    odd = m.opposite(m.equal(floor(m, half_of_whole), half_of_whole))
    return m.either(m.less(one, rest), m.both(m.equal(one, rest), odd))
