"""An answer as people read it: the verdict first, then why, then what lost, then what it hangs on."""

from msgspec import Struct

from termwise.cli.render.clauses import blame_rows, wording_lines
from termwise.cli.render.table import pairs, section
from termwise.cli.render.text import BLANK, Line, Piece, line, piece, width, wrapped
from termwise.cli.render.words import badge, citation_line, hangs_on_line, place, quoted, text_words, verdict_word
from termwise.explain.shown import ShownClause
from termwise.model.deal import Names
from termwise.model.text.expressions import may_text
from termwise.rights.answer import Answer, Case, Change, Ground, Role, Verdict
from termwise.session.outcomes import Outcome, Result
from termwise.view.words import view_words


class Told(Struct, frozen=True):
    """An answer and what a reader needs beside it: its clauses in the wording of the day, the deal's declarations.

    `negated`: it was asked whether the party may not.
    """

    answer: Answer
    clauses: tuple[ShownClause, ...]
    names: Names
    negated: bool = False


def answer_lines(told: Told, limit: int) -> list[Line]:
    """The whole answer in at most `limit` cells."""
    answer = told.answer
    return [
        *_head(answer, limit, negated=told.negated),
        *section("Why", _grounds(told, "decides", limit)),
        *section("Open", _grounds(told, "open", limit)),
        *section("Within limits", _grounds(told, "limits", limit)),
        *section("What loses", _grounds(told, "loses", limit)),
        *section("In conflict", _conflicts(answer, limit)),
        *section("It hangs on", [line("  ", hangs_on_line(thing)) for thing in answer.hangs_on]),
        *section("Cases", [found for case in answer.cases for found in _case(case, limit)]),
        *section("When it changes", _changes(answer, limit)),
    ]


def outcome_lines(outcome: Outcome, limit: int) -> list[Line]:
    """The answer to a question that is not about a right: whether it is so, and what is so instead."""
    verdict = _RESULTS[outcome.result]
    asked = line(piece(outcome.text.rpartition(": ")[2], "strong"), f" on {outcome.on}")
    return [
        *_headed(
            verdict, asked, (line(piece(view_words(outcome.view), "muted")), BLANK, quoted(outcome.came_out)), limit
        ),
        *section("It hangs on", [line("  ", hangs_on_line(thing)) for thing in outcome.hangs_on]),
    ]


_RESULTS: dict[Result, Verdict] = {"passed": "yes", "failed": "no", "open": "depends"}
_OPPOSITE: dict[Verdict, Verdict] = {"yes": "no", "no": "yes", "depends": "depends"}


def _head(answer: Answer, limit: int, *, negated: bool) -> list[Line]:
    verdict = _OPPOSITE[answer.verdict] if negated else answer.verdict
    asked = line(piece(may_text(answer.act, negated=negated), "strong"), f" on {answer.on}")
    return _headed(verdict, asked, (line(piece(view_words(answer.view), "muted")), BLANK, quoted(answer.reason)), limit)


def _headed(verdict: Verdict, asked: Line, below: tuple[Line, ...], limit: int) -> list[Line]:
    """The verdict, what was asked beside it, and more under that."""
    mark = badge(verdict)
    margin: Line = (Piece(" " * (width(mark) + 1)),)
    lines = wrapped(asked, limit, line(mark, " "), margin)
    for content in below:
        lines += wrapped(content, limit, margin) if content else [BLANK]
    return lines


def _grounds(told: Told, role: Role, limit: int) -> list[Line]:
    found: list[Line] = []
    for ground in told.answer.grounds:
        if ground.role == role:
            shown = next((clause for clause in told.clauses if clause.name == ground.clause), None)
            found += [*([BLANK] if found else []), *_ground(ground, shown, told.names, limit)]
    return found


def _ground(ground: Ground, shown: ShownClause | None, names: Names, limit: int) -> list[Line]:
    """One clause that bears on an answer: its words, why it counts or not, which texts made it so, its sources."""
    rows: list[tuple[str, Line]] = [(_ROLES[ground.role], quoted(ground.why))]
    if shown is None or not shown.blame:
        rows.append(("text", text_words(ground.amendment, ground.dated, ground.status, names)))
    else:
        rows += blame_rows(shown.blame)
    rows += [("untranslated", line(piece(f"“{words}”", "quote"))) for words in ground.untranslated]
    rows += [("source", citation_line(citation, names)) for citation in ground.citations]
    if ground.span is not None:
        rows.append(("place", place(ground.span)))
    return [
        *wrapped(line(piece(ground.clause, "name"), "  ", piece(ground.title or "", "strong")), limit, _INDENTED),
        *wording_lines(ground.sentence, shown.qualifiers if shown is not None else (), limit),
        *pairs(rows, limit, indent=4),
    ]


_ROLES: dict[Role, str] = {"decides": "because", "loses": "but", "limits": "limits", "open": "open"}
"""What stands before the reason that a clause has for its part in an answer."""


def _conflicts(answer: Answer, limit: int) -> list[Line]:
    found = []
    for conflict in answer.conflicts:
        words = line(
            piece(conflict.allows, "name"),
            " allows what ",
            piece(conflict.forbids, "name"),
            f" forbids, and neither overrides the other; they clash on {conflict.on}",
        )
        found += wrapped(words, limit, (Piece("  "),))
    return found


def _case(case: Case, limit: int) -> list[Line]:
    head = line("  ", verdict_word(case.verdict), Piece(" " * (9 - len(case.verdict))))
    by = line(piece(f"  ({', '.join(case.decided_by)})", "muted")) if case.decided_by else BLANK
    return wrapped(line("if ", quoted(case.words), by), limit, head)


def _changes(answer: Answer, limit: int) -> list[Line]:
    found = []
    if answer.settled_from is not None:
        found += wrapped(line(f"settled from {answer.settled_from}, if asked now and nobody objects"), limit, _INDENTED)
    if answer.next_change is not None:
        found += _change(answer.next_change, limit)
    return found


_INDENTED: Line = (Piece("  "),)


def _change(change: Change, limit: int) -> list[Line]:
    words = line(
        "first on ", piece(str(change.on), "strong"), " to ", verdict_word(change.verdict), f": {change.reason}"
    )
    return wrapped(words, limit, _INDENTED)
