"""What a figure of simulated futures hangs on: a tornado, and Sobol' indices, of everything that is drawn."""

import re
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.kernel.rows import outputs
from termwise.engine.simulate.plan import Plan
from termwise.ir.program import Output, Program
from termwise.measure.errors import Estimate
from termwise.measure.sensitivity.factors import factors
from termwise.measure.sensitivity.sample import Figure, indices_of, tornado_of
from termwise.session.futures import simulated_program
from termwise.view.agreement import Agreement

_NAME = r"([a-z][a-z0-9_.]*)"
_SHAPES = (
    (re.compile(rf"worth\s+of\s+{_NAME}"), "worth:{}"),
    (re.compile(rf"cash\s+of\s+{_NAME}"), "cash so far:{}"),
    (re.compile(rf"stake\s*\(\s*{_NAME}\s*,\s*{_NAME}\s*\)"), "stake:{}:{}"),
    (re.compile(_NAME), "paid in all:{}:"),
)
SHAPES = "`worth of PARTY`, `cash of PARTY`, `CLAUSE` or `stake(HOLDER, COMPANY)`"
"""How figures are asked for."""


class UnknownFigureError(ValueError):
    """A figure that is no figure, or that this deal does not have."""


class Swing(Struct, frozen=True):
    """One thing drawn: what the figure is with it at its low and high end (10 % and 90 %), and the swing between them.

    `kind` is "parameter", "event" or "driver". `low_at` and `high_at` are the number, or the wait in days; None is
    never, or a driver. `first` and `total` are Sobol' indices: the part of the variance that would go if it were known,
    and what would be left if all else were.
    """

    kind: str
    name: str
    undisclosed: bool
    low: Estimate
    high: Estimate
    swing: Estimate
    low_at: Fraction | int | None
    high_at: Fraction | int | None
    first: Estimate
    total: Estimate


class Sensitivity(Struct, frozen=True):
    """What a figure hangs on, the widest swing first. `money` says whether it is money in `currency`, else a share."""

    title: str
    figure: str
    output: str
    currency: str
    money: bool
    paths: int
    seed: int
    base: Estimate
    swings: tuple[Swing, ...]


def sensitivity(agreement: Agreement, figure: str, plan: Plan) -> Sensitivity:
    """What a figure hangs on. Raises `UnknownFigureError`, and `ImpossiblePlanError`."""
    program = simulated_program(agreement, over_time=False)
    output = output_of(figure, program)
    program = replace(
        program, effects=tuple(e for e in program.effects if not isinstance(e, Output) or e.name == output)
    )
    asked, drawn = Figure(output), factors(program)
    bars = tornado_of(program, asked, plan, drawn)
    by_name = {one.factor: one for one in indices_of(program, asked, plan, drawn)}
    hidden = {parameter.name for parameter in program.parameters if parameter.undisclosed}
    swings = []
    for bar in bars.bars:
        index = by_name[f"{bar.factor.kind}:{bar.factor.name}"]
        swings.append(
            Swing(
                kind=bar.factor.kind,
                name=bar.factor.name,
                undisclosed=bar.factor.name in hidden,
                low=bar.low,
                high=bar.high,
                swing=bar.swing,
                low_at=bar.low_at,
                high_at=bar.high_at,
                first=index.first,
                total=index.total,
            )
        )
    return Sensitivity(
        title=agreement.deal.title,
        figure=figure,
        output=output,
        currency=program.currency,
        money=not output.startswith("stake:"),
        paths=plan.paths,
        seed=plan.seed,
        base=bars.base,
        swings=tuple(swings),
    )


def output_of(figure: str, program: Program) -> str:
    """The output that a figure in words asks for. Raises `UnknownFigureError`."""
    names = [one.name for one in outputs(program)]
    for shape, words in _SHAPES:
        found = shape.fullmatch(figure.strip())
        if found is None:
            continue
        wanted = words.format(*found.groups())
        matching = [name for name in names if name == wanted or (wanted.endswith(":") and name.startswith(wanted))]
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise UnknownFigureError(f"`{figure}` moves money between several: {', '.join(matching)}")
        raise UnknownFigureError(f"this run has no figure `{figure}`")
    raise UnknownFigureError(f"`{figure}` asks for no figure: write {SHAPES}")
