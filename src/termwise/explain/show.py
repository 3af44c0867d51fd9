"""The consolidated agreement under a view, clause by clause, every value with its blame."""

from collections.abc import Iterator
from datetime import date
from typing import cast

import msgspec

from termwise.explain.cited import cited
from termwise.explain.shown import (
    STATES,
    ClauseGroup,
    Shown,
    ShownAmendment,
    ShownBlame,
    ShownClause,
    ShownParty,
    ShownStretch,
    State,
)
from termwise.model.clause import Clause
from termwise.model.deal import Names, names
from termwise.model.expression import Undisclosed
from termwise.model.moment import Moment, UndisclosedMoment
from termwise.model.sentence import Prose
from termwise.model.text import bound_text, bound_words, expression_text, moment_text, qualifier_lines, sentence_lines
from termwise.model.walk import parts_of
from termwise.standing.in_force import InForce, Stretch, in_force, stretches
from termwise.standing.solver import MayAnswer
from termwise.view.agreement import Agreement, Blame, ClauseHistory, Fate, Version
from termwise.view.words import reach_words, stretch_words, view_words


def show(agreement: Agreement, day: date | None = None, may: MayAnswer | None = None) -> Shown:
    """The agreement laid out for reading on `day`, which is the view's known-by date unless said.

    `may` answers conditions that ask what a party may do; without it they are open.
    """
    deal = agreement.deal
    day = day or agreement.view.known_by
    known = names(deal)
    clauses = [_clause(agreement, history, day, known, may) for history in agreement.clauses if history.versions]
    groups = (ClauseGroup(state, tuple(c for c in clauses if c.state == state)) for state in STATES)
    return Shown(
        title=deal.title,
        view=agreement.view,
        view_words=view_words(agreement.view),
        day=day,
        start=deal.start,
        end=deal.end,
        currency=deal.currency,
        parties=tuple(ShownParty(party.name, party.full_name, party.kind) for party in deal.parties),
        groups=tuple(group for group in groups if group.clauses),
        amendments=tuple(_amendment(fate, known) for fate in agreement.fates),
    )


def _clause(
    agreement: Agreement, history: ClauseHistory, day: date, known: Names, may: MayAnswer | None
) -> ShownClause:
    deal = agreement.deal
    now = in_force(agreement, history.name, day, may)
    spans = stretches(agreement, history.name, may)
    version = _version_to_read(history, now, spans, day)
    clause = version.clause
    lines = sentence_lines(clause.sentence, deal.currency)
    return ShownClause(
        name=history.name,
        title=clause.title,
        state=_state(now, spans, day),
        why=now.why,
        sentence=lines[0],
        qualifiers=(*(line.strip() for line in lines[1:]), *_terms(clause, deal.currency)),
        status=version.status,
        stretches=tuple(_stretches(spans, deal.end)),
        blame=tuple(_blames(version, known)),
        says=clause.qualifiers.says,
        sources=cited(clause.qualifiers.sources, known),
        untranslated=tuple(_untranslated(clause)),
        undisclosed=tuple(dict.fromkeys(_undisclosed(clause, deal.currency))),
        later=tuple(_later(history, version)),
        span=clause.span,
    )


def _state(now: InForce, spans: tuple[Stretch, ...], day: date) -> State:
    if now.truth.value is not False:
        return "in force" if now.truth.value else "open"
    ahead = [stretch for stretch in spans if stretch.start > day]
    if ahead:
        return "not yet" if any(stretch.truth.value for stretch in ahead) else "pending"
    return "ended" if spans else "never"


def _version_to_read(history: ClauseHistory, now: InForce, spans: tuple[Stretch, ...], day: date) -> Version:
    """The version that governs on `day`; else that of the next stretch, of the last one, the last written."""
    if now.version is not None:
        return now.version
    ahead = [stretch.version for stretch in spans if stretch.start > day]
    behind = [stretch.version for stretch in spans if stretch.start <= day]
    return (ahead[:1] or behind[-1:] or list(history.versions[-1:]))[0]


def _stretches(spans: tuple[Stretch, ...], last: date) -> Iterator[ShownStretch]:
    """The days the clause applies, whatever its wording: stretches that touch and are equally certain are one."""
    merged: list[list[Stretch]] = []
    for stretch in spans:
        before = merged[-1][-1] if merged else None
        if before is not None and before.end == stretch.start and before.truth.value == stretch.truth.value:
            merged[-1].append(stretch)
        else:
            merged.append([stretch])
    for run in merged:
        start, end = run[0].start, run[-1].end
        yield ShownStretch(start, end, run[0].truth.value is True, stretch_words(start, end, last), run[-1].why)


def _terms(clause: Clause, currency: str) -> Iterator[str]:
    """The clause's qualifiers in words, without what is shown apart."""
    end = clause.qualifiers.end
    terms = msgspec.structs.replace(clause.qualifiers, says=(), untranslated=(), sources=())
    for line in qualifier_lines(terms, currency):
        yield bound_words(end) if end is not None and line == bound_text(end) else line


def _untranslated(clause: Clause) -> Iterator[str]:
    if isinstance(clause.sentence, Prose):
        yield clause.sentence.words
    for untranslated in clause.qualifiers.untranslated:
        yield untranslated.words


def _undisclosed(clause: Clause, currency: str) -> Iterator[str]:
    for number in parts_of(Undisclosed, clause):
        yield expression_text(number, currency)
    for moment in parts_of(UndisclosedMoment, clause):
        yield moment_text(cast("Moment", moment))


def _later(history: ClauseHistory, version: Version) -> Iterator[str]:
    """The wordings after the one shown, and what ends the clause."""
    seen = history.versions.index(version) if version in history.versions else len(history.versions)
    for later in history.versions[seen + 1 :]:
        yield f"changed by {later.amendment or 'the original text'} {reach_words(later.begins)}"
    for ending in history.endings:
        yield f"ended by {ending.amendment} {reach_words(ending.at)}"


_SHOWN_APART = ("sources", "says")
"""Values that are shown with their own place, and need no blame line."""


def _blames(version: Version, known: Names) -> Iterator[ShownBlame]:
    """One line for the text that wrote the clause, then one for each value that a later text set, in order of date."""
    lines = [blame for blame in version.blame if not blame.path.startswith(_SHOWN_APART)]
    written = next((blame for blame in lines if blame.path == "sentence"), None)
    if written is not None:
        yield _shown_blame(written, "clause", f"written {_text_words(written, known)}")
    for blame in sorted(lines, key=lambda blame: blame.dated):
        first_said = written is not None and blame.before is None and blame.amendment == written.amendment
        if blame is not written and not first_said:
            yield _shown_blame(blame, blame.path, f"{_deed(blame)} {_text_words(blame, known)}")


def _shown_blame(blame: Blame, path: str, words: str) -> ShownBlame:
    return ShownBlame(
        path=path,
        before=blame.before,
        after=blame.after,
        amendment=blame.amendment,
        dated=blame.dated,
        status=blame.status,
        words=words,
        span=blame.span,
    )


def _deed(blame: Blame) -> str:
    """What the text did: a qualifier is named by its words, a part of the sentence by its name."""
    path = blame.path.removeprefix("sentence.")
    if blame.before is None:
        return f"`{path}` set to `{blame.after}`" if path != blame.path else f"`{blame.after}` added"
    if blame.after is None:
        return f"`{blame.before}` removed"
    return f"`{path}` changed from `{blame.before}` to `{blame.after}`"


def _text_words(blame: Blame, known: Names) -> str:
    """`by definitive_2025, signed 2025-10-28, binding`."""
    if blame.amendment is None:
        return f"in the original text, {blame.dated}"
    amendment = known.amendments.get(blame.amendment)
    dating = f"{amendment.dating} " if amendment else ""
    return f"by {blame.amendment}, {dating}{blame.dated}, {blame.status}"


def _amendment(fate: Fate, known: Names) -> ShownAmendment:
    amendment = fate.amendment
    effect = fate.fate if fate.from_ is None else f"{fate.fate} {reach_words(fate.from_)}"
    return ShownAmendment(
        name=amendment.name,
        title=amendment.title,
        dating=amendment.dating,
        dated=amendment.dated,
        status=amendment.status,
        fate=fate.fate,
        why=fate.why,
        effect=effect,
        sources=cited(amendment.sources, known),
    )
