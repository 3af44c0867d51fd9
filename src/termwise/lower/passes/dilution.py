"""Protection against cheaper shares: the price at which protected shares convert comes down, and never goes up."""

from termwise.ir.builder import Builder
from termwise.ir.program import Value
from termwise.lower.passes.cap_table import FREE, CapTable
from termwise.model.sentence import AntiDilution


def protect(b: Builder, table: CapTable, terms: dict[str, AntiDilution], units: Value, money: Value) -> None:
    """Adjust every protected class for `units` issued for `money` on top of `table`; none for zero units.

    Full ratchet: the price of the issue. Weighted average: CP2 = CP1 (A + B)/(A + C), B the units that the money
    would have bought at CP1, C the units issued; A counts common shares, preferred ones as converted, and where
    broad-based granted options and warrants too (National Venture Capital Association, model charter 4.4.4).
    An issue for nothing leaves a full ratchet as it is: no price follows from it.
    """
    zero = b.number(0)
    narrow = table.total("as converted")
    broad = b.subtract(table.total("fully diluted"), table.lots.get(FREE, zero))
    issued = b.less(zero, units)
    for name, kind in terms.items():
        before = table.prices[name]
        match kind:
            case "full ratchet":
                after = b.divide(money, units)
                lower = b.both(b.less(zero, after), b.less(after, before))
            case "broad-based weighted average" | "narrow-based weighted average":
                base = broad if kind == "broad-based weighted average" else narrow
                after = b.divide(b.add(b.multiply(before, base), money), b.add(base, units))
                lower = b.less(after, before)
        table.prices[name] = b.select(b.both(issued, lower), after, before)


def issue_protected(b: Builder, table: CapTable, share_class: str, price: Value, falls: Value) -> None:
    """Note what the first shares of a protected class cost: the price at which they convert until it comes down."""
    if share_class in table.prices:
        first = b.both(falls, b.equal(table.original[share_class], b.number(0)))
        table.original[share_class] = b.select(first, price, table.original[share_class])
        table.prices[share_class] = b.select(first, price, table.prices[share_class])
