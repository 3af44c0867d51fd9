"""An agreement gathered as a document to be read: parties, definitions, clauses, amendments."""

from collections.abc import Iterator
from datetime import date

from termwise.base.dates import day_before
from termwise.explain.chart import EventMark
from termwise.explain.shown import Shown, ShownAmendment, ShownBlame, ShownClause, ShownSource, ShownStretch
from termwise.model.deal import Deal
from termwise.model.text import moment_text
from termwise.report.contract import Author, Block, Contract, Paragraph
from termwise.session.session import Session
from termwise.view.agreement import Agreement
from termwise.view.view import View

END = "End of the agreement."
_OVER = ("ended", "never")
_STANDING = {"open": "Open: ", "pending": "Pending: ", "not yet": "Not yet in force: "}


def contract(session: Session, view: View, day: date | None = None) -> Contract:
    """The agreement under a view as a document: every clause that is or may come to be in force on `day`, in the
    order of the text, and a line for each that is over. `day` is the view's known-by date unless said.
    """
    day = day or view.known_by
    shown, agreement = session.show(view, day), session.agreement(view)
    order = {clause.name: number for number, clause in enumerate(agreement.clauses)}
    clauses = sorted((c for group in shown.groups for c in group.clauses), key=lambda clause: order[clause.name])
    standing = [clause for clause in clauses if clause.state not in _OVER]
    over = [clause for clause in clauses if clause.state in _OVER]
    ended = tuple(_ended_by(agreement, over))
    blocks = [
        _heading(shown, day),
        *_parties(shown),
        *_definitions(session.deal, session.timeline(view).events),
        _section("Clauses"),
        *(_clause(clause) for clause in standing),
        *_over(over, dict(ended)),
        *_amendments([one for one in shown.amendments if one.fate != "not known"]),
        Block("end", (Paragraph("end", END),)),
    ]
    return Contract(shown.title, view.known_by, tuple(blocks), ended)


def _section(title: str) -> Block:
    return Block(f"section {title}", (Paragraph("section", title),))


def _heading(shown: Shown, day: date) -> Block:
    seen = f"On {day}: {shown.view_words}"
    period = f"Period {shown.start} through {day_before(shown.end)}, amounts in {shown.currency}"
    return Block("deal", (Paragraph("title", shown.title), Paragraph("subtitle", seen), Paragraph("subtitle", period)))


def _parties(shown: Shown) -> Iterator[Block]:
    yield _section("Parties")
    for party in shown.parties:
        kind = f", {party.kind}" if party.kind else ""
        yield Block(f"party {party.name}", (Paragraph("plain", f"{party.full_name}{kind} (“{party.name}”)"),))


def _definitions(deal: Deal, events: tuple[EventMark, ...]) -> Iterator[Block]:
    """What every name of the deal means, as far as it says more than itself."""
    yield _section("Definitions")
    for asset in deal.assets:
        owner = f", of {asset.owner}" if asset.owner else ""
        yield _defined(asset.kind, asset.name, f"{asset.title or f'the {asset.kind} so called'}{owner}")
    for body in deal.bodies:
        seats = f", {body.seats} seats" if body.seats else ""
        yield _defined("body", body.name, f"{body.title or 'the body so called'}{seats}")
    for event in events:
        by = f", decided by {event.by}" if event.by else ""
        yield _defined("event", event.name, f"the event {event.title or 'so called'}{by}: {_when(event)}")
    for driver in deal.drivers:
        unit = f"{driver.unit} per {driver.per}" if driver.per else driver.unit
        yield _defined("driver", driver.name, f"{driver.title or 'the number so called'}, in {unit}")


def _when(event: EventMark) -> str:
    """When it happens, without the days that only follow from where it is looked at from."""
    return "open" if event.on is None and not event.never and event.high is None else event.words


def _defined(kind: str, name: str, meaning: str) -> Block:
    return Block(f"{kind} {name}", (Paragraph("plain", f"“{name}” means {meaning}."),))


# -- clauses ------------------------------------------------------------------------------------------------


def _clause(clause: ShownClause) -> Block:
    changed_by = _last(clause.blame)
    status = "" if clause.status == "binding" else f" ({clause.status})"
    paragraphs = [
        Paragraph("clause", f"{clause.title or clause.name}{status}", changed_by),
        Paragraph(
            "words", clause.sentence, _last(b for b in clause.blame if b.path.startswith(("sentence", "clause")))
        ),
        *(Paragraph("term", line, _author_of(line, clause.blame)) for line in clause.qualifiers),
        *_notes(clause),
        *(Paragraph("source", f"Source: {source_words(source)}") for source in clause.sources),
    ]
    remarks = tuple(blame.words for blame in clause.blame) if changed_by is not None else ()
    return Block(f"clause {clause.name}", tuple(paragraphs), changed_by, remarks)


def _notes(clause: ShownClause) -> Iterator[Paragraph]:
    """Its name, when it applies, what of it is open, and the words that no rule stands for."""
    standing = _STANDING.get(clause.state)
    if standing is not None:
        yield Paragraph("note", f"{standing}{clause.why}")
    yield from (Paragraph("note", words) for words in _days(clause.stretches))
    for number in clause.undisclosed:
        yield Paragraph("note", f"Not public: {number}")
    for words in clause.untranslated:
        yield Paragraph("note", f"Not put into rules: “{words}”")
    for words in clause.says:
        yield Paragraph("note", f"In its own words: “{words}”")
    yield Paragraph("note", f"Clause {clause.name}" + "".join(f"; {words}" for words in clause.later))


def _days(stretches: tuple[ShownStretch, ...]) -> Iterator[str]:
    """When it applies. A certain stretch that an open one goes on from is one whose end is open."""
    left = list(stretches)
    while left:
        one = left.pop(0)
        if one.certain and left and not left[0].certain and left[0].start == one.end:
            last = left.pop(0).end
            latest = "" if last is None else f", at the latest through {day_before(last)}"
            yield f"Applies from {one.start}, until when is open{latest}"
        else:
            yield f"{'Applies' if one.certain else 'May apply'} {one.words}"


def source_words(source: ShownSource) -> str:
    """A citation in words: the document, its day, the words cited."""
    published = "undated" if source.published is None else moment_text(source.published)
    quote = "" if source.quote is None else f" “{source.quote}”"
    return f"{source.title or source.source}, {published}{quote}"


def _last(blames: "tuple[ShownBlame, ...] | Iterator[ShownBlame]") -> Author | None:
    """The latest amendment among them; None when all is of the original text."""
    texts = [blame for blame in blames if blame.amendment is not None]
    newest = max(texts, key=lambda blame: blame.dated, default=None)
    return None if newest is None else Author(newest.amendment or "", newest.dated)


def _author_of(line: str, blames: tuple[ShownBlame, ...]) -> Author | None:
    """Who set the value that a line shows: the latest text that made it so."""
    return _last(b for b in blames if b.after is not None and (line.startswith(b.after) or line in b.after))


def _over(clauses: list[ShownClause], ended: dict[str, Author]) -> Iterator[Block]:
    if clauses:
        yield _section("No longer in force, or never")
    for clause in clauses:
        words = f"{clause.title or clause.name}: {clause.why}"
        yield Block(f"over {clause.name}", (Paragraph("plain", words),), ended.get(f"clause {clause.name}"))


def _ended_by(agreement: Agreement, over: list[ShownClause]) -> Iterator[tuple[str, Author]]:
    """Of every clause that is over, the amendment that ended it or last changed its end."""
    dated = {amendment.name: amendment.dated for amendment in agreement.deal.amendments}
    for clause in over:
        history = agreement.clause(clause.name)
        endings = () if history is None else history.endings
        names = [ending.amendment for ending in endings if ending.amendment in dated]
        author = Author(names[-1], dated[names[-1]]) if names else _last(clause.blame)
        if author is not None:
            yield f"clause {clause.name}", author


def _amendments(amendments: list[ShownAmendment]) -> Iterator[Block]:
    if amendments:
        yield _section("Amendments")
    for one in amendments:
        title = f" ({one.name})" if one.title else ""
        words = f"{one.title or one.name}{title}, {one.dating} {one.dated}, {one.status}: {one.effect}"
        because = f", because {one.why}" if one.why and one.fate != "in effect" else ""
        author = Author(one.name, one.dated)
        yield Block(f"amendment {one.name}", (Paragraph("plain", words + because, author),), author)
