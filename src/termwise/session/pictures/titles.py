"""What things of a deal are called in pictures: by their titles, or by their names."""

from collections import Counter
from collections.abc import Iterable

from termwise.model.deal import Deal
from termwise.report.charts.canvas.scale import amount
from termwise.report.charts.subject import Subject
from termwise.view.agreement import Agreement

_LONGEST = 60


class Titles:
    """The words for parties, clauses and events of an agreement."""

    def __init__(self, agreement: Agreement) -> None:
        deal: Deal = agreement.deal
        clauses = ((h.name, h.versions[-1].clause.title) for h in agreement.clauses if h.versions)
        self._parties = _words((party.name, party.full_name) for party in deal.parties)
        self._clauses = _words(clauses)
        self._events = _words((event.name, event.title) for event in deal.events)
        self._drivers = frozenset(driver.name for driver in deal.drivers)

    def party(self, name: str) -> str:
        """`OpenAI Group PBC`."""
        return self._parties.get(name, name)

    def clause(self, name: str) -> str:
        """`Revenue share`."""
        return self._clauses.get(name, name)

    def drawn(self, name: str) -> tuple[str, Subject | None]:
        """What is drawn on every path, in words, and what of the deal it belongs to.

        `openai_revenue: growth` is a number of a driver, `revenue_share.2: rate` the second rate that wordings of a
        clause brought: `Revenue share (2): rate`.
        """
        of, colon, what = name.partition(":")
        clause, _, wording = of.partition(".")
        if of in self._events:
            return self._events[of] + colon + what, Subject("event", of)
        if of in self._drivers:
            return name, Subject("driver", of)
        if clause in self._clauses:
            return f"{self._clauses[clause]}{f' ({wording})' if wording else ''}{colon}{what}", Subject(
                "clause", clause
            )
        return name, None

    def event(self, name: str) -> str:
        """`The panel verifies AGI`."""
        return self._events.get(name, name)


def _words(titled: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """By name the title, where it is not too long to be read and no other has the same."""
    pairs = list(titled)
    times = Counter(title for _, title in pairs)
    return {name: title if title and len(title) <= _LONGEST and times[title] == 1 else name for name, title in pairs}


def money(value: float, currency: str) -> str:
    """`13.2bn USD`."""
    return f"{amount(value, currency)} {currency}"


def listed(words: Iterable[str], most: int = 6) -> str:
    """`a, b and c`; of many the first, and how many more there are."""
    every = list(words)
    if len(every) > most:
        every = [*every[: most - 1], f"{len(every) - most + 1} more"]
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def counted(number: int, noun: str) -> str:
    """`1 clause`, `3 clauses`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
