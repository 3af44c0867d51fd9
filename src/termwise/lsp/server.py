"""The server: which request is answered by what. `termwise lsp` starts it on standard input and output."""

import asyncio

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from termwise import __version__
from termwise.lsp import answers
from termwise.lsp.diagnostics import diagnostics_by_file
from termwise.lsp.documents import Documents, open_texts
from termwise.lsp.positions import location, path_of
from termwise.session.editing.edited import Edited
from termwise.session.editing.renaming import NotRenamableError, renamed

PAUSE_SECONDS = 0.15
"""How long nothing is typed before a text is read again."""


class DealServer(LanguageServer):
    """The language server of one editor."""

    def __init__(self) -> None:
        super().__init__("termwise", __version__, max_workers=2)
        self.documents = Documents()
        self.told: set[str] = set()
        """The documents that have diagnostics on show."""

    def deal(self, uri: str) -> Edited:
        """The deal that a document belongs to."""
        return self.documents.of(self.workspace, uri)

    def publish(self, uri: str, *, with_expectations: bool) -> None:
        """Tell the editor the diagnostics of the deal of a document, file by file; files mended since are cleared."""
        of = self.deal(uri)
        uris = {path_of(one).resolve(): one for one in self.workspace.text_documents}
        found = {}
        for file, diagnostics in diagnostics_by_file(of, with_expectations=with_expectations).items():
            path = path_of(uri).parent / file
            found[uris.get(path.resolve(), path.resolve().as_uri())] = diagnostics
        for gone in self.told - set(found):
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(gone, []))
        for each, diagnostics in found.items():
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(each, diagnostics))
        self.told = {each for each, diagnostics in found.items() if diagnostics}


def create_server() -> DealServer:
    """A server that answers everything an editor of deals asks."""
    server = DealServer()
    _follow_texts(server)
    _answer_about_names(server)
    _answer_about_text(server)
    return server


def _follow_texts(server: DealServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.publish(params.text_document.uri, with_expectations=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.documents.forget()
        server.publish(params.text_document.uri, with_expectations=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        document = server.workspace.text_documents.get(params.text_document.uri)
        if document is not None and document.version == params.text_document.version:
            server.publish(params.text_document.uri, with_expectations=False)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        empty = lsp.PublishDiagnosticsParams(params.text_document.uri, [])
        server.text_document_publish_diagnostics(empty)


def _answer_about_names(server: DealServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        of = server.deal(params.text_document.uri)
        return answers.hover_at(of, answers.place(of, path_of(params.text_document.uri), params.position))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        of = server.deal(params.text_document.uri)
        return answers.definition(of, answers.place(of, path_of(params.text_document.uri), params.position))

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        name = _name_at(server, params)
        if name is None:
            return []
        of, wanted = server.deal(params.text_document.uri), params.context.include_declaration
        return answers.references(of, name, with_declaration=wanted)

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        of = server.deal(params.text_document.uri)
        at = answers.place(of, path_of(params.text_document.uri), params.position)
        for one in of.occurrences:
            inside = one.span.column <= at.column <= one.span.end_column
            if (one.span.file, one.span.line) == (at.file, at.line) and inside:
                return lsp.PrepareRenamePlaceholder(location(of, one.span).range, one.name)
        return None

    @server.feature(lsp.TEXT_DOCUMENT_RENAME)
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        of, name = server.deal(params.text_document.uri), _name_at(server, params)
        try:
            found = renamed(of, name or "", params.new_name, open_texts(server.workspace))
        except NotRenamableError as fault:
            raise JsonRpcInvalidParams(str(fault)) from None
        return answers.workspace_edit(of, found)


def _name_at(server: DealServer, params: lsp.ReferenceParams | lsp.RenameParams) -> str | None:
    of = server.deal(params.text_document.uri)
    at = answers.place(of, path_of(params.text_document.uri), params.position)
    word = of.word_at(at.file, at.line, at.column)
    return None if word is None or of.symbols.get(word[0]) is None else word[0]


def _answer_about_text(server: DealServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "."]))
    def completion(params: lsp.CompletionParams) -> lsp.CompletionList:
        of = server.deal(params.text_document.uri)
        return answers.completion_list(of, answers.place(of, path_of(params.text_document.uri), params.position))

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatting(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        of = server.deal(params.text_document.uri)
        return answers.formatted(of, answers.file_of(of, path_of(params.text_document.uri)))

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    def code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        of = server.deal(params.text_document.uri)
        return answers.code_actions(of, answers.file_of(of, path_of(params.text_document.uri)), params.range)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        of = server.deal(params.text_document.uri)
        return answers.document_symbols(of, answers.file_of(of, path_of(params.text_document.uri)))
