"""Lines of sentences of ownership: the class of shares, what of a warrant vests when, and when it is exercised."""

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.expressions import expression
from termwise.syntax.parser.literals import name
from termwise.syntax.parser.rows import vesting_rows
from termwise.syntax.tree import QualifierNode


def vests_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """What vests when, in rows.

    ``vests_line = 'vests' NEWLINE INDENT vesting_row {vesting_row} DEDENT``
    """
    p.finish()
    span = p.since(start)
    return QualifierNode(keyword, span, vesting=vesting_rows(p))


def exercised_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """When the holder of a warrant exercises what has vested: at once, or once a condition holds.

    ``exercised_line = 'exercised' 'when' ('vested' | expression)``
    """
    if p.accept("vested"):
        return QualifierNode(keyword, p.since(start), flag=True)
    found = expression(p)
    return QualifierNode(keyword, p.since(start), expr=found)


def class_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """The class of the shares.

    ``class_line = 'class' name``
    """
    found = name(p, "the name of a class of shares")
    return QualifierNode(keyword, p.since(start), word=found.text, names=(found,))
