"""What an editor asks about a place, answered in the protocol's own shapes."""

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types as lsp

from termwise.base.source import Span
from termwise.lsp.positions import column_of, location, range_of
from termwise.session.editing.completion import Place, completions, start_of_word
from termwise.session.editing.edited import Edited
from termwise.session.editing.hovering import hover
from termwise.session.editing.mending import Mending, mendings
from termwise.session.editing.renaming import Replacement
from termwise.syntax.formatter import format_text

_KINDS = {
    "keyword": lsp.CompletionItemKind.Keyword,
    "verb": lsp.CompletionItemKind.Operator,
    "party": lsp.CompletionItemKind.Class,
    "asset": lsp.CompletionItemKind.Module,
    "field": lsp.CompletionItemKind.Module,
    "territory": lsp.CompletionItemKind.Module,
    "body": lsp.CompletionItemKind.Interface,
    "event": lsp.CompletionItemKind.Event,
    "driver": lsp.CompletionItemKind.Variable,
    "source": lsp.CompletionItemKind.File,
    "clause": lsp.CompletionItemKind.Function,
    "amendment": lsp.CompletionItemKind.Reference,
    "scenario": lsp.CompletionItemKind.Struct,
    "claim": lsp.CompletionItemKind.Property,
}
_SYMBOLS = {
    "party": lsp.SymbolKind.Object,
    "clause": lsp.SymbolKind.Function,
    "amendment": lsp.SymbolKind.Package,
    "event": lsp.SymbolKind.Event,
    "driver": lsp.SymbolKind.Variable,
    "source": lsp.SymbolKind.File,
    "asset": lsp.SymbolKind.Module,
}


def file_of(of: Edited, path: Path) -> str:
    """The name that a file has in spans; its path when it is no part of the deal."""
    same = (name for name in of.session.texts if Path(name).resolve() == path.resolve())
    return next(same, str(path))


def place(of: Edited, path: Path, position: lsp.Position) -> Place:
    """The caret, as this house counts."""
    file = file_of(of, path)
    line, column = column_of(of.text(file), position)
    return Place(file, line, column)


def completion_list(of: Edited, at: Place) -> lsp.CompletionList:
    """The words that fit at the caret, in the order in which they are offered; each replaces the word it touches."""
    text = of.text(at.file)
    span = Span(at.file, at.line, start_of_word(text.line(at.line), at.column), at.line, at.column)
    items = [
        lsp.CompletionItem(
            label=one.word,
            kind=_KINDS.get(one.kind, lsp.CompletionItemKind.Text),
            detail=f"{one.kind} · {one.title}" if one.title else one.kind,
            sort_text=f"{order:05}",
            text_edit=lsp.TextEdit(range_of(text, span), one.word),
        )
        for order, one in enumerate(completions(of, at))
    ]
    return lsp.CompletionList(is_incomplete=False, items=items)


def hover_at(of: Edited, at: Place) -> lsp.Hover | None:
    """What the word under the pointer stands for."""
    found = hover(of, at)
    if found is None:
        return None
    content = lsp.MarkupContent(lsp.MarkupKind.Markdown, found.markdown)
    return lsp.Hover(content, range_of(of.text(at.file), found.span))


def definition(of: Edited, at: Place) -> lsp.Location | None:
    """Where the name at the caret is declared."""
    word = of.word_at(at.file, at.line, at.column)
    symbol = None if word is None else of.symbols.get(word[0])
    return None if symbol is None or symbol.span is None else location(of, symbol.span)


def references(of: Edited, name: str, *, with_declaration: bool) -> list[lsp.Location]:
    """Every place at which a name is written."""
    found = (one for one in of.occurrences if one.name == name and (with_declaration or not one.declares))
    return [location(of, one.span) for one in found]


def workspace_edit(of: Edited, replacements: Iterable[Replacement]) -> lsp.WorkspaceEdit:
    """Replacements as one edit over all files."""
    changes: dict[str, list[lsp.TextEdit]] = {}
    for one in replacements:
        there = location(of, one.span)
        changes.setdefault(there.uri, []).append(lsp.TextEdit(there.range, one.words))
    return lsp.WorkspaceEdit(changes=changes)


def formatted(of: Edited, file: str) -> list[lsp.TextEdit]:
    """The edit that brings a text into the standard layout; none when it is so already or cannot be laid out."""
    text = of.text(file)
    after = format_text(text)
    if after == text.text:
        return []
    end = lsp.Position(text.text.count("\n") + 1, 0)
    return [lsp.TextEdit(lsp.Range(lsp.Position(0, 0), end), after)]


def code_actions(of: Edited, file: str, asked: lsp.Range) -> list[lsp.CodeAction]:
    """What the diagnostics in a range offer to write instead."""
    found = []
    for fault in of.session.diagnostics:
        if fault.span is None or fault.span.file != file:
            continue
        where = range_of(of.text(file), fault.span)
        if where.start.line <= asked.end.line and asked.start.line <= where.end.line:
            found += [_action(of, fault.code, mending) for mending in mendings(of, fault)]
    return found


def _action(of: Edited, code: str, mending: Mending) -> lsp.CodeAction:
    there = location(of, mending.replacement.span)
    fault = lsp.Diagnostic(there.range, "", code=code, source="termwise")
    return lsp.CodeAction(
        title=mending.title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[fault],
        is_preferred=mending.sure,
        edit=workspace_edit(of, (mending.replacement,)),
    )


def document_symbols(of: Edited, file: str) -> list[lsp.DocumentSymbol]:
    """The declarations of a file, in order."""
    text = of.text(file)
    found = []
    for symbol in sorted(of.symbols.by_name.values(), key=lambda one: (one.span is None, one.span)):
        if symbol.span is not None and symbol.span.file == file:
            where = range_of(text, symbol.span)
            kind = _SYMBOLS.get(symbol.kind, lsp.SymbolKind.Property)
            found.append(lsp.DocumentSymbol(symbol.name, kind, where, where, symbol.kind))
    return found
