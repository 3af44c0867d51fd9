"""A text that builds on a clause which only a weaker text knows: a binding clause that rests on a rumour."""

from collections.abc import Iterable, Iterator, Mapping

from termwise.base.diagnostic import Diagnostic, Related, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.amendment import STATUSES, AddClause, Amendment
from termwise.model.expression import Ref, StateIs
from termwise.model.moment import OnBreach
from termwise.model.sentence import EndsClause, EndsDeal, ResumesClause, SuspendsClause
from termwise.model.walk import parts


def _run(subject: Subject) -> Iterable[Diagnostic]:
    weak = _weak_clauses(subject)
    if not weak:
        return
    for wording in subject.wordings:
        for name in dict.fromkeys(_built_on(wording)):
            if name in weak and _rank(weak[name]) < _rank(wording.amendment) and wording.amendment is not weak[name]:
                yield _rests(wording.clause, wording.amendment, weak[name], name, wording.place)
    for amendment in subject.deal.amendments:
        for patch in amendment.patches:
            name = "" if isinstance(patch, AddClause) else patch.clause
            if name in weak and _rank(weak[name]) < _rank(amendment):
                yield _rests(amendment.name, amendment, weak[name], name, patch.span)


def _weak_clauses(subject: Subject) -> Mapping[str, Amendment]:
    """The clauses that no binding text brings, each with the strongest text that does."""
    first = [w for w in subject.wordings if w.first]
    binding = {w.clause for w in first if _rank(w.amendment) == _rank(None)}
    strongest: dict[str, Amendment] = {}
    for wording in first:
        amendment = wording.amendment
        if amendment is not None and wording.clause not in binding:
            known = strongest.get(wording.clause)
            if known is None or _rank(known) < _rank(amendment):
                strongest[wording.clause] = amendment
    return strongest


def _rank(amendment: Amendment | None) -> int:
    """The strength of a text; the original one is binding."""
    status = "binding" if amendment is None else amendment.status
    return STATUSES.index(status) if status != "withdrawn" else -1


def _built_on(wording: Wording) -> Iterator[str]:
    yield from wording.qualifiers.overrides
    yield from wording.qualifiers.recoups
    for part in parts((wording.sentence, wording.qualifiers)):
        match part:
            case Ref(kind="clause", name=name):
                yield name
            case StateIs(clause=name) | OnBreach(clause=name):
                yield name
            case EndsClause(clause=name) | SuspendsClause(clause=name) | ResumesClause(clause=name):
                yield name
            case EndsDeal(except_clauses=names):
                yield from names
            case _:
                pass


def _rests(builder: str, text: Amendment | None, weak: Amendment, clause: str, span: Span | None) -> Diagnostic:
    status = "binding" if text is None else text.status
    return warning(
        "rests-on-weak-text",
        f"`{builder}` is {status} and rests on `{clause}`, which only `{weak.name}` says, {weak.status}",
        span,
        f"the default view does not know `{clause}`: write the term into a text that is {status}",
        (Related(weak.name_span, "the weaker text"),) if weak.name_span else (),
    )


RULE = Rule("rests-on-weak-text", "a text that rests on a weaker one", _run)
