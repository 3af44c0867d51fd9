"""Small companies as text, and what a run says of their shares at the end."""

from fractions import Fraction

from termwise.engine.course import central
from termwise.engine.reference import run
from termwise.engine.run import Run
from termwise.ir.well_formed import faults
from termwise.lower.from_agreement import lower
from termwise.view.fold import consolidate
from tests.lower.reading import deal_of, view_of

HEAD = """deal "A company"
    currency USD
    period {start} through 2027-12-31, {grid}
    today 2024-12-31

party acme "Acme, Inc.", company
party founders "Founders", group
party staff "Staff", group
party seed_a "Seed A", fund
party seed_b "Seed B", fund
party seed_c "Seed C", fund
party fund "Fund I", fund
party late_fund "Fund II", fund

event listing by acme
    likely 60%, between 2026 and 2030
event acquired by acme

driver share_price in USD
    known 2025-01-01 100, 2025-04-01 400, 2025-07-01 600
driver delivered_gw in GW
    known 2025-01-01 0.1, 2025-02-01 1 GW, 2025-08-01 6 GW
"""


def company(
    text: str, grid: str = "quarterly", *, whole: bool = True, start: str = "2025-01-01", **view: str | None
) -> Run:
    """A company on its central course; `whole` when the program must follow everything."""
    deal = deal_of(text, grid, HEAD.replace("{start}", start))
    agreement = consolidate(deal, view_of(known_by="2027-12-31", **view))
    program = lower(agreement)
    assert faults(program) == ()
    assert not whole or program.left_out == (), program.left_out
    return run(program, central(program))


def last(found: Run, name: str) -> Fraction:
    """An output at the end of the last period."""
    return Fraction(found.output(name).values[-1])


def units(found: Run, holder: str, basis: str | None = None) -> Fraction:
    """The units of Acme a holder has in the end."""
    return last(found, f"units{'' if basis is None else ' ' + basis}:{holder}:acme")


def stake(found: Run, holder: str, basis: str | None = None) -> Fraction:
    """The fraction of Acme a holder has in the end."""
    return last(found, f"stake{'' if basis is None else ' ' + basis}:{holder}:acme")


def in_all(found: Run) -> Fraction:
    """All units of Acme in the end, whatever they are."""
    return sum(
        (
            Fraction(one.values[-1])
            for one in found.outputs
            if one.name.startswith("units:") and one.name.endswith("acme")
        ),
        Fraction(0),
    )
