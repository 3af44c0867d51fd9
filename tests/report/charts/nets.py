"""What must hold of every drawing, as functions that name the breaches; each is tried on a planted one."""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from termwise.report.charts.canvas.elements import Drawing, Element, Group, Text
from termwise.report.charts.subject import Subject

ELEMENTS = frozenset({"svg", "title", "desc", "path", "text", "tspan", "g", "a"})
ATTRIBUTES = frozenset(
    [
        "aria-label",
        "aria-labelledby",
        "class",
        "d",
        "dx",
        "fill",
        "fill-opacity",
        "font-family",
        "font-size",
        "font-weight",
        "height",
        "href",
        "id",
        "opacity",
        "role",
        "stroke",
        "stroke-dasharray",
        "stroke-width",
        "tabindex",
        "text-anchor",
        "viewBox",
        "width",
        "x",
        "y",
    ]
)
_SVG = "{http://www.w3.org/2000/svg}"
_NUMBERS = re.compile(r"-?[0-9.]+(?:e[+-]?[0-9]+)?|nan|inf")


def texts(elements: Iterable[Element]) -> Iterator[Text]:
    """Every line of text, however deep."""
    for element in elements:
        if isinstance(element, Text):
            if element.words:
                yield element
        elif isinstance(element, Group):
            yield from texts(element.members)


def subjects(elements: Iterable[Element]) -> Iterator[Subject]:
    """What every group is about, however deep."""
    for element in elements:
        if isinstance(element, Group):
            if element.subject is not None:
                yield element.subject
            yield from subjects(element.members)


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of texts that share room; what lies far apart is not compared."""
    boxed = sorted(((text.box, text.words) for text in texts(drawing.elements)), key=lambda pair: pair[0].top)
    found = []
    for number, (box, words) in enumerate(boxed):
        for other, more in boxed[number + 1 :]:
            if other.top > box.bottom:
                break
            if box.meets(other):
                found.append((words, more))
    return found


def outside(drawing: Drawing) -> list[str]:
    """Texts that reach over the edge of the drawing."""
    return [
        text.words
        for text in texts(drawing.elements)
        if text.box.left < -1
        or text.box.right > drawing.width + 1
        or text.box.top < -1
        or text.box.bottom > drawing.height + 1
    ]


def parsed(document: str) -> ET.Element:
    """The document's root element; ParseError when it is no XML."""
    return ET.fromstring(document)  # noqa: S314 - our own documents


def alive(document: str) -> list[str]:
    """Elements, attributes and links that are not among the few that a chart needs."""
    found = []
    for element in parsed(document).iter():
        name = str(element.tag).removeprefix(_SVG)
        if name not in ELEMENTS:
            found.append(name)
        found += [f"{name} {attribute}" for attribute in element.attrib if attribute not in ATTRIBUTES]
        link = element.attrib.get("href", "/")
        if not link.startswith(("/", "#")):
            found.append(link)
    return found


def unreal(document: str) -> list[str]:
    """Numbers in paths that are none."""
    paths = re.findall(r' d="([^"]*)"', document)
    return [one for path in paths for one in _NUMBERS.findall(path) if one in ("nan", "inf")]


def ids(document: str) -> list[str]:
    """All ids of a document."""
    return re.findall(r' id="([^"]*)"', document)
