"""Writes words of the language about one random deal: numbers, days, moments, conditions, amounts of money."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from tests.generated.scene import ASSETS, COMPANIES, PARTIES, Scene

T = TypeVar("T")

FLOWS = ("sales", "spend", "costs", "profit", "fees")
"""Drivers of money per time; `fees` is a formula, `profit` may fall below zero."""
LEVELS = ("worth", "book")
RATE_OF_EXCHANGE = "eur_usd"
"""Drivers of money at a time; `book` is a formula."""
EVENTS = ("launch", "strike", "review", "failure", "milestone", "merger", "done")


class Pen:
    """One clause's writer: everything it writes follows from its number and the scene."""

    def __init__(self, scene: Scene, number: int, clause: str = "") -> None:
        self.scene = scene
        self.clause = clause
        self.draw = Random(number)

    # -- choices ---------------------------------------------------------------------------------------------

    def one(self, *options: str) -> str:
        """One of several wordings; the first is the plainest."""
        return options[int(self.draw.random() * len(options))]

    def of(self, options: Sequence[T]) -> T:
        """One of a sequence."""
        return options[int(self.draw.random() * len(options))]

    def odds(self, chance: float) -> bool:
        """True with a chance."""
        return self.draw.random() < chance

    def within(self, low: int, high: int) -> int:
        """A whole number, the ends included."""
        return low + int(self.draw.random() * (high - low + 1))

    def write(self, *writers: Callable[[], str]) -> str:
        """What one of several writers writes."""
        return self.of(writers)()

    def two(self) -> tuple[str, str]:
        """Two different parties."""
        one = self.of(PARTIES)
        return one, self.of([party for party in PARTIES if party != one])

    def holder(self) -> tuple[str, str]:
        """A holder and a company, not the same."""
        company = COMPANIES[self.odds(0.25)]
        return self.of([party for party in PARTIES if party != company]), company

    # -- days and moments -------------------------------------------------------------------------------------

    def day(self) -> date:
        """Mostly a day of the deal, sometimes one around it; the ends of periods and years are likelier."""
        start, end = self.scene.start, self.scene.end
        if self.odds(0.1):
            return start + timedelta(days=self.within(-60, (end - start).days + 60))
        day = start + timedelta(days=self.within(0, (end - start).days))
        if self.odds(0.2):
            day = self.of((day.replace(day=1), date(day.year, 12, 31), date(day.year, 1, 1), start, end))
        return day

    def dated(self) -> str:
        """A day, a month or a year."""
        day = self.day()
        return self.one(*[str(day)] * 6, f"{day:%Y-%m}", f"{day.year}")

    def later(self) -> tuple[date, date]:
        """Two days, both after the day the author wrote on."""
        first = self.scene.today + timedelta(days=self.within(1, max((self.scene.end - self.scene.today).days, 2)))
        return first, first + timedelta(days=self.within(10, 400))

    def length(self) -> str:
        """A length of time."""
        return self.one(
            f"{self.within(1, 40)} days",
            f"{self.within(1, 6)} months",
            f"{self.within(1, 10)} business days",
            f"{self.within(1, 8)} weeks",
            "1 year",
            "1 quarter",
            "1 month 10 days",
        )

    def event(self) -> str:
        """An event."""
        return self.of(EVENTS)

    def moment(self, depth: int = 0) -> str:
        """A date, an event, a time after either, the first or last of several."""
        if depth > 1:
            return self.write(self.dated, self.event)
        return self.write(
            *[self.dated] * 7,
            *[self.event] * 4,
            lambda: f"{self.length()} {self.one('after', 'after', 'before')} {self.moment(depth + 1)}",
            lambda: f"first of ({self.moment(depth + 1)}, {self.moment(depth + 1)})",
            lambda: f"last of ({self.moment(depth + 1)}, {self.moment(depth + 1)})",
            self._rare_moment,
        )

    def _rare_moment(self) -> str:
        duties = self.scene.named(("duty",), self.clause)
        low, high = sorted((self.day(), self.day()))
        options = [str(low)]
        if low < high:
            options += [f"undisclosed between {low} and {high}", f"one of ({low}, {high})"]
        return self.one(*options, *(f"breach of {name}" for name in duties))

    # -- numbers ---------------------------------------------------------------------------------------------

    def sum(self) -> str:
        """A certain sum of money."""
        return self.one("10m", "1m", "2.5m", "40m", "7m", "123456.78 USD", "0.3m", f"{self.within(1, 99)}m", "0m")

    def money(self) -> str:
        """A sum of money, certain, uncertain or not public."""
        if self.odds(0.75):
            return self.sum()
        low = self.within(1, 20)
        high = low + self.within(1, 30)
        return self.one(
            f"{low}m to {high}m",
            f"undisclosed {low}m to {high}m",
            f"uniform {low}m to {high}m",
            f"triangular {low}m, {low + 0.5}m, {high}m",
            f"one of ({low}m, {high}m, {high + 3}m)",
            f"{low}m to {high}m within {low / 2}m to {high + 2}m",
            f"normal {low}m to {high}m",
            f"undisclosed {high}m",
            "undisclosed USD",
        )

    def percent(self) -> str:
        """A share of a whole."""
        if self.odds(0.8):
            return self.one("10%", "20%", "5%", "37.5%", "100%", "250bp", "0.3%", f"{self.within(1, 60)}%")
        low = self.within(1, 30)
        high = low + self.within(1, 20)
        return self.one(
            f"{low}% to {high}%",
            f"undisclosed {low}% to {high}%",
            f"one of ({low}%, {high}%)",
            f"uniform {low}% to {high}%",
        )

    def percent_plain(self) -> str:
        """A certain share of a whole."""
        return f"{self.within(1, 60)}%"

    def flow(self, depth: int = 0) -> str:
        """Money per time."""
        if depth > 1:
            return self.of(FLOWS)
        return self.write(
            *[lambda: self.of(FLOWS)] * 5,
            lambda: f"({self.flow(depth + 1)} - {self.flow(depth + 1)})",
            lambda: f"({self.flow(depth + 1)} + {self.rate()})",
            lambda: f"{self.one('min', 'max')}({self.flow(depth + 1)}, {self.rate()})",
            lambda: f"{self.percent()} of {self.flow(depth + 1)}",
        )

    def rate(self) -> str:
        """A certain sum of money per time."""
        return f"{self.sum()} per {self.one('year', 'month', 'quarter', 'day')}"

    def total(self, depth: int = 0) -> str:
        """Money that is not per time."""
        if depth > 1:
            return self.money()
        if depth == 0 and self.odds(0.05):
            return f"{self.within(1, 9)}m EUR"
        holder, company = self.holder()
        others = self.scene.named((), self.clause)
        paid = [f"paid({self.of(others)})"] if others else []
        shares = [lambda: f"stake({holder}, {company}) * {self.sum()}"] if self._speaks_of_shares() else []
        return self.write(
            *[self.money] * 6,
            *shares,
            lambda: self.of(LEVELS),
            lambda: self.one(f"cash({self.of(PARTIES)})", f"purchased({self.of(PARTIES)}, {self.of(ASSETS)})", *paid),
            lambda: f"{self.percent()} of {self.of((*LEVELS, *paid))}",
            lambda: f"{self.one('min', 'max')}({self.total(depth + 1)}, {self.total(depth + 1)})",
            lambda: f"({self.total(depth + 1)} {self.one('+', '-')} {self.total(depth + 1)})",
            lambda: f"{self.within(1, 900)}k shares * share_price",
            lambda: f"{self.percent()} of total({self.of(FLOWS)})",
        )

    # -- conditions -------------------------------------------------------------------------------------------

    def condition(self, depth: int = 0) -> str:
        """A condition of events, numbers, dates and what other clauses do."""
        if depth > 1:
            return self.event()
        holder, company = self.holder()
        others = self.scene.named((), self.clause)
        rarer = [lambda: f"{self.of(others)} is {self.one('', 'not ')}in force"] if others else []
        if self._speaks_of_shares():
            rarer.append(lambda: f"stake({holder}, {company}) {self.relation()} {self.percent()}")
        return self.write(
            *[self.event] * 4,
            lambda: f"not {self.event()}",
            lambda: f"{self.flow(1)} {self.relation()} {self.rate()}",
            lambda: f"{self.total(1)} {self.relation()} {self.money()}",
            lambda: f"total({self.of(FLOWS)}) >= {self.sum()}",
            lambda: f"delivered({self.of(ASSETS)}) >= {self.within(1, 900)} chips",
            lambda: f"share_price {self.relation()} {self.within(5, 40)} USD per share",
            lambda: f"({self.condition(depth + 1)} and {self.condition(depth + 1)})",
            lambda: f"({self.condition(depth + 1)} or {self.condition(depth + 1)})",
            *rarer,
        )

    def _speaks_of_shares(self) -> bool:
        return bool(self.scene.named(("issue", "investment"), self.clause))

    def relation(self) -> str:
        """A relation of two numbers."""
        return self.one(">=", ">", "<=", "<", "!=")
