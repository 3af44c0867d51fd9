"""The deals under the editor: which file belongs to which, read again only when a text has changed."""

from pathlib import Path

from pygls.workspace import Workspace

from termwise.lsp.positions import path_of
from termwise.session.editing.edited import Edited, edited


class Documents:
    """The deals of one editor, by file. What was read is kept until any open text changes."""

    def __init__(self) -> None:
        self._read: dict[Path, Edited] = {}
        self._texts: dict[Path, str] = {}

    def of(self, workspace: Workspace, uri: str) -> Edited:
        """The deal that a document belongs to, with the unsaved texts of every open document."""
        texts = open_texts(workspace)
        if texts != self._texts:
            self._texts, self._read = texts, {}
        path = path_of(uri)
        if path not in self._read:
            self._read[path] = edited(path, texts)
        return self._read[path]

    def forget(self) -> None:
        """Read everything anew next time: files on disk may have changed."""
        self._read = {}


def open_texts(workspace: Workspace) -> dict[Path, str]:
    """The texts of the documents that are open, by path."""
    return {path_of(uri): document.source for uri, document in workspace.text_documents.items()}
