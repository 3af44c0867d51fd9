"""Clauses and amendments: provisions, and dated patches of them."""

from msgspec import Struct, field

from termwise.base.similar import similar
from termwise.syntax import faults
from termwise.syntax.instead import LINES
from termwise.syntax.parser.cursor import Cursor, LineFaultError
from termwise.syntax.parser.effects import payee_follows
from termwise.syntax.parser.header import name_of_header
from termwise.syntax.parser.lines import (
    AMENDMENT_LINES,
    CLAUSE_LINES,
    ENDING_LINES,
    clause_line,
    is_block,
    keyword_of,
    meant,
    simple_line,
    simple_lines,
    unknown_line,
)
from termwise.syntax.parser.literals import calendar_date, is_name, optional_text
from termwise.syntax.parser.moments import A_DATE, moment
from termwise.syntax.parser.sentences import looks_like_sentence, sentence, untranslated
from termwise.syntax.tree import (
    AmendmentNode,
    ChangeNode,
    ClauseNode,
    EndNode,
    Expr,
    Lost,
    Name,
    PatchNode,
    QualifierNode,
    SentenceNode,
    Text,
)
from termwise.syntax.words import DATINGS, SENTENCE_VERBS, STATUSES


def clause(p: Cursor) -> ClauseNode | None:
    """One provision: a sentence, and the lines around it, beside it or under it.

    ``clause = 'clause' DECLARED [text] NEWLINE
        INDENT (sentence_line {clause_line} | untranslated NEWLINE {beside_line NEWLINE}) DEDENT``
    ``sentence_line = sentence NEWLINE [INDENT clause_line {clause_line} DEDENT]``
    """
    p.expect("clause")
    p.own_lines = CLAUSE_LINES.firsts
    found = name_of_header(p, "the name of the clause")
    title = p.attempt(optional_text, None) if found else None
    body = _body(p, found, changes=False)
    if found is None:
        return None
    return ClauseNode(found, title, body.sentence, tuple(body.qualifiers), p.whole(), tuple(p.lost))


class _Body(Struct):
    """The lines of a clause as they are read. `tried`: a line that could be the sentence was there."""

    sentence: SentenceNode | None = None
    tried: bool = False
    qualifiers: list[QualifierNode] = field(default_factory=list)
    removed: list[Name] = field(default_factory=list)


def _body(p: Cursor, about: Name | None, *, changes: bool) -> _Body:
    """The sentence and the lines of a clause or a change."""
    body = _Body()
    lines = list(_flat(p))
    spoken = next((line for line in lines if _is_sentence(line)), None)
    if spoken is None and not changes:
        spoken = next((line for line in lines if line.word == "untranslated"), None)
    if spoken is None:
        spoken = next((line for line in lines if _meant_as_sentence(line, changes=changes)), None)
    for line in lines:
        try:
            if line is spoken:
                body.tried = True
                line.own_lines = CLAUSE_LINES.firsts
                read = untranslated(line) if line.word == "untranslated" else sentence(line)
                line.finish()
                body.sentence = read
            elif changes and line.word == "remove":
                body.removed += removal(line)
            else:
                _other_line(line, body, about)
        except LineFaultError as fault:
            line.tell(fault.diagnostic)
            p.lost.append("sentence" if line is spoken else meant(line, CLAUSE_LINES.firsts))
    if not changes and not body.tried and about is not None and not any(line.silent for line in lines):
        p.tell(faults.missing_sentence(about.span, about.text))
    return body


def _flat(p: Cursor) -> "list[Cursor]":
    """The lines under a clause: those indented further count like those beside it, except the rows of blocks."""
    found: list[Cursor] = []
    for branch in p.rows:
        line = p.under(branch)
        line.join_hyphens()
        found.append(line)
        if not is_block(line):
            found += _flat(line)
            line.rows = ()
    return found


def _is_sentence(line: Cursor) -> bool:
    """Whether a line is the sentence. `P pays X` without a payee is an effect, where something else is the sentence."""
    if not looks_like_sentence(line):
        return False
    owed_less = is_name(line.ahead(2)) and line.ahead(3).text == "-"
    return line.ahead(1).text != "pays" or payee_follows(line, 2) or owed_less


def _meant_as_sentence(line: Cursor, *, changes: bool) -> bool:
    """Whether a line without a known verb was meant as a sentence: it begins like no other line."""
    if looks_like_sentence(line):
        without_payee = line.ahead(2).text == "-" or line.ahead(3).text == "of"
        return not (changes and line.ahead(1).text == "pays" and without_payee)
    if line.word in LINES or (changes and (similar(line.word, ("remove",)) or line.ahead(1).kind != "word")):
        return False
    return keyword_of(line, CLAUSE_LINES) is None and not similar(line.word, CLAUSE_LINES.firsts)


def _other_line(line: Cursor, body: _Body, about: Name | None) -> None:
    """A line that is not the sentence: a qualifier, an effect, or a second sentence."""
    known = keyword_of(line, CLAUSE_LINES) is not None
    if not known and looks_like_sentence(line) and line.ahead(1).text != "pays":
        named = about.text if about else "this"
        line.give_up(faults.second_sentence(line.line_span(), named))
    if not known and line.ahead(1).kind == "word" and similar(line.ahead(1).text, SENTENCE_VERBS):
        verb = line.ahead(1)
        if verb.text not in SENTENCE_VERBS:
            line.give_up(faults.missing_verb(line.span_of(verb), line.word, verb.text, SENTENCE_VERBS))
    body.qualifiers += clause_line(line)


# -- amendments ----------------------------------------------------------------------------------


def amendment(p: Cursor) -> AmendmentNode | None:
    """A dated patch: what was signed or reported, and what it changes. Only a proposal may leave its status out.

    ``amendment = 'amendment' DECLARED [text] (dating date ',' status | 'proposed' date) NEWLINE
        [INDENT amendment_line {amendment_line} DEDENT]``
    ``dating = 'signed' | 'reported' | 'proposed' | 'announced'``
    ``status = 'rumoured' | 'reported' | 'proposed' | 'non-binding' | 'binding' | 'withdrawn'``
    ``amendment_line = amendment_qualifier NEWLINE | change | end | clause``
    ``amendment_qualifier = effective_line | known_from_line | withdraws_line | requires_line | says_line
        | untranslated_line | source_line``
    """
    p.expect("amendment")
    found = name_of_header(p, "the name of the amendment")
    head = p.attempt(_dating, None) if found else None
    patches: list[PatchNode] = []
    qualifiers: list[QualifierNode] = []
    for branch in p.rows:
        line = p.under(branch)
        patch = _patch(line)
        if isinstance(patch, tuple):
            qualifiers += patch
        elif patch is not None:
            patches.append(patch)
    if found is None or head is None:
        p.report.lost += (Lost("clause", patch.name.text) for patch in patches if isinstance(patch, ClauseNode))
        return None
    title, dating, dated, status = head
    return AmendmentNode(found, title, dating, dated, status, tuple(patches), tuple(qualifiers), p.whole())


def _dating(p: Cursor) -> tuple[Text | None, Name, Expr, Name | None]:
    title = optional_text(p)
    token = p.expect_any(DATINGS, "`signed`, `reported`, `proposed` or `announced`")
    dating = Name(token.text, p.span_of(token))
    dated = calendar_date(p, A_DATE)
    if token.text == "proposed" and p.ended:
        return title, dating, dated, None
    mark = p.mark()
    try:
        if not p.accept(","):
            p.fail("a status such as `, binding`", "it says how binding the text is: " + faults.listed(STATUSES))
        status = p.expect_any(STATUSES, "a status: " + faults.listed(STATUSES))
        p.finish()
    except LineFaultError as fault:
        p.tell(fault.diagnostic)
        p.back_to(mark)
        p.skip()
        return title, dating, dated, None
    return title, dating, dated, Name(status.text, p.span_of(status))


def _patch(line: Cursor) -> PatchNode | tuple[QualifierNode, ...] | None:
    """One entry of an amendment: a patch, or its qualifiers."""
    match line.word:
        case "change":
            return change(line)
        case "end":
            return end(line)
        case "clause":
            added = clause(line)
            if added is None:
                line.report.lost.append(Lost("clause", None))
            return added
        case _:
            return simple_line(line, AMENDMENT_LINES, "an amendment")


def change(p: Cursor) -> ChangeNode | None:
    """What a clause says from now on. What is not said stays.

    ``change = 'change' name [text] NEWLINE INDENT (sentence_line | change_line) {change_line} DEDENT``
    ``change_line = clause_line | removal NEWLINE``
    """
    p.expect("change")
    found = name_of_header(p, "the name of a clause", declares=False)
    title = p.attempt(optional_text, None) if found else None
    body = _body(p, found, changes=True)
    if found is None:
        return None
    if not p.rows and title is None:
        p.tell(faults.empty_block(found.span, "change", "what the clause says from now on"))
    lines, removed = tuple(body.qualifiers), tuple(body.removed)
    return ChangeNode(found, title, body.sentence, lines, removed, p.whole(), tuple(p.lost))


def removal(p: Cursor) -> list[Name]:
    """Lines of the clause that no longer count, by their keywords.

    ``removal = 'remove' KEYWORD {',' KEYWORD}``
    """
    p.expect("remove")
    found = [_removed(p)]
    while p.accept(","):
        found.append(_removed(p))
    p.finish()
    return found


def _removed(p: Cursor) -> Name:
    start = p.at
    keyword = keyword_of(p, CLAUSE_LINES)
    if p.ended:
        p.fail("the keyword of a line, such as `cap`")
    if keyword is None:
        unknown_line(p, CLAUSE_LINES.keywords, "a clause")
    p.at += len(keyword.split())
    return Name(keyword, p.since(start))


def end(p: Cursor) -> EndNode | None:
    """The end of a clause, when the amendment takes effect or on a moment of its own.

    ``end = 'end' name ['on' moment] NEWLINE [INDENT ending_line {ending_line} DEDENT]``
    ``ending_line = (source_line | says_line) NEWLINE``
    """
    p.expect("end")
    found = name_of_header(p, "the name of a clause", declares=False)
    at = p.attempt(_on, None) if found else None
    qualifiers = simple_lines(p, ENDING_LINES, "the end of a clause")
    return EndNode(found, at, qualifiers, p.whole()) if found else None


def _on(p: Cursor) -> Expr | None:
    return moment(p) if p.accept("on") else None
