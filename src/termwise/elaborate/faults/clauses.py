"""Faults of clauses and amendments: qualifiers where they do not belong, missing parts, double sayings."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, Related, error
from termwise.base.source import Span
from termwise.elaborate.faults.wording import either
from termwise.syntax.tree import Name


def qualifier_misplaced(
    line: str, sentence: str, takers: Iterable[str], span: Span, instead: str | None = None
) -> Diagnostic:
    """A line that this kind of sentence does not take: its keyword in backticks, or what it is; what to say instead."""
    return error(
        "misplaced-line",
        f"{line} does not belong to {sentence}",
        span,
        instead or f"it goes with {either(takers)}",
    )


def unknown_qualifier(keyword: str, where: str, span: Span) -> Diagnostic:
    """A line that has no meaning under this directive."""
    return error("misplaced-line", f"`{keyword}` does not belong to {where}", span, "remove the line, or move it")


def qualifier_twice(keyword: str, span: Span, first: Span, advice: str | None = None) -> Diagnostic:
    """A qualifier said twice."""
    return error(
        "said-twice",
        f"`{keyword}` is said twice",
        span,
        advice or "keep one of the two lines",
        (Related(first, "first said here"),),
    )


def two_ends(keyword: str, span: Span, first: Span) -> Diagnostic:
    """`until` and `through` in one clause."""
    return error(
        "said-twice",
        f"`{keyword}` gives a second end",
        span,
        "a clause has one end; use `first of (…)` for the earlier of two",
        (Related(first, "the first end"),),
    )


def notice_twice(span: Span) -> Diagnostic:
    """`notice` under a power whose sentence says its notice."""
    return error("said-twice", "the sentence says its notice already", span, "keep one of the two")


def otherwise_without_amount(sentence: str, span: Span) -> Diagnostic:
    """`otherwise 10bn` where nothing is an amount."""
    return error(
        "otherwise-without-amount",
        f"`otherwise` gives an amount, and {sentence} has none to replace",
        span,
        "write `otherwise no effect`, `otherwise ends clause X` or `otherwise triggers EVENT`",
    )


def otherwise_effect(span: Span) -> Diagnostic:
    """An effect after `otherwise` that it does not take."""
    return error(
        "otherwise-effect",
        "`otherwise` does not take this effect",
        span,
        "it takes `no effect`, an amount, `ends deal`, `ends clause X` or `triggers EVENT`",
    )


def otherwise_without_by(span: Span) -> Diagnostic:
    """An else-branch that no day can bring about."""
    return error(
        "otherwise-without-by",
        "`otherwise` needs a day on which it is decided",
        span,
        "write `requires CONDITION by DATE, otherwise …`",
    )


def due_without_periods(span: Span) -> Diagnostic:
    """`due within` under a sentence without a periodic schedule."""
    return error(
        "due-without-periods",
        "`due` belongs to a periodic schedule, and this sentence has none",
        span,
        "write `monthly`, `quarterly` or `yearly` in the sentence, or a date with `on`",
    )


def tiers_order(span: Span, before: Span) -> Diagnostic:
    """A tier that does not start above the one before it."""
    return error(
        "tiers-order",
        "this tier does not start above the one before it",
        span,
        "write the tiers from the lowest to the highest",
        (Related(before, "the tier before it"),),
    )


def rows_after_rest(span: Span, rest: Span) -> Diagnostic:
    """A waterfall tier or step below the one that takes the rest."""
    return error(
        "rest-not-last",
        "nothing is left for this row",
        span,
        "the row that begins with `then` takes all that is left and stands last",
        (Related(rest, "this row takes the rest"),),
    )


def preference_of_nothing(span: Span) -> Diagnostic:
    """`preference 1x` of shares that nobody paid for in the sentence."""
    return error(
        "preference-of-nothing",
        "nothing says what this preference is a multiple of",
        span,
        "say the price of a share, as in `preference 1x of 2.50 per share`, or at which price the shares are issued",
    )


def note_interest(span: Span) -> Diagnostic:
    """Compounded interest, or another count of days, of a note that converts."""
    return error(
        "note-interest",
        "the interest of a note that converts is simple, over 365 days",
        span,
        "write the rate alone, as in `interest 6% per year`; a loan (`lends`) can have other interest",
    )


def missing_rows(what: str, span: Span, advice: str) -> Diagnostic:
    """A sentence that says nothing without its rows."""
    return error("rows-missing", f"this {what} has no rows", span, advice)


def changed_twice(clause: Name, first: Span) -> Diagnostic:
    """An amendment with two patches for one clause."""
    return error(
        "changed-twice",
        f"this amendment changes or ends `{clause.text}` twice",
        clause.span,
        "write one `change` or one `end` for each clause",
        (Related(first, "first here"),),
    )


def changes_own_clause(clause: Name, added: Span) -> Diagnostic:
    """An amendment that changes a clause it adds."""
    return error(
        "changed-twice",
        f"this amendment adds `{clause.text}` and changes it at once",
        clause.span,
        "write the clause as it shall be",
        (Related(added, "added here"),),
    )


def removed_and_said(keyword: str, span: Span) -> Diagnostic:
    """`remove cap` beside a new `cap` line."""
    return error(
        "said-twice",
        f"`{keyword}` is removed and said in one `change`",
        span,
        "a new line replaces the old one; leave `remove` out",
    )


def refers_to_itself(name: Name) -> Diagnostic:
    """A clause that overrides itself, an event after itself."""
    return error(
        "circular-definition", f"`{name.text}` refers to itself", name.span, "name another one, or leave the line out"
    )
