"""What a company owes on notes and SAFEs until they convert: the money paid in and the interest on it."""

from fractions import Fraction

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.equity_steps import Step
from termwise.lower.passes.numbers import per_time
from termwise.model.expression import Between, Choice, Expression, Interval, Quantity, Triangular, Undisclosed
from termwise.model.sentence import Conversion, Loan

YEAR = 365
"""Interest on a note is simple, by actual days over years of 365."""


class Notes:
    """The balances of one company's notes as they stand at a point of the period."""

    def __init__(self, lo: Lowers, company: str) -> None:
        self._lo = lo
        self._company = company
        self._open: dict[str, Value] = {}
        self._interest: dict[str, tuple[str, Conversion]] = {}

    def principal(self, instrument: str) -> Value:
        """What has been paid in under a clause and has not converted. Raises `NotLoweredError` when nothing is."""
        lo, b = self._lo, self._lo.builder
        if instrument not in self._open:
            paid = self._paid(instrument)
            if self._is_loan(instrument):
                raise NotLoweredError(f"`{instrument}` is a loan that is repaid in money: it does not convert too")
            if not paid:
                raise NotLoweredError(f"no money is paid to {self._company} under `{instrument}`")
            before = lo.running.get(self._name(instrument))
            self._open[instrument] = b.add(before, b.total([movement.amount for movement in paid]))
        return self._open[instrument]

    def owed(self, step: Step, conversion: Conversion) -> Value:
        """What converts on the step's day, interest up to that day included; zero when it does not take effect."""
        lo, b = self._lo, self._lo.builder
        with lo.saying(step.term.clause, f"what is owed under {conversion.instrument}", step.term.version.amendment):
            owed = self.principal(conversion.instrument)
            if conversion.interest is not None:
                owed = b.add(owed, self._accrued(step.term.clause, conversion, step.day))
            return b.when(step.falls, owed)

    def at_end(self, clause: str, conversion: Conversion) -> Value | None:
        """What is still owed at the period's end, interest included; None where it is not followed."""
        b = self._lo.builder
        try:
            principal = self.principal(conversion.instrument)
            if conversion.interest is None:
                return principal
            accrued = self._accrued(clause, conversion, b.period_end())
        except NotLoweredError:
            return None
        return b.when(b.less(b.number(0), principal), b.add(principal, accrued))

    def settle(self, conversion: Conversion, converted: Value) -> None:
        """Nothing is owed any more where `converted` holds."""
        b = self._lo.builder
        left = b.when(b.opposite(converted), self.principal(conversion.instrument))
        self._open[conversion.instrument] = left

    def carry(self) -> None:
        """Carry what is owed on to the next period."""
        lo, b = self._lo, self._lo.builder
        for clause, (instrument, conversion) in self._interest.items():
            accrued = self._accrued(clause, conversion, b.period_end())
            lo.running.set(f"{clause}: interest", b.when(b.less(b.number(0), self._open[instrument]), accrued))
        for instrument, value in self._open.items():
            lo.running.set(self._name(instrument), value)

    def _paid(self, instrument: str) -> list[Movement]:
        return [m for m in self._lo.movements if m.clause == instrument and m.payee == self._company]

    def _is_loan(self, instrument: str) -> bool:
        history = self._lo.agreement.clause(instrument)
        return history is not None and any(isinstance(v.clause.sentence, Loan) for v in history.versions)

    def _name(self, instrument: str) -> str:
        return f"{instrument}: owed by {self._company}"

    def _accrued(self, clause: str, conversion: Conversion, until: Value) -> Value:
        """Interest since the money was paid, up to a day of the period."""
        lo, b = self._lo, self._lo.builder
        self._interest[clause] = (conversion.instrument, conversion)
        rate = b.divide(_per_year(lo, conversion.interest, f"{clause}: interest"), b.number(Fraction(YEAR)))
        before = lo.running.before(self._name(conversion.instrument))
        parts = [b.multiply(before, b.days_between(b.period_start(), until))]
        parts += [b.multiply(m.amount, b.days_between(m.on, until)) for m in self._paid(conversion.instrument)]
        return b.add(lo.running.get(f"{clause}: interest"), b.multiply(rate, b.total(parts)))


def _per_year(lo: Lowers, rate: Expression | None, about: str) -> Value:
    match rate:
        case Quantity() | Interval() | Triangular() | Choice() | Between() | Undisclosed() if per_time(rate) == "year":
            return lo.parameter(about, rate)
        case _:
            raise NotLoweredError("interest on a note is followed as a percentage per year")
