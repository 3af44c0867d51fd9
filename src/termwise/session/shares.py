"""Shares that only a run counts: what converts in rounds, what options and warrants add, what protection changes."""

from datetime import date
from fractions import Fraction

from msgspec import Struct

from termwise.engine.undisclosed import rests_on_undisclosed
from termwise.model.entitlement import PutOrCall
from termwise.model.expression import Call, Expression, Ref
from termwise.model.sentence import Conversion, Investment, Issue, OptionPool
from termwise.model.walk import parts
from termwise.session.ran import Ran
from termwise.standing.figures import quantity
from termwise.view.agreement import Agreement
from termwise.view.ranks import has_preferences

_FUNCTIONS = ("stake", "units", "value")


class Counted(Struct, frozen=True):
    """A stake or units on a day of the run; None where the run does not tell, with the reason."""

    value: Fraction | None
    why_open: str | None = None


def is_counted_by_a_run(agreement: Agreement, part: object, day: date) -> bool:
    """Whether it is a holding that the clauses leave open for want of numbers, not of events: a run may count it."""
    if not isinstance(part, Call) or part.function not in _FUNCTIONS:
        return False
    figure = quantity(agreement, part, day)
    return not figure.is_exact and all(thing.kind == "number" for thing in figure.hangs_on)


def needs_counting(agreement: Agreement, proposition: Expression, day: date) -> bool:
    """Whether a proposition speaks of such a holding."""
    return any(is_counted_by_a_run(agreement, part, day) for part in parts(proposition))


def is_by_preference(agreement: Agreement, call: Call) -> bool:
    """Whether a value is what the preferences of the company's classes make it, not a part of the whole."""
    company = call.arguments[-1]
    return call.function == "value" and isinstance(company, Ref) and has_preferences(agreement, company.name)


def counted(ran: Ran, call: Call, day: date) -> Counted:
    """A `stake`, or the `units`, of the run on a day; of `value` the stake in it, or the money by preference.

    Shares are counted as each period leaves them: within a period in which they change only its last day is told.
    """
    holder, company = (argument.name for argument in call.arguments if isinstance(argument, Ref))
    kind = "value" if is_by_preference(ran.agreement, call) else "units" if call.function == "units" else "stake"
    name = f"{kind if call.basis is None else f'{kind} {call.basis}'}:{holder}:{company}"
    left_out = _left_out(ran, company)
    if left_out is not None:
        return Counted(None, left_out)
    measured = next((one for one in ran.run.outputs if one.name == name), None)
    periods = ran.program.periods
    number = next((n for n, period in enumerate(periods) if period.start <= day.toordinal() < period.end), None)
    if measured is None or number is None:
        return Counted(None)
    rests = rests_on_undisclosed(ran.program)[measured.instruction]
    if rests:
        return Counted(None, f"it rests on what is not public: {', '.join(sorted(rests))}")
    last = date.fromordinal(periods[number].end - 1)
    before = None if number == 0 else measured.values[number - 1]
    if day != last and measured.values[number] != before:
        return Counted(None, f"the run counts shares as each period leaves them, and here they change: ask on {last}")
    return Counted(Fraction(measured.values[number]))


def _left_out(ran: Ran, company: str) -> str | None:
    """Why the shares of a company are not run whole, if they are not."""
    said = [(h.name, version.clause.sentence) for h in ran.agreement.clauses for version in h.versions]
    equity = [
        (name, sentence)
        for name, sentence in said
        if isinstance(sentence, Issue | Investment | Conversion | OptionPool | PutOrCall)
        and sentence.company == company
    ]
    names = {name for name, _ in equity}
    for one in ran.left_out:
        if one.name in names:
            return f"{one.name} is not run whole: {one.why}"
    convert = {sentence.instrument for _, sentence in equity if isinstance(sentence, Conversion)}
    for name, sentence in equity:
        if isinstance(sentence, Investment) and sentence.price is None and name not in convert:
            return f"`{name}` is money for no stated price, and nothing converts it: what it gives of {company} is open"
    return None
