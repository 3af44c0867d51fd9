"""Charts as image files: PNG and PDF through vl-convert, which is an extra; SVG needs nothing."""

from types import ModuleType
from typing import Literal

Form = Literal["svg", "png", "pdf"]

FORMS: tuple[Form, ...] = ("svg", "png", "pdf")

_SHARP = 2.0
"""Pixels of a PNG for each of the drawing's."""


class NoImagesError(RuntimeError):
    """PNG or PDF was asked for and the extra that makes them is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "PNG and PDF are made by vl-convert: install it with `pip install 'termwise[images]'`, or write .svg, "
            "which needs nothing and stays sharp at every size"
        )


def image(document: str, form: Form) -> bytes:
    """An SVG document in its own colours (theme "light" or "dark") as a file of that form.

    A PNG has two pixels for each of the drawing's; a PDF has one page of its size. Raises `NoImagesError`.
    """
    match form:
        case "svg":
            return document.encode()
        case "png":
            return bytes(_converter().svg_to_png(document, scale=_SHARP))
        case "pdf":
            return bytes(_converter().svg_to_pdf(document))


def _converter() -> ModuleType:
    try:
        import vl_convert  # noqa: PLC0415 - an extra
    except ImportError:
        raise NoImagesError from None
    return vl_convert
