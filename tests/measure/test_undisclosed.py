"""Figures say which undisclosed numbers they rest on, those of measured outputs included."""

from termwise.measure.outputs.asked import Asked
from termwise.measure.outputs.measured import measured
from termwise.measure.undisclosed import movements_rest_on, outputs_rest_on
from tests.ir.samples import day
from tests.lower.reading import program_of

DEAL = """
clause fee
    a pays b undisclosed 5% to 10% of sales quarterly
clause rent
    c pays a 5m yearly
"""


def test_outputs_and_movements() -> None:
    program = measured(program_of(DEAL), Asked(("a", "b", "c"), day("2024-12-31")))
    outputs = outputs_rest_on(program)
    secret = ("fee: rate",)
    days = ("cash", "cash so far", "most out", "most out on", "back on", "received", "spent")
    both = {f"{what}:{party}" for what in days for party in "ab"}
    clause = {"paid:fee:a:b", "paid in all:fee:a:b"}
    trade = {"suppliers:a", "largest supplier:a", "customers:b"}
    assert {name for name, rests in outputs.items() if rests} == both | clause | trade
    assert outputs["cash:b"] == secret
    assert outputs["cash:c"] == ()
    assert movements_rest_on(program) == {("fee", "a", "b"): secret, ("rent", "c", "a"): ()}
