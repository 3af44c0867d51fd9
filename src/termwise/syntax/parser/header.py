"""The first words of a directive: its keyword and its name."""

from termwise.syntax.parser.cursor import Cursor, LineFaultError
from termwise.syntax.parser.literals import declared, name
from termwise.syntax.tree import Name


def name_of_header(p: Cursor, what: str, *, declares: bool = True) -> Name | None:
    """The name after a directive's keyword. None after a fault: the lines under it are read all the same."""
    try:
        found = declared(p, what) if declares else name(p, what)
    except LineFaultError as fault:
        p.tell(fault.diagnostic)
        return None
    p.declares = found.text
    return found
