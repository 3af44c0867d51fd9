"""Citations with the facts of their documents."""

from collections.abc import Iterable

from termwise.explain.shown import ShownSource
from termwise.model.clause import Citation
from termwise.model.deal import Names


def cited(citations: Iterable[Citation], known: Names) -> tuple[ShownSource, ...]:
    """Each citation, once, with the title and day of its document; None where the deal declares none."""
    shown = []
    for citation in citations:
        document = known.sources.get(citation.source)
        title = document.title if document else None
        shown.append(ShownSource(citation.source, title, document.published if document else None, citation.quote))
    return tuple(dict.fromkeys(shown))
