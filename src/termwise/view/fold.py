"""A deal under a view, folded into the agreement: amendments in order of effect, each value with its author."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from termwise.model.amendment import STATUSES, AddClause, Amendment, ChangeClause, EndClause, Patch, Status
from termwise.model.clause import Clause, OtherwiseAmount, OtherwiseEnds
from termwise.model.deal import Deal
from termwise.model.expression import Expression
from termwise.view.acceptance import Accepted, accepted, fate_of, with_triggered
from termwise.view.agreement import Agreement, ClauseHistory, Ending, Version
from termwise.view.blame import Author, by, changed_blame, first_blame, original
from termwise.view.course import Course, Reach, certainly
from termwise.view.facts import CourseFacts, Facts
from termwise.view.moments import last_of, reach_of
from termwise.view.occurrences import course_of
from termwise.view.patch import changed, with_amount
from termwise.view.supposed import supposed
from termwise.view.view import View


def consolidate(deal: Deal, view: View, course: Course | None = None) -> Agreement:
    """The agreement in force under a view; the view's own course of events unless another is given.

    What its scenario supposes of chances, variations and open numbers stands in the agreement's deal.

    Amendments the view accepts are folded in order of effect, then of writing. A version whose
    amendment still waits for its condition begins on an open day. Nothing is left out in silence:
    every amendment has its fate. A view from before the original text has no clause of it.
    """
    deal = supposed(deal, view.scenario)
    settled = with_triggered(deal, view, course_of(deal, view) if course is None else course)
    facts = CourseFacts(deal, settled)
    standing = accepted(deal, view, facts)
    folding = _Folding(deal, facts)
    if knows_original(deal, view):
        folding.take_original()
    for step in _steps(standing):
        folding.take(step)
    by_name = {one.amendment.name: one for one in standing}
    return Agreement(
        deal=deal,
        view=view,
        course=settled,
        clauses=folding.histories(),
        fates=tuple(fate_of(a, view, by_name, folding.unapplied(a)) for a in deal.amendments),
        deal_endings=tuple(_deal_endings(standing)),
    )


def knows_original(deal: Deal, view: View) -> bool:
    """Whether the original text was there by the view's known-by date: it is dated the deal's first day, and
    was there when its author wrote, on `today`, if that is earlier.
    """
    return view.known_by >= min(deal.start, deal.today)


class _Step(Struct, frozen=True):
    """One patch of one amendment, from when it counts; `amount` is that of an else-branch."""

    patch: Patch
    amendment: Amendment
    place: int
    begins: Reach
    amount: Expression | None = None


def _steps(standing: tuple[Accepted, ...]) -> list[_Step]:
    steps: list[_Step] = []
    for one in standing:
        amendment = one.amendment
        steps += [_Step(patch, amendment, one.place, one.from_) for patch in amendment.patches]
        for miss in one.misses:
            match miss.requirement.otherwise:
                case OtherwiseAmount(amount):
                    begins = last_of((one.base, miss.at))
                    steps += [_Step(patch, amendment, one.place, begins, amount) for patch in amendment.patches]
                case OtherwiseEnds(clause=str() as clause):
                    steps.append(_Step(EndClause(clause, span=miss.requirement.span), amendment, one.place, miss.at))
                case _:
                    pass
    coming = [(step.begins.earliest, step.place, step) for step in steps if step.begins.earliest is not None]
    return [step for _, _, step in sorted(coming, key=lambda entry: entry[:2])]


def _deal_endings(standing: tuple[Accepted, ...]) -> Iterable[Ending]:
    for one in standing:
        for miss in one.misses:
            if miss.requirement.otherwise == OtherwiseEnds(None):
                yield Ending(miss.at, one.amendment.name, one.amendment.status, miss.requirement.span)


class _Draft:
    """A clause while it is folded: its versions and endings so far, and when it was last stated as a whole."""

    def __init__(self, stated: Version) -> None:
        self.versions = [stated]
        self.endings: list[Ending] = []
        self.stated = stated.begins


class _Folding:
    """The clauses of a deal while amendments are folded in."""

    def __init__(self, deal: Deal, facts: Facts) -> None:
        self._deal = deal
        self._facts = facts
        self._drafts: dict[str, _Draft] = {}
        self._waiting: list[_Step] = []

    def take_original(self) -> None:
        """State the clauses of the original text, from the deal's first day."""
        author, begins = original(self._deal), certainly(self._deal.start)
        for clause in self._deal.clauses:
            self._state(clause, begins, author)

    def take(self, step: _Step) -> None:
        """Apply a patch, and then any earlier one that waited for the clause this one adds."""
        if not self._applied(step):
            self._waiting.append(step)
        elif isinstance(step.patch, AddClause):
            self._waiting = [earlier for earlier in self._waiting if not self._applied(earlier)]

    def histories(self) -> tuple[ClauseHistory, ...]:
        """Every clause with its versions and endings, in order of first mention."""
        drafts = self._drafts.items()
        return tuple(ClauseHistory(name, tuple(d.versions), tuple(d.endings)) for name, d in drafts)

    def unapplied(self, amendment: Amendment) -> tuple[str, ...]:
        """The clauses an amendment patches that the view does not know."""
        steps = (step for step in self._waiting if step.amendment is amendment)
        named = (s.patch.clause for s in steps if isinstance(s.patch, ChangeClause | EndClause))
        return tuple(dict.fromkeys(named))

    def _applied(self, step: _Step) -> bool:
        author = by(step.amendment, self._deal, step.patch.span)
        match step.patch:
            case AddClause(clause):
                self._state(_with(clause, step.amount), step.begins, author)
                return True
            case ChangeClause() as change:
                return self._change(change, step, author)
            case EndClause() as end:
                return self._end(end, step)

    def _state(self, clause: Clause, begins: Reach, author: Author) -> None:
        version = Version(clause, begins, author.amendment, author.status, first_blame(clause, author))
        draft = self._drafts.get(clause.name)
        if draft is None:
            self._drafts[clause.name] = _Draft(version)
            return
        draft.endings = [e if e.until is not None else replace(e, until=begins) for e in draft.endings]
        draft.versions.append(version)
        draft.stated = begins

    def _change(self, change: ChangeClause, step: _Step, author: Author) -> bool:
        draft = self._drafts.get(change.clause)
        if draft is None:
            return False
        last = draft.versions[-1]
        after = _with(changed(last.clause, change), step.amount)
        blame = changed_blame(last.clause, after, last.blame, author)
        if blame != last.blame:
            begins = last_of((draft.stated, step.begins))
            status = weaker(last.status, author.status)
            draft.versions.append(Version(after, begins, author.amendment, status, blame))
        return True

    def _end(self, end: EndClause, step: _Step) -> bool:
        draft = self._drafts.get(end.clause)
        if draft is None:
            return False
        amendment = step.amendment
        at = step.begins if end.on is None else _on(reach_of(end.on, self._facts, end.clause), step.begins)
        draft.endings.append(Ending(at, amendment.name, amendment.status, end.span))
        return True


def _on(moment: Reach, effect: Reach) -> Reach:
    """A stated day of ending, by an amendment that may not take effect: backdating is possible."""
    if effect.latest is not None or moment.earliest is None:
        return moment
    return Reach(moment.earliest, None, moment.hangs_on | effect.hangs_on)


def _with(clause: Clause, amount: Expression | None) -> Clause:
    return clause if amount is None else replace(clause, sentence=with_amount(clause.sentence, amount))


def weaker(one: Status, other: Status) -> Status:
    """The weaker of two statuses, withdrawn being weakest of all."""
    return min(one, other, key=lambda status: STATUSES.index(status) if status in STATUSES else -1)
