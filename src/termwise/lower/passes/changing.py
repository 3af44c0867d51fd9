"""A company's equity while the steps of a period change it."""

from msgspec import Struct

from termwise.ir.program import Units, Value
from termwise.lower.asking import Lowers
from termwise.lower.passes.cap_table import CapTable, Lot
from termwise.lower.passes.equity_plan import Plan
from termwise.lower.passes.notes import Notes


class Changing(Struct, frozen=True):
    """A company's cap table and its notes while the steps of a period change them."""

    plan: Plan
    table: CapTable
    notes: Notes


def issue(lo: Lowers, of: Changing, clause: str, lot: Lot, units: Value) -> None:
    """Units on top of a lot; where units are counted they are entered among the program's effects."""
    of.table.add(lot, units)
    if of.plan.counting != "parts":
        lo.builder.effect(Units(clause, of.plan.company, lot.holder, lot.share_class, units))
