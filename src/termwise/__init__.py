"""Termwise: strategic partnerships as executable text.

`load` reads a deal file and gives a `Session` that answers questions about it; `chart` draws it. A deal can also be
built from Python: `Deal` and everything in it is in `termwise.model`; `of_deal` makes a session of it. What is named
here is imported when it is first used, so that `import termwise` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termwise.model.act import Act
    from termwise.model.deal import Deal
    from termwise.session import Session, UnusableDealError, load, load_text, of_deal
    from termwise.session.pictures.chart import chart
    from termwise.view.view import View

__version__ = "0.1.0"

__all__ = [
    "Act",
    "Deal",
    "Session",
    "UnusableDealError",
    "View",
    "__version__",
    "chart",
    "load",
    "load_text",
    "of_deal",
]

_HOMES = (
    ("termwise.session", ("Session", "UnusableDealError", "load", "load_text", "of_deal")),
    ("termwise.session.pictures.chart", ("chart",)),
    ("termwise.model.deal", ("Deal",)),
    ("termwise.model.act", ("Act",)),
    ("termwise.view.view", ("View",)),
)
"""Module -> the names it lends."""


def __getattr__(name: str) -> object:
    """The public name `name` (PEP 562). Raises `AttributeError` for any other."""
    for module, names in _HOMES:
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module `termwise` has no attribute `{name}`")


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
