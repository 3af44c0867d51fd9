"""Days, counts and lists in the prose of a report."""

from collections.abc import Sequence
from datetime import date

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def day_prose(day: date) -> str:
    """`31 May 2026`."""
    return f"{day.day} {day:%B} {day.year}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`no clause`, `one clause`, `18 clauses`."""
    words = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{words} {one if number == 1 else many or f'{one}s'}"


def listed(words: Sequence[str], most: int = 4) -> str:
    """`a, b and c`; of more than `most` the first ones `and 13 others`."""
    shown = list(words) if len(words) <= most else [*words[: most - 1], counted(len(words) - most + 1, "other")]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def sentence(words: str) -> str:
    """With a capital at its head and a full stop at its end."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '”.')) else '.'}"
