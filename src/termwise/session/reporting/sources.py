"""The documents behind the text, with every passage that is cited from them."""

from termwise.evidence.finding import QuoteFinding
from termwise.model.declaration import SourceDocument
from termwise.model.text import moment_text
from termwise.report.charts.subject import Kind, Subject
from termwise.report.contents import Passage, SourceSaid
from termwise.session.reporting.material import Material

_FOUND = {
    "exact": "found in the document, word for word",
    "normalised": "found in the document, typography apart",
    "ambiguous": "found in the document more than once",
    "missing": "not found in the document",
    "document changed": "the document is not the one that was cited",
    "document not at hand": "not looked up: the document is not at hand",
    "no quote": "",
}
_KINDS: tuple[Kind, ...] = ("clause", "event", "driver", "amendment", "party")


def sources(found: Material) -> tuple[SourceSaid, ...]:
    """Every document of the deal, in its order."""
    passages: dict[str, list[Passage]] = {}
    for one in found.session.quotes():
        passages.setdefault(one.source, []).append(_passage(found, one))
    return tuple(_said(document, tuple(passages.get(document.name, ()))) for document in found.session.deal.sources)


def _said(document: SourceDocument, passages: tuple[Passage, ...]) -> SourceSaid:
    published = "undated" if document.published is None else moment_text(document.published)
    facts = (document.publisher, published, document.language and f"in {document.language}", document.file)
    return SourceSaid(
        name=document.name,
        title=document.title,
        known=", ".join(fact for fact in facts if fact),
        sha256=document.sha256,
        url=document.url,
        passages=tuple(dict.fromkeys(passages)),
    )


def _passage(found: Material, finding: QuoteFinding) -> Passage:
    context = finding.places[0].context if finding.places else ""
    about = cited_by(found, finding.about)
    return Passage(finding.quote or "", about, finding.about, _FOUND[finding.finding], context)


def cited_by(found: Material, about: str) -> Subject | None:
    """What cites, as something to link to: of `change model_rights by april_2026` the clause, or else the amendment.

    None for the deal itself, or an asset.
    """
    kind, _, rest = about.partition(" ")
    name, _, amendment = rest.partition(" by ")
    if kind in ("clause", "change", "end"):
        return Subject("clause", name) if name in found.clauses or not amendment else Subject("amendment", amendment)
    return next((Subject(one, name) for one in _KINDS if one == kind), None)
