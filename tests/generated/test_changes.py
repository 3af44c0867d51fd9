"""What a change of a whole random deal must not change, or only one way; each law catches a planted fault."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.base.source import SourceText
from termwise.engine.course import Draws
from termwise.engine.reference import run
from termwise.engine.run import Run
from termwise.ir.dump import dump
from termwise.ir.program import Program, Value
from termwise.lower.asking import Lowers, Term
from termwise.lower.from_agreement import lower
from termwise.lower.passes import accruing, tiers
from termwise.model.clause import Tiers
from termwise.model.deal import Deal
from termwise.model.json_form import from_json, to_json
from termwise.syntax.formatter import format_text
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.generated.case import ledger, outcomes
from tests.generated.courses import changed_after, course_of
from tests.generated.deals import Sketch, deal_of, program_of, sketches, text_of, view_of
from tests.generated.declared import declarations
from tests.generated.scene import scene_of
from tests.searching import examples

numbers = st.integers(0, 2**31)
quick = examples(25)


# -- amendments that change nothing -----------------------------------------------------------------------


def words_change_nothing(text: str, view: View, at: int, number: int) -> None:
    """An amendment that adds words to the `at`-th clause some day changes no money, no shares, no day in force."""
    deal = deal_of(text)
    target = deal.clauses[at % len(deal.clauses)].name
    day = some_day(deal, number)
    words = f'amendment words signed {day}, binding\n    change {target}\n        says "as before"\n'
    before, after = (lower(consolidate(one, view)) for one in (deal, deal_of(text + words)))
    found = [_moved(program, run(program, course_of(program, number))) for program in (before, after)]
    assert found[0] == found[1]


def some_day(deal: Deal, number: int) -> date:
    """One of the days of a deal."""
    return deal.start + (deal.end - deal.start) * Random(number).random()


def takes_effect_about(deal: Deal, view: View, day: date) -> bool:
    """Whether a wording may take effect before a day or after it: which of two amendments then changes the other's
    words is open, and folded as if the earliest day counted.
    """
    begins = [version.begins for one in consolidate(deal, view).clauses for version in one.versions]
    return any(
        one.earliest is not None and one.earliest <= day and one.earliest != one.latest and not _over(one.latest, day)
        for one in begins
    )


def is_over(deal: Deal, view: View, at: int, number: int) -> bool:
    """Whether the clause that words are added to is in force no more on their day: ended by a power, say."""
    program, day = lower(consolidate(deal, view)), some_day(deal, number).toordinal()
    target = f"in_force:{deal.clauses[at % len(deal.clauses)].name}"
    outputs = {one.name: one.values for one in run(program, course_of(program, number)).outputs}
    after = [value for period, value in zip(program.periods, outputs.get(target, ()), strict=False) if period.end > day]
    return not any(after)


def _over(latest: date | None, day: date) -> bool:
    return latest is not None and latest < day


def _moved(program: Program, done: Run) -> object:
    """Sums of the ledger, and shares and days in force: two wordings may enter a sum in two parts."""
    sums: dict[tuple[object, ...], Fraction] = defaultdict(Fraction)
    for period, clause, payer, payee, amount, on, kind in ledger(done):
        sums[period, clause, payer, payee, on, kind] += amount
    outputs = {m.name: m.values for m in done.outputs if m.name.startswith(("in_force:", "stake:", "units:"))}
    return sums, [(u.period, u.holder, u.company, u.amount) for u in done.units], outputs, program.periods


@quick
@given(sketches, numbers, numbers)
def test_an_amendment_without_change_changes_nothing(sketch: Sketch, at: int, number: int) -> None:
    text = text_of(sketch)
    assume("    end c" not in text)
    deal = deal_of(text)
    view, day = view_of(sketch, deal), some_day(deal, number)
    assume(not takes_effect_about(deal, view, day))
    assume(not is_over(deal, view, at, number))  # words added to a clause that has ended state it anew
    words_change_nothing(text, view, at, number)


def test_wordings_settled_each_on_their_own_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    together: Callable[[Lowers, list[accruing.Accrual]], None] = accruing.settle_together

    def apart(lo: Lowers, accruals: list[accruing.Accrual]) -> None:
        """A fault: each wording begins its floor anew."""
        for one in accruals:
            together(lo, [one])

    monkeypatch.setattr("termwise.lower.from_agreement.settle_together", apart)
    with pytest.raises(AssertionError):
        words_change_nothing(FLOORED, View(deal_of(FLOORED).end), 0, 0)


# -- the same deal, written otherwise ---------------------------------------------------------------------


def reads_the_same(text: str, view: View, again: Callable[[Deal], Deal]) -> None:
    """The deal laid out by the formatter, and read back from JSON, is the same program."""
    deal = deal_of(text)
    program = dump(lower(consolidate(deal, view)))
    assert dump(lower(consolidate(deal_of(format_text(SourceText("random.deal", text))), view))) == program
    assert dump(lower(consolidate(again(deal), view))) == program


def through_json(deal: Deal) -> Deal:
    read = from_json(to_json(deal)).deal
    assert read is not None
    return read


@quick
@given(sketches)
def test_a_deal_reads_the_same_from_its_formatted_text_and_from_json(sketch: Sketch) -> None:
    text = text_of(sketch)
    reads_the_same(text, view_of(sketch, deal_of(text)), through_json)


def test_a_json_form_that_loses_a_number_is_caught() -> None:
    def losing(deal: Deal) -> Deal:
        """A fault: a cap comes back as another."""
        read = from_json(to_json(deal).replace(b'"600000000"', b'"6"')).deal
        assert read is not None
        return read

    with pytest.raises(AssertionError):
        reads_the_same(FLOORED, View(deal_of(FLOORED).end), losing)


# -- nothing looks ahead ----------------------------------------------------------------------------------


def looks_never_ahead(program: Program, course: int, runs: Callable[[Program, Draws], Run] = run) -> None:
    """What happens before a period is the same whatever drivers do from it on."""
    draws = course_of(program, course)
    period = Random(course).randrange(len(program.periods))
    other = changed_after(draws, period, course)
    assert outcomes(runs(program, draws), period) == outcomes(runs(program, other), period)


@quick
@given(sketches, numbers)
def test_the_past_does_not_depend_on_what_drivers_do_later(sketch: Sketch, course: int) -> None:
    looks_never_ahead(program_of(sketch), course)


def test_an_engine_that_reads_the_next_period_is_caught() -> None:
    def ahead(program: Program, draws: Draws) -> Run:
        """A fault: every driver is read one period too early."""
        return run(program, replace(draws, series=tuple((*row[1:], row[-1]) for row in draws.series)))

    plain = deal_of(FLOORED.replace("floor 30m", "floor 1m"))
    program = lower(consolidate(plain, View(plain.end)))

    def look() -> None:
        for course in range(20):
            looks_never_ahead(program, course, ahead)

    with pytest.raises(AssertionError):
        look()


# -- more revenue --------------------------------------------------------------------------------------------


@st.composite
def monotone_clauses(draw: st.DrawFn) -> str:
    """A share of sales under terms that never pay less for more."""
    one = draw(st.sampled_from(("10%", "20% to 40%", "undisclosed 1% to 9%", "250bp")))
    flow = draw(st.sampled_from(("sales", "(sales + 3m per month)", "max(sales, 20m per year)", "30% of sales")))
    often = draw(st.sampled_from(("yearly", "quarterly", "monthly")))
    rows = "tiers{}\n        from 0: 5%\n        from 30m: 20%\n        from 80m: 8%"
    lines = draw(
        st.lists(
            st.sampled_from(
                (
                    "cap 9m per year",
                    "cap 20m in total",
                    "floor 1m",
                    "minimum 12m per year, trued up yearly",
                    "deducts 20m per year",
                    "carried forward",
                    "recoups advance",
                    "whole periods",
                    rows.format(" reset yearly"),
                    "from 2025-05-20",
                    "from launch",
                    "until strike",
                )
            ),
            unique_by=lambda line: line.split()[0] if line.split()[0] != "cap" else line,
            max_size=5,
        )
    )
    if any(line.startswith("minimum") for line in lines):
        # A minimum is topped up in money: of an advance, less revenue leaves more to be recouped later.
        lines = [line for line in lines if line != "recoups advance"]
    return f"clause x\n    alpha pays beta {one} of {flow} {often}\n" + "".join(f"    {line}\n" for line in lines)


def more_never_pays_less(clause: str, frame: int, course: int) -> None:
    """Up to every day at least as much is paid when sales are at least as large in every period."""
    scene = scene_of(frame, (("advance", "once"), ("x", "share")))
    body = f"clause advance\n    alpha pays beta 2m on {scene.start}\n{clause}"
    deal = deal_of(declarations(scene, frame, body) + body)
    program = lower(consolidate(deal, View(deal.today)))
    draws = course_of(program, course)
    draw = Random(course)
    richer = tuple(tuple(value + draw.randrange(10**7) for value in values) for values in draws.series)
    less, more = (_paid(run(program, one)) for one in (draws, replace(draws, series=richer)))
    total = Fraction(0)
    for day in sorted({*less, *more}):
        total += more.get(day, Fraction(0)) - less.get(day, Fraction(0))
        assert total >= 0


def _paid(done: Run) -> dict[int, Fraction]:
    found: dict[int, Fraction] = {}
    for entry in done.entries:
        if entry.clause == "x":
            found[entry.on] = found.get(entry.on, Fraction(0)) + entry.amount
    return found


@quick
@given(monotone_clauses(), numbers, numbers)
def test_more_revenue_never_pays_less(clause: str, frame: int, course: int) -> None:
    more_never_pays_less(clause, frame, course)


def test_tiers_that_forget_the_rows_passed_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetting(lo: Lowers, term: Term, of: Tiers, base: Value) -> Value:
        """A fault: once a row is passed, it no longer counts."""
        b, (first, second) = lo.builder, of.rows
        low = lo.parameter(f"{term.tag}: tier 2 from", second.above)
        rates = [lo.number(row.rate, f"{term.tag}: tier {place} rate") for place, row in enumerate((first, second), 1)]
        above = b.multiply(rates[1], b.subtract(base, low))
        return b.select(b.less(base, low), b.multiply(rates[0], base), above)

    monkeypatch.setattr(tiers, "marginal", forgetting)
    rows = "    tiers\n        from 0: 10%\n        from 40m: 10%\n"

    def pay() -> None:
        for frame in range(40):
            more_never_pays_less(f"clause x\n    alpha pays beta 10% of sales quarterly\n{rows}", frame, frame)

    with pytest.raises(AssertionError):
        pay()


FLOORED = """deal "A deal with a floor"
    currency USD
    period 2025-01-01 through 2027-12-31, quarterly
    today 2024-12-31
party alpha "Alpha Ltd", company
party beta "Beta Ltd", company
driver sales in USD per year
    known 2025 100m, 2026 200m
    grows 5% per year
    varies 20% per year
clause share
    alpha pays beta 10% of sales yearly
    floor 30m
    cap 600000000 USD in total
"""
"""A floor of a year that an amendment in the middle of a year must not double."""
