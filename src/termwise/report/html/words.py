"""Words of a report as HTML: what stands in backticks is set as a name, or as a link to the clause of that name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup, escape
from msgspec import Struct

from termwise.explain.figures.step import Step
from termwise.explain.shown import ShownSource, State
from termwise.model.text import moment_text
from termwise.report.contents import Finding
from termwise.rights.deadline import Kind

STATE_WORDS: dict[State, str] = {
    "in force": "In force",
    "open": "Open: something that may happen decides",
    "not yet": "Not yet in force",
    "pending": "Pending: waits for something that may never come",
    "ended": "Ended",
    "never": "Never in force under this view",
}
"""What the clauses in a state are headed by."""

DUE_WORDS: dict[Kind, str] = {
    "due": "due",
    "cure": "last day to cure",
    "begins": "begins",
    "ends": "ends",
    "expires": "expires",
    "notice": "last day for notice",
    "window": "window closes",
    "effect": "takes effect",
    "long-stop": "long-stop",
}
"""What falls on a day, said shortly."""


class Named(Struct, frozen=True):
    """A clause that words in backticks name: where it stands, and its title."""

    target: str
    title: str


def said(text: str, named: Mapping[str, Named]) -> Markup:
    """The text escaped, its words in backticks set apart; those that name a clause lead to it."""
    return Markup("").join(_parts(text, named, titled=False))


def prose(text: str, named: Mapping[str, Named]) -> Markup:
    """The same for running text, where a clause is called by its title."""
    return Markup("").join(_parts(text, named, titled=True))


def _parts(text: str, named: Mapping[str, Named], *, titled: bool) -> Iterator[Markup]:
    for number, part in enumerate(text.split("`")):
        if number % 2 == 0:
            yield escape(part)
        elif part in named and titled:
            yield Markup('<a href="{}">{}</a>').format(named[part].target, named[part].title)
        elif part in named:
            yield Markup('<a href="{}"><code>{}</code></a>').format(named[part].target, part)
        else:
            yield Markup("<code>{}</code>").format(part)


def capitalised(text: str) -> str:
    """With a capital at its head; what begins with markup is left as it is."""
    return text[:1].upper() + text[1:] if not isinstance(text, Markup) else _capitalised(text)


def _capitalised(text: Markup) -> Markup:
    return text if text.startswith(("<", "&")) else Markup(text[:1].upper() + text[1:])  # noqa: S704 - already escaped


def published(source: ShownSource) -> str:
    """The day of a document."""
    return "undated" if source.published is None else moment_text(source.published)


def step_when(step: Step) -> str:
    """The period of a step, after its words."""
    if step.when is None:
        return ""
    return f" before {step.when}" if step.kind == "carried" else f", {step.when}"


def runs_of(parts: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    """The steps, neighbours together that came about like one told in full: entries without steps of their own."""
    for bare, members in groupby(parts, lambda part: part.kind == "entry" and not part.parts):
        found = tuple(members)
        yield from ((found,) if bare else ((one,) for one in found))


def due_of(entry: Step) -> str:
    """The day on which an entry falls due."""
    return entry.what.rpartition(", due ")[2]


def helps(finding: Finding) -> tuple[str, ...]:
    """What would settle the diagnostics of a finding, each once."""
    return tuple(dict.fromkeys(one.help for one in finding.diagnostics if one.help))


def path_words(path: str) -> str:
    """What part of a clause a change is of: `except for`, `amount`, `end`."""
    return re.sub(r"\[[0-9]+\]$", "", path.removeprefix("sentence.")).replace("_", " ")


def fate_words(effect: str, status: str) -> str:
    """What became of a text, as a reader of the report says it."""
    return f"does not count here, being {status}" if effect == "too weak" else effect


def with_minus(text: str) -> str:
    """A number with a minus sign, not a hyphen, so that the eye finds it."""
    return re.sub(r"(?<![\w])-(?=[0-9])", "\u2212", text)
