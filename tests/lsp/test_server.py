"""An editor and the server, over the protocol: a process of its own, as `termwise lsp` starts it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

from tests.session.editing.test_completion import A_DEAL

PATIENCE_SECONDS = 60.0


Told = asyncio.Queue[lsp.PublishDiagnosticsParams]


def _putting(queue: Told) -> Callable[[lsp.PublishDiagnosticsParams], None]:
    """A plain function: the client sets attributes on what it calls, and methods have none."""

    def put(params: lsp.PublishDiagnosticsParams) -> None:
        queue.put_nowait(params)

    return put


class Editor:
    """One open document, and the diagnostics that came for every file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.client = LanguageClient("test", "1")
        self.told: Told = asyncio.Queue()
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(_putting(self.told))

    @property
    def document(self) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.path.as_uri())

    def open(self, text: str) -> None:
        item = lsp.TextDocumentItem(self.path.as_uri(), "termwise", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def change(self, version: int, text: str) -> None:
        identifier = lsp.VersionedTextDocumentIdentifier(version, self.path.as_uri())
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [change]))

    async def diagnostics(self) -> lsp.PublishDiagnosticsParams:
        return await asyncio.wait_for(self.told.get(), PATIENCE_SECONDS)


def _with_editor(path: Path, ask: Callable[[Editor], Awaitable[None]]) -> None:
    async def session() -> None:
        editor = Editor(path)
        await editor.client.start_io(sys.executable, "-m", "termwise.cli.main", "lsp")
        await editor.client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
        editor.client.initialized(lsp.InitializedParams())
        await ask(editor)
        await editor.client.shutdown_async(None)
        editor.client.exit(None)

    asyncio.run(asyncio.wait_for(session(), PATIENCE_SECONDS * 2))


def _at(text: str, words: str, into: int = 1) -> lsp.Position:
    before = text[: text.index(words)]
    return lsp.Position(before.count("\n"), len(before) - before.rfind("\n") - 1 + into)


def test_an_editing_session(tmp_path: Path) -> None:
    path = tmp_path / "licence.deal"
    path.write_text(A_DEAL, "utf-8")

    async def ask(editor: Editor) -> None:
        client, document = editor.client, editor.document
        editor.open(A_DEAL)
        assert [one.code for one in (await editor.diagnostics()).diagnostics if one.severity == 1] == []

        broken = A_DEAL.replace("grants acme", "grants acm")
        editor.change(2, broken)
        told = (await editor.diagnostics()).diagnostics
        unknown = next(one for one in told if one.code == "unknown-name")
        assert unknown.range.start == _at(broken, "acm exclusive", 0)
        assert "did you mean `acme`" in unknown.message

        context = lsp.CodeActionContext([unknown])
        actions = await client.text_document_code_action_async(lsp.CodeActionParams(document, unknown.range, context))
        assert [one.title for one in actions or []] == ["Write `acme` instead of `acm`"]

        editor.change(3, A_DEAL)
        assert [one.code for one in (await editor.diagnostics()).diagnostics if one.severity == 1] == []

        hovered = await client.text_document_hover_async(lsp.HoverParams(document, _at(A_DEAL, "acme exclusive")))
        assert hovered is not None
        assert 'party acme "Acme SA", company' in hovered.contents.value  # type: ignore[union-attr] # we send markup

        where = _at(A_DEAL, "beacon grants")
        found = await client.text_document_definition_async(lsp.DefinitionParams(document, where))
        assert isinstance(found, lsp.Location)
        assert found.range.start == _at(A_DEAL, 'beacon "Beacon', 0)

        offered = await client.text_document_completion_async(
            lsp.CompletionParams(document, _at(A_DEAL, "acme exclusive", 0))
        )
        assert isinstance(offered, lsp.CompletionList)
        assert [one.label for one in offered.items][:2] == ["acme", "beacon"]

        edit = await client.text_document_rename_async(lsp.RenameParams(document, where, "lantern"))
        assert edit is not None
        assert [len(one) for one in (edit.changes or {}).values()] == [3]
        with pytest.raises(JsonRpcException, match="`acme` is declared twice"):
            await client.text_document_rename_async(lsp.RenameParams(document, where, "acme"))

        editor.change(4, A_DEAL.replace("    beacon grants", "  beacon   grants"))
        formatted = await client.text_document_formatting_async(
            lsp.DocumentFormattingParams(document, lsp.FormattingOptions(tab_size=4, insert_spaces=True))
        )
        assert [one.new_text for one in formatted or []] == [A_DEAL]

    _with_editor(path, ask)


def test_faults_of_a_part_are_told_in_the_part(tmp_path: Path) -> None:
    (tmp_path / "main.deal").write_text(A_DEAL + '\ninclude "part.deal"\n', "utf-8")
    part = tmp_path / "part.deal"
    text = "clause fee\n    acme pays beaco 5% of sales yearly\n"
    part.write_text(text, "utf-8")

    async def ask(editor: Editor) -> None:
        editor.open(text)
        told = [await editor.diagnostics(), await editor.diagnostics()]
        of_part = next(one for one in told if one.uri == part.as_uri())
        assert [one.code for one in of_part.diagnostics] == ["unknown-name"]
        assert (
            await editor.client.text_document_definition_async(lsp.DefinitionParams(editor.document, _at(text, "acme")))
        ).uri == (tmp_path / "main.deal").as_uri()  # type: ignore[union-attr] # there is one

    _with_editor(part, ask)
