"""Recursive descent over the outline of a deal text; every function's docstring holds its productions.

`parse` reads a whole text, `parse_question` one line. Both report every fault they find and never raise.
"""

from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText, Span
from termwise.syntax import faults
from termwise.syntax.outline import Branch, outline
from termwise.syntax.parser.cursor import Cursor, Report
from termwise.syntax.parser.directives import belongs_under, directive
from termwise.syntax.parser.questions import question
from termwise.syntax.parser.result import Parsed
from termwise.syntax.tree import Directive, ExpectLine, Lost, TextTree

__all__ = ["Parsed", "parse", "parse_question"]


def parse(source: SourceText) -> Parsed:
    """The tree of a text and the faults in it, at most 200, in order of place.

    A faulty line loses only itself; a directive whose name is lost is left out. Linear in the length of the text.
    """
    shape = outline(source)
    report = Report(shape.diagnostics)
    found: list[Directive] = []
    for branch in _with_their_lines(source.name, shape.branches, report):
        if report.full:
            break
        read = directive(Cursor(source.name, branch, report))
        if read is not None:
            found.append(read)
    if shape.fatal or report.full:
        report.lost.append(Lost(None, None))
    return Parsed(TextTree(source.name, tuple(found), tuple(report.lost)), report.diagnostics())


def _with_their_lines(file: str, branches: tuple[Branch, ...], report: Report) -> tuple[Branch, ...]:
    """The directives, each with lines that should be indented under it and are not; told once for each directive."""
    found: list[Branch] = []
    told = False
    for branch in branches:
        line = Cursor(file, branch, Report())
        if found and belongs_under(line, above := Cursor(file, found[-1], Report())):
            if not told:
                words = " ".join(token.text for token in above.tokens[:2])
                report.add(faults.unindented(line.here(), line.word, words))
            told = True
            found[-1] = Branch(found[-1].line, (*found[-1].children, branch))
        else:
            found.append(branch)
            told = False
    return tuple(found)


def parse_question(text: str, name: str = "question") -> tuple[ExpectLine | None, tuple[Diagnostic, ...]]:
    """A question such as `microsoft may use openai.models on 2031-06-01, known by 2025-09-11`, and its faults.

    A question mark at its end is allowed. None when there is a fault.
    """
    stripped = text.strip().removesuffix("?").rstrip()
    shape = outline(SourceText(name, " ".join(stripped.split("\n"))))
    report = Report(shape.diagnostics)
    read: ExpectLine | None = None
    if not shape.branches and not shape.fatal:
        return None, (faults.empty_question(Span(name, 1, 1, 1, 1)),)
    for branch in shape.branches:
        read = Cursor(name, branch, report).attempt(question, None)
    diagnostics = report.diagnostics()
    return (None if diagnostics else read), diagnostics
