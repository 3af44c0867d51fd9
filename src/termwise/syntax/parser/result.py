"""What reading a text gives."""

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.syntax.tree import TextTree


class Parsed(Struct, frozen=True):
    """The tree of a text, partial where it has faults, and the faults in order of place."""

    tree: TextTree
    diagnostics: tuple[Diagnostic, ...]
