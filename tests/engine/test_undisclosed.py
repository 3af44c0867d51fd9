"""Which values rest on undisclosed numbers: through operands, drivers and carried states."""

from fractions import Fraction

from termwise.engine.undisclosed import rests_on_undisclosed
from termwise.ir.builder import Builder
from termwise.ir.program import NEVER, DrawnSeries, Origin, Output, Program, Regime, State, Value
from tests.ir.samples import ORIGIN, QUARTER, certain, royalty


def resting(program: Program) -> dict[str, set[str]]:
    found = rests_on_undisclosed(program)
    return {effect.name: set(found[effect.value]) for effect in program.effects if isinstance(effect, Output)}


def test_through_operands_drivers_and_states() -> None:
    write = Builder("d", "USD", QUARTER)
    public, secret = write.parameter(certain("public", 1)), write.parameter(certain("secret", 2, undisclosed=True))
    hidden = write.parameter(certain("hidden", 3, undisclosed=True))
    a = write.state(State("a", "number", Fraction(0), ORIGIN))
    b = write.state(State("b", "number", Fraction(0), ORIGIN))
    write.carry("a", b)
    write.carry("b", write.add(a, secret))
    driver = write.series(DrawnSeries("x", True, (Fraction(1), None, None), (Regime(hidden, NEVER),)))
    values: dict[str, Value] = {
        "public": write.add(public, public),
        "secret": write.add(public, secret),
        "carried": a,
        "driver": write.multiply(driver, public),
        "all": write.add(driver, b),
    }
    with write.origin(Origin("d", "outputs")):
        for name, value in values.items():
            write.effect(Output(name, value))
    assert resting(write.program()) == {
        "public": set(),
        "secret": {"secret"},
        "carried": {"secret"},
        "driver": {"hidden"},
        "all": {"secret", "hidden"},
    }


def test_the_sample_rests_on_its_growth() -> None:
    assert resting(royalty()) == {"in_force:royalty": set(), "open": set()}
    program = royalty()
    assert rests_on_undisclosed(program)[24] == {"growth"}
