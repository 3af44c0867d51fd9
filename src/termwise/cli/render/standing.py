"""Where parties, duties and clauses stand: tables, most urgent first."""

from collections.abc import Sequence
from datetime import date

from termwise.cli.render.diagnostics import count
from termwise.cli.render.table import Column, section, table
from termwise.cli.render.text import BLANK, Line, Piece, Style, line, listed, piece, wrapped
from termwise.cli.render.words import quoted, verdict_word
from termwise.rights.deadline import Deadline
from termwise.rights.deadline import Kind as DeadlineKind
from termwise.rights.duties import DutyLine, Heading
from termwise.rights.replay import Replay, State, Transition
from termwise.rights.who import Position
from termwise.view.view import View
from termwise.view.words import view_words

_URGENCY: dict[Heading, Style] = {
    "violated": "error",
    "overdue": "error",
    "due": "strong",
    "standing": "plain",
    "open": "open",
    "suspended": "warning",
    "not yet": "muted",
    "done": "yes",
    "ended": "muted",
}


def head(title: str, view: View, limit: int) -> list[Line]:
    """The title of a table and the view it is of."""
    return [
        *wrapped(line(piece(title, "heading")), limit),
        *wrapped(line(piece(view_words(view), "muted")), limit),
        BLANK,
    ]


def who_lines(positions: Sequence[Position], limit: int) -> list[Line]:
    """Every party with its verdict, as what, and why; parties in the same position share a row."""
    columns = (Column("party", flexible=True, least=14), Column("may"), Column("as"), Column("because", True, 24))
    alike: dict[tuple[str, str, str], list[Position]] = {}
    for position in positions:
        key = (position.answer.verdict, position.relation, position.answer.reason)
        alike.setdefault(key, []).append(position)
    rows = [
        [
            listed(piece(position.party, "name") for position in group),
            line(verdict_word(group[0].answer.verdict)),
            line(group[0].relation),
            quoted(group[0].answer.reason),
        ]
        for group in alike.values()
    ]
    return table(columns, rows, limit)


def duty_lines(duties: Sequence[DutyLine], limit: int) -> list[Line]:
    """Every duty and prohibition with its state, deadline and reason, and a summary."""
    columns = (
        Column("state"),
        Column("party"),
        Column("clause", flexible=True, least=14),
        Column("due"),
        Column("what, and why it stands so", flexible=True, least=24),
    )
    rows = [
        [
            line(piece(duty.heading, _URGENCY[duty.heading])),
            line(piece(duty.party, "name")),
            line(duty.clause),
            _day(duty.standing.due),
            line(duty.ground.sentence, piece("; ", "muted"), *_muted(duty.standing.why)),
        ]
        for duty in duties
    ]
    counts = [f"{sum(d.heading == h for d in duties)} {h}" for h in dict.fromkeys(d.heading for d in duties)]
    summary = f"{count(len(duties), 'duty', 'duties')}: {', '.join(counts)}" if duties else "no duties"
    return [*table(columns, rows, limit), *([BLANK] if rows else []), line(summary)]


def deadline_lines(deadlines: Sequence[Deadline], limit: int) -> list[Line]:
    """Every dated line in order, with whom it concerns."""
    columns = (
        Column("day"),
        Column("what"),
        Column("clause", flexible=True, least=14),
        Column("party"),
        Column("in words", flexible=True, least=24),
    )
    rows = [
        [
            line(piece(str(deadline.on), "strong")),
            line(piece(deadline.kind, _KINDS.get(deadline.kind, "plain"))),
            line(piece(deadline.clause or deadline.amendment or "", "name")),
            line(deadline.party or ""),
            quoted(deadline.what),
        ]
        for deadline in deadlines
    ]
    return table(columns, rows, limit) or [line("nothing falls on a day between these two")]


_KINDS: dict[DeadlineKind, Style] = {
    "due": "warning",
    "cure": "warning",
    "notice": "warning",
    "long-stop": "warning",
    "begins": "yes",
    "ends": "no",
    "expires": "no",
}


def _muted(text: str) -> Line:
    return tuple(Piece(p.text, "muted" if p.style == "plain" else p.style) for p in quoted(text))


def _day(day: date | None) -> Line:
    return line("" if day is None else str(day))


def replay_lines(replay: Replay, limit: int) -> list[Line]:
    """How the course went, day by day, then where everything stands."""
    outcome = replay.outcome
    since = f" since {outcome.since}" if outcome.since is not None else ""
    lines = wrapped(line(piece(f"{outcome.state}{since}", "strong"), f": {outcome.why}"), limit)
    changed = [t for t in replay.transitions if t.before is not None]
    lines += section("What happened", _transitions(changed, limit))
    lines += section(f"Where it stands on {replay.day}", _states(replay.states, limit))
    if replay.left_out:
        words = f"{count(len(replay.left_out), 'row')} after {replay.day} left out"
        lines += [BLANK, line(piece(words, "warning"))]
    return lines


def _transitions(transitions: Sequence[Transition], limit: int) -> list[Line]:
    columns = (Column("day"), Column("clause", flexible=True, least=14), Column("becomes"), Column("why", True, 24))
    rows = [
        [
            line(str(change.on)),
            line(piece(change.clause, "name")),
            line(
                piece(change.before or "", "muted"),
                piece(" → ", "muted"),
                piece(change.after, state_style(change.after)),
            ),
            quoted(change.why),
        ]
        for change in transitions
    ]
    return table(columns, rows, limit)


def _states(states: Sequence[State], limit: int) -> list[Line]:
    columns = (
        Column("clause", flexible=True, least=14),
        Column("kind"),
        Column("state"),
        Column("due"),
        Column("why", True, 24),
    )
    rows = [
        [
            line(piece(state.clause, "name")),
            line(state.kind),
            line(piece(state.state, "open" if state.truth.value is None else state_style(state.state))),
            _day(state.due),
            quoted(state.why),
        ]
        for state in states
    ]
    return table(columns, rows, limit)


_GOOD = frozenset({"fulfilled", "cured", "waived", "in force", "accepted", "consented"})
_BAD = frozenset({"violated", "overdue", "refused"})
_OVER = frozenset({"not in force", "ended", "not yet in effect", "none offered", "not asked", "lapsed"})


def state_style(state: str) -> Style:
    """How a state looks: good, bad, or over."""
    if state in _GOOD:
        return "yes"
    if state in _BAD:
        return "no"
    return "muted" if state in _OVER else "plain"
