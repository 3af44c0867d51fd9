"""The one place where the stages are joined: text in, answers out.

`opening.load` reads a deal; `session.Session` holds it and answers questions about it.
"""

from termwise.session.asking import Asked
from termwise.session.opening import load, load_text, of_deal
from termwise.session.session import Session, UnusableDealError

__all__ = ["Asked", "Session", "UnusableDealError", "load", "load_text", "of_deal"]
