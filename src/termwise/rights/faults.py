"""The faults of a recorded course of events."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, Related, error
from termwise.base.similar import did_you_mean
from termwise.base.source import Span

ACT_WORDS = (
    "happens",
    "fulfils",
    "waives",
    "suspends",
    "resumes",
    "exercises",
    "offers",
    "accepts",
    "declines",
    "consents",
    "refuses",
)
"""What a row may say: an event happens, or a party does one of these to a clause."""


def course_shape(message: str, span: Span) -> Diagnostic:
    """The file is no table of rows: a missing or unknown column, a row of another length, no JSON."""
    help_ = "the columns are `date,event` or `date,act,subject,by`, with `note` if there is one to make"
    return error("course-shape", message, span, help_)


def course_date(word: str, span: Span) -> Diagnostic:
    """A row's date is no day of the calendar."""
    return error("course-date", f"`{word}` is not a date", span, "write a day as `2026-01-31`")


def course_act(word: str, span: Span) -> Diagnostic:
    """A row's act is none that can be recorded."""
    help_ = did_you_mean(word, ACT_WORDS) or "an act is one of " + ", ".join(f"`{w}`" for w in ACT_WORDS)
    return error("course-act", f"`{word}` is not an act that can be recorded", span, help_)


def course_name(kind: str, word: str, known: Iterable[str], span: Span) -> Diagnostic:
    """A row names an event, clause or party that the deal does not have."""
    message = f"the deal has no {kind} `{word}`" if word else f"this row names no {kind}"
    return error("course-name", message, span, did_you_mean(word, known))


def course_twice(event: str, span: Span, first: Span) -> Diagnostic:
    """An event happens in two rows; in a deal it happens once."""
    related = (Related(first, "it happens here first"),)
    return error("course-twice", f"event `{event}` happens twice", span, "declare a second event for it", related)
