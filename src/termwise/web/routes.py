"""Every address that a page asks: what it takes, and what answers it."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from termwise.web import asking, drawing, explaining, opening, parts, supposing, texts
from termwise.web.asked import About, Drawn, FileAsked, Looking, Merging, Part, Question, Saving, Supposing, Typed
from termwise.web.desk import Desk

T = TypeVar("T", bound=Struct)


class Answered(Struct, Generic[T], frozen=True):
    """An address that takes a body of one type, and the function that answers it."""

    path: str
    takes: type[T]
    answer: Callable[[Desk, T], Struct]


ASKED = (
    Answered("/read", Typed, texts.read_text),
    Answered("/file", FileAsked, texts.file_text),
    Answered("/save", Saving, texts.save),
    Answered("/merge", Merging, texts.merged),
    Answered("/part", Part, parts.part),
    Answered("/ask", Question, asking.ask),
    Answered("/explain", About, explaining.explain),
    Answered("/handles", Looking, supposing.sliders),
    Answered("/draw", Drawn, drawing.draw),
    Answered("/suppose", Supposing, supposing.suppose),
)
"""Every address that is asked by POST. None of them but `/save` changes anything."""


def page(desk: Desk, query: Mapping[str, str]) -> str:
    """The page itself."""
    return opening.page(desk, query)
