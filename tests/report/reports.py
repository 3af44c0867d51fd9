"""Reports of deals, made once for all tests, and their HTML taken apart."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from termwise.report.contents import Report
from termwise.report.html.page import html
from termwise.session import Session, load, load_text
from termwise.session.reporting.material import Asked
from termwise.session.reporting.whole import report
from tests.docs.pages import ROOT

REFERENCE = ROOT / "examples" / "microsoft-openai" / "microsoft-openai.deal"
PHARMA = ROOT / "examples" / "pharma-licence" / "pharma-licence.deal"
_README = (ROOT / "README.md").read_text("utf-8")
LICENCE = re.findall(r"^```deal licence\.deal\n(.*?)^```", _README, re.MULTILINE | re.DOTALL)[0]
"""The deal of the README: a grant, an amendment, no money."""

PATHS = 512


def of(session: Session, **view: object) -> Report:
    """The report of a deal, simulated on few paths."""
    return report(session, Asked(session.view(**view), PATHS))  # type: ignore[arg-type]


@cache
def reference() -> Report:
    return of(load(REFERENCE))


@cache
def pharma() -> Report:
    return of(load(PHARMA))


@cache
def licence() -> Report:
    return of(load_text(LICENCE, "licence.deal"))


@cache
def page(name: str) -> str:
    """The page of one of the three."""
    return html({"reference": reference, "pharma": pharma, "licence": licence}[name]())


@lru_cache(maxsize=8)
def parsed(text: str) -> tuple[Element, list[str]]:
    """The tree of a page, and the faults that a parser finds in it who reads as the HTML standard says."""
    parser = HTMLParser(namespace_html_elements=False)
    tree = parser.parse(text)
    return tree, [f"{code} at {place}: {more}" for place, code, more in parser.errors]


def written(folder: Path, name: str) -> Path:
    """The page in a file."""
    path = folder / f"{name}.html"
    path.write_text(page(name), "utf-8")
    return path


def attributes(tree: Element, *names: str) -> Iterator[str]:
    """The values of attributes anywhere in a page."""
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in names:
                yield value
