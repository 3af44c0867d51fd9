"""An answer as people read it: the verdict first, then why, then what lost, then what it hangs on."""

from termwise.cli.render.table import pairs, section
from termwise.cli.render.text import BLANK, Line, Piece, line, piece, width, wrapped
from termwise.cli.render.words import badge, citation_line, hangs_on_line, place, quoted, text_words, verdict_word
from termwise.model.deal import Names
from termwise.model.text.expressions import may_text
from termwise.rights.answer import Answer, Case, Change, Ground, Role, Verdict
from termwise.session.outcomes import Outcome, Result
from termwise.view.words import view_words


def answer_lines(answer: Answer, names: Names, limit: int, *, negated: bool = False) -> list[Line]:
    """The whole answer in at most `limit` cells. `negated`: it was asked whether the party may not."""
    return [
        *_head(answer, limit, negated=negated),
        *section("Why", _grounds(answer, ("decides",), names, limit)),
        *section("Open", _grounds(answer, ("open",), names, limit)),
        *section("Within limits", _grounds(answer, ("limits",), names, limit)),
        *section("What loses", _grounds(answer, ("loses",), names, limit)),
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


def _grounds(answer: Answer, roles: tuple[str, ...], names: Names, limit: int) -> list[Line]:
    found: list[Line] = []
    for ground in answer.grounds:
        if ground.role in roles:
            found += [*([BLANK] if found else []), *ground_lines(ground, names, limit)]
    return found


def ground_lines(ground: Ground, names: Names, limit: int) -> list[Line]:
    """One clause that bears on an answer: its words, why it counts or not, its text's history and sources."""
    head = line(piece(ground.clause, "name"), "  ", piece(ground.title or "", "strong"), "  ", place(ground.span))
    rows: list[tuple[str, Line]] = [(_ROLES[ground.role], quoted(ground.why))]
    rows.append(("text", text_words(ground.amendment, ground.dated, ground.status, names)))
    rows += [("untranslated", line(piece(f"“{words}”", "quote"))) for words in ground.untranslated]
    rows += [("source", citation_line(citation, names)) for citation in ground.citations]
    return [
        *wrapped(head, limit, _INDENTED),
        *wrapped(line(ground.sentence), limit, line("  ", Piece("│ ", "guide"))),
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
