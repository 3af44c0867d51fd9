"""An answer as people read it: the verdict first, then why, then what lost, then what it hangs on."""

from termwise.cli.render.table import pairs, section
from termwise.cli.render.text import BLANK, Line, Piece, line, piece, wrapped
from termwise.cli.render.words import badge, citation_line, hangs_on_line, place, text_words, verdict_word
from termwise.model.deal import Names
from termwise.model.text.expressions import act_text
from termwise.rights.answer import Answer, Case, Change, Ground
from termwise.view.words import view_words


def answer_lines(answer: Answer, names: Names, limit: int) -> list[Line]:
    """The whole answer in at most `limit` cells."""
    return [
        *_head(answer, limit),
        *section("Why", _grounds(answer, ("decides",), names, limit)),
        *section("Open", _grounds(answer, ("open",), names, limit)),
        *section("Within limits", _grounds(answer, ("limits",), names, limit)),
        *section("What loses", _grounds(answer, ("loses",), names, limit)),
        *section("In conflict", _conflicts(answer, limit)),
        *section("It hangs on", [line("  ", hangs_on_line(thing)) for thing in answer.hangs_on]),
        *section("Cases", [found for case in answer.cases for found in _case(case, limit)]),
        *section("When it changes", _changes(answer, limit)),
    ]


def _head(answer: Answer, limit: int) -> list[Line]:
    mark = badge(answer.verdict)
    asked = line(piece(f"{act_text(answer.act)}", "strong"), f" on {answer.on}")
    lead = Piece(" " * (sum(len(p.text) for p in mark) + 1))
    return [
        *wrapped(asked, limit, line(mark, " "), (lead,)),
        *wrapped(line(piece(view_words(answer.view), "muted")), limit, (lead,)),
        *wrapped(line(answer.reason), limit, (lead,)),
    ]


def _grounds(answer: Answer, roles: tuple[str, ...], names: Names, limit: int) -> list[Line]:
    found: list[Line] = []
    for ground in answer.grounds:
        if ground.role in roles:
            found += [*([BLANK] if found else []), *ground_lines(ground, names, limit)]
    return found


def ground_lines(ground: Ground, names: Names, limit: int) -> list[Line]:
    """One clause that bears on an answer: its words, why it counts or not, its text's history and sources."""
    title = f"  {ground.title}" if ground.title else ""
    rows: list[tuple[str, Line]] = [
        ("says", line(ground.sentence)),
        (ground.role, line(ground.why)),
        ("text", text_words(ground.amendment, ground.dated, ground.status, names)),
    ]
    rows += [("untranslated", line(piece(f"“{words}”", "quote"))) for words in ground.untranslated]
    rows += [("source", citation_line(citation, names)) for citation in ground.citations]
    if ground.span is not None:
        rows.append(("written", place(ground.span)))
    return [
        *wrapped(line(piece(ground.clause, "name"), piece(title, "strong")), limit, (Piece("  "),)),
        *pairs(rows, limit, indent=4),
    ]


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
    return wrapped(line(f"if {case.words}", by), limit, head)


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
