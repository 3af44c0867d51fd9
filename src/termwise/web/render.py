"""Fragments of HTML from templates; every word of a deal is escaped, nothing is put together by hand."""

import re
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import urlencode

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from termwise.explain.figures.amounts import money_words, share_words, value_words
from termwise.model.text.moments import moment_text

_TICKS = re.compile(r"`([^`]*)`")


def fragment(template: str, **values: object) -> str:
    """A template, filled in."""
    return _environment().get_template(f"{template}.html").render(values)


@lru_cache(maxsize=10_000)
def address(kind: str, name: str) -> str:
    """Where a click on something leads: the page itself, with the explanation open."""
    return f"/?{urlencode({'look': f'{kind}:{name}'})}"


def count(number: int, word: str, words: str | None = None) -> str:
    """`1 clause`, `3 clauses`."""
    return f"{number:,} {word if number == 1 else words or f'{word}s'}"


def ticked(message: str) -> Markup:
    """A message with what it quotes in backticks set as code."""
    parts = _TICKS.split(message)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )


@cache
def _environment() -> Environment:
    folder = resources.files("termwise.web") / "templates"
    sources = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".html")}
    environment = Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "ticked": ticked,
        "money": money_words,
        "share": share_words,
        "value": value_words,
        "moment": moment_text,
    }
    environment.globals |= {"address": address, "count": count}
    return environment
