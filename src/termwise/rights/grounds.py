"""From a judgement to its grounds: which clauses decide, lose, limit or leave it open, with the facts of their text."""

from collections.abc import Iterator

from termwise.model.clause import Citation
from termwise.model.text import sentence_text
from termwise.rights.answer import Ground, Role
from termwise.rights.bearings import Bearing
from termwise.rights.judgement import ALLOWING, FORBIDDING, GATES, Judgement
from termwise.rights.priority import Voice, Weighed
from termwise.view.agreement import Agreement, Blame, Version
from termwise.view.course import Tri

_ORDER: tuple[Role, ...] = ("decides", "open", "loses", "limits")


def grounds(agreement: Agreement, judgement: Judgement) -> tuple[Ground, ...]:
    """Every clause that bears on the judgement, once, those that decide first."""
    found: dict[str, Ground] = {}
    told = sorted(_told(judgement), key=lambda one: _ORDER.index(one[0]))
    for role, version, why in told:
        found.setdefault(version.clause.name, ground(agreement, version, role, why))
    return tuple(found.values())


def ground(agreement: Agreement, version: Version, role: Role, why: str) -> Ground:
    """One clause as a ground: its wording, and which text said it, when, with what status and sources."""
    clause = version.clause
    last = _last_blame(version)
    dated = last.dated if last is not None else agreement.deal.start
    return Ground(
        clause=clause.name,
        role=role,
        why=why,
        title=clause.title,
        sentence=sentence_text(clause.sentence, agreement.deal.currency),
        amendment=version.amendment,
        dated=dated,
        status=version.status,
        citations=_citations(agreement, version),
        untranslated=tuple(said.words for said in clause.qualifiers.untranslated),
        span=clause.span,
    )


def _told(judgement: Judgement) -> Iterator[tuple[Role, Version, str]]:
    """Role, wording and reason of each clause that bears on the judgement; one clause may be told twice."""
    clashing = {w.voice.clause.name for one, other, _ in judgement.clashes for w in (one, other)}
    for weighed in judgement.weighed:
        role = _role(judgement, weighed, clashing)
        if role is not None:
            yield role, weighed.voice.version, _why(weighed, role)
    for voice in judgement.hearing.inside:
        yield "limits", voice.version, _inside(voice)
    for voice in judgement.hearing.quiet:
        if _would_matter(judgement, voice.bearing):
            yield "loses", voice.version, f"would {_infinitive(voice.bearing)}: {voice.why}"
    for version in judgement.hearing.words:
        yield "limits", version, "words without a formal meaning"


def _role(judgement: Judgement, weighed: Weighed, clashing: set[str]) -> Role | None:
    """What a covering clause does for this verdict; None when it does nothing."""
    kind = weighed.voice.bearing.kind
    if weighed.prevails.value is False:
        return "loses"
    if weighed.voice.clause.name in clashing and judgement.truth.value is None:
        return "open"
    if kind in FORBIDDING:
        return _as(weighed.prevails, decides=judgement.truth.value is False)
    if kind in GATES:
        return _gate_role(judgement, weighed)
    if kind == "allows":
        return "limits"
    if judgement.truth.value is False:
        return "loses"
    return _as(weighed.prevails, decides=kind in ALLOWING or kind == "power")


def _as(prevails: Tri, *, decides: bool) -> Role:
    if prevails.value is None:
        return "open"
    return "decides" if decides else "open"


def _gate_role(judgement: Judgement, weighed: Weighed) -> Role | None:
    """A gate that was shut decides; one still to be passed says nothing of an act that is forbidden anyway."""
    settled = weighed.voice.settled.value
    if settled is True:
        return "limits"
    if judgement.truth.value is False:
        return "decides" if weighed.voice.clause.name in judgement.decisive else None
    return "open"


def _why(weighed: Weighed, role: Role) -> str:
    words = ", ".join((weighed.voice.bearing.words, *weighed.voice.bearing.coverage.limits))
    if role == "loses" and weighed.displaced_by:
        return f"{words}; overridden by {', '.join(weighed.displaced_by)}"
    return f"{words}: {weighed.voice.why}" if weighed.voice.why else words


def _inside(voice: Voice) -> str:
    limits = ", ".join(voice.bearing.coverage.limits)
    return f"{voice.bearing.words}, {limits or 'for a part of what is asked'}"


def _would_matter(judgement: Judgement, bearing: Bearing) -> bool:
    """Whether a clause out of force is worth telling: one that would have carried another verdict."""
    if judgement.truth.value is True:
        return bearing.kind in FORBIDDING or bearing.kind in GATES
    return bearing.kind in ALLOWING or bearing.kind == "power"


def _infinitive(bearing: Bearing) -> str:
    """`grants it` as `grant it`."""
    verb, _, rest = bearing.words.partition(" ")
    return f"{verb.removesuffix('s')} {rest}"


def _last_blame(version: Version) -> Blame | None:
    """The latest statement that the wording comes from."""
    return max(version.blame, key=lambda blame: blame.dated, default=None)


def _citations(agreement: Agreement, version: Version) -> tuple[Citation, ...]:
    """The clause's own sources, then those of the amendment it comes from."""
    own = version.clause.qualifiers.sources
    amendment = next((a for a in agreement.deal.amendments if a.name == version.amendment), None)
    return tuple(dict.fromkeys((*own, *(amendment.sources if amendment is not None else ()))))
