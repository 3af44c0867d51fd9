"""Diagnostics: faults as values, collected by every stage and printed only at the edges."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span

Severity = Literal["error", "warning", "note"]


class Related(Struct, frozen=True):
    """A second place that explains a diagnostic ("first declared here")."""

    span: Span
    message: str


class Diagnostic(Struct, frozen=True):
    """One fault in a text.

    `code` is a kebab-case slug with a page of its own under `docs/errors/`. `message` is one
    sentence, lower case, no full stop, user text in backticks. `help` says what to do about it,
    in the same style. `span` is None only when no place exists (a deal built from Python).
    """

    code: str
    severity: Severity
    message: str
    span: Span | None
    help: str | None = None
    related: tuple[Related, ...] = ()


def error(
    code: str,
    message: str,
    span: Span | None,
    help: str | None = None,  # noqa: A002 - the word people read
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """A diagnostic that makes the deal unusable until it is mended."""
    return Diagnostic(code, "error", message, span, help, related)


def warning(
    code: str,
    message: str,
    span: Span | None,
    help: str | None = None,  # noqa: A002
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """A diagnostic about a deal that means something, though perhaps not what was meant."""
    return Diagnostic(code, "warning", message, span, help, related)


def note(
    code: str,
    message: str,
    span: Span | None,
    help: str | None = None,  # noqa: A002
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """A diagnostic about a deal that is sound, and could say more."""
    return Diagnostic(code, "note", message, span, help, related)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the diagnostics is an error."""
    return any(d.severity == "error" for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without repeats, by place in the text, then code."""
    first = Span("", 0, 0, 0, 0)
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.span or first, d.code, d.message)))
