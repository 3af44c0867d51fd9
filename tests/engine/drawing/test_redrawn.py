"""Streams drawn again: another draw of the same thing, independent of the first, and nothing else moves."""

from collections.abc import Collection
from fractions import Fraction

import numpy as np
import pytest

from termwise.engine.drawing.course import before_periods, end_period, event_days, in_period, parameters
from termwise.engine.drawing.layout import Sampling, layout
from termwise.engine.drawing.prepare import prepare, redrawn
from termwise.engine.drawing.sobol import group_words
from termwise.engine.drawing.streams import again, stream
from termwise.engine.machine.numpy_machine import NumpyMachine
from termwise.ir.program import DrawnEvent, DrawnSeries, Program, Regime, Uncertain
from tests.engine.drawing.samples import MONTHS, Reals, program

COUNT = 4096
KINDS: tuple[Sampling, ...] = ("sobol", "independent")


def given() -> Program:
    uniform = Uncertain("uniform", Fraction(0), Fraction(1))
    event = DrawnEvent("ipo", None, Fraction(1), 100, 400, MONTHS[0].start)
    known = (Fraction(100), *(None for _ in MONTHS[1:]))
    some = [DrawnSeries(name, False, known, (Regime(2, 4_000_000),), 2) for name in ("worth", "price")]
    return program([uniform, uniform, Fraction(1, 5)], [event], some)


def drawn(sampling: Sampling, streams: Collection[int] = (), time: int = 1) -> dict[str, Reals]:
    laid_out = layout(given(), sampling)
    arguments = prepare(laid_out, 7)
    if streams:
        arguments = redrawn(arguments, laid_out, streams, time)
    m = NumpyMachine(arguments, 0, COUNT, group_words(arguments, 0, COUNT // 16))
    numbers, days = parameters(m, laid_out), event_days(m, laid_out)
    before_periods(m, laid_out, days, numbers)
    rows: list[list[Reals]] = []

    def period() -> None:
        rows.append([np.broadcast_to(one, (COUNT,)).copy() for one in in_period(m, laid_out)])
        end_period(m, laid_out)

    m.each_period(period)
    series = np.array(rows)
    found = {"n0": numbers[0], "n1": numbers[1], "ipo": days[0], "worth": series[20, 0], "price": series[20, 1]}
    return {name: np.asarray(values, np.float64) for name, values in found.items()}


STREAMS = {
    "n0": stream("parameter", "n0"),
    "n1": stream("parameter", "n1"),
    "ipo": stream("event", "ipo"),
    "worth": stream("driver", "worth"),
    "price": stream("driver", "price"),
}


@pytest.mark.parametrize("sampling", KINDS)
@pytest.mark.parametrize("name", STREAMS)
def test_one_stream_drawn_again_moves_nothing_else(sampling: Sampling, name: str) -> None:
    first, second = drawn(sampling), drawn(sampling, {STREAMS[name]})
    for other, values in first.items():
        assert bool((values == second[other]).all()) == (other != name), other
    assert abs(np.corrcoef(first[name], second[name])[0, 1]) < 0.06
    low, high = np.quantile(first[name], (0.05, 0.95))
    inside = ((low < second[name]) & (second[name] < high)).mean()
    assert inside == pytest.approx(0.9, abs=0.03)


def test_every_time_is_another_draw() -> None:
    one, two = drawn("sobol", set(STREAMS.values())), drawn("sobol", set(STREAMS.values()), time=2)
    base = drawn("sobol")
    for name, values in base.items():
        assert not (values == one[name]).all()
        assert abs(np.corrcoef(one[name], two[name])[0, 1]) < 0.06
    assert len({again(number, time) for number in STREAMS.values() for time in (1, 2, 3)}) == 15


def test_what_was_drawn_before_is_as_it_was() -> None:
    """The number under which a stream draws is its own unless said: no draw of an earlier run changes."""
    laid_out = layout(given())
    arguments = prepare(laid_out, 7)
    assert {name: word for name, word in arguments.words.items() if name.startswith("stream:")} == {
        f"stream:{number}": number for number in STREAMS.values()
    }
    same = redrawn(arguments, laid_out, ())
    assert (same.replicate_words == arguments.replicate_words).all()
    assert (same.group_seeds == arguments.group_seeds).all()
