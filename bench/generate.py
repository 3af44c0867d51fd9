"""Deals of any length, for timing: realistic sentences in realistic proportion, without faults."""

from collections.abc import Iterator

PREAMBLE = """\
deal "Generated partnership"
    currency USD
    period 2020-01-01 through 2034-12-31
    today 2026-03-01

party alpha "Alpha Inc.", company
party beta "Beta PBC", company
party panel "Panel", expert
asset models "Models" of beta
asset compute "Computing capacity"
event reached by panel
    likely 50%, between 2027 and 2035
driver revenue in USD per year
    known 2025 2bn
    grows 10% to 30% per year
source paper "Document"
    published 2020-01-01
"""


def _group(number: int) -> str:
    """Thirty lines: an asset, clauses of five kinds, an amendment, with expressions of ordinary size."""
    return f"""
asset models.line_{number} "Product line {number}"

event milestone_{number} by beta
    likely 60%, between 2027 and 2033

clause licence_{number} "Licence {number}"
    beta grants alpha use, integrate of models.line_{number}
    from 2021-01-01
    until first of (2031-01-01, milestone_{number})
    source paper

clause royalty_{number} "Royalty {number}"
    alpha pays beta 5% of revenue * (1 - 10%) quarterly
    cap 60m per year
    while revenue >= 1bn per year and not reached

clause delivery_{number} "Delivery {number}"
    beta must deliver models.line_{number} to alpha within 30 days of milestone_{number}
        cure 10 days
        fulfilled when reached

clause upfront_{number} "Upfront {number}"
    alpha pays beta {number + 1}m on 2021-06-30

amendment change_{number} signed 2024-06-30, binding
    change licence_{number}
        through 2032-12-31
"""


def groups(lines: int) -> Iterator[str]:
    """The preamble, then as many groups as `lines` has room for."""
    written = PREAMBLE.count("\n")
    yield PREAMBLE
    number = 0
    while written + _group(number).count("\n") <= lines:
        yield _group(number)
        written += _group(number).count("\n")
        number += 1


def deal_text(lines: int) -> str:
    """A faultless deal of about `lines` lines."""
    return "".join(groups(lines))
