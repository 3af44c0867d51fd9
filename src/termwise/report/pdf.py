"""The report as PDF: the same page, laid out for paper by WeasyPrint, which the extra `pdf` installs."""

import logging
from typing import NoReturn

WITHOUT_WEASYPRINT = "a PDF needs WeasyPrint: install it with `pip install 'termwise[pdf]'`"
WITHOUT_PANGO = (
    "WeasyPrint is there, and Pango that it draws with is not: `apt install libpango-1.0-0 libpangoft2-1.0-0` on "
    "Debian and Ubuntu, `brew install pango` on macOS, MSYS2's `mingw-w64-x86_64-pango` on Windows"
)


class NoPdfError(Exception):
    """A PDF cannot be made here; the message says what to install, without a full stop."""


IDENTIFIER = b"Termwise report"
"""In the PDF's trailer, in plain bytes: how a file of ours is known again."""


def pdf(page: str) -> bytes:
    """The page as PDF, the same bytes for the same page. Nothing is fetched. Raises `NoPdfError`."""
    try:
        from weasyprint import HTML  # noqa: PLC0415 - an extra, and heavy
    except ModuleNotFoundError:
        raise NoPdfError(WITHOUT_WEASYPRINT) from None
    except OSError:  # the libraries that cffi opens
        raise NoPdfError(WITHOUT_PANGO) from None
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it tells of every property that paper has no use for
    document = HTML(string=page, url_fetcher=_refused).write_pdf(pdf_identifier=IDENTIFIER)
    assert document is not None, "written to memory"  # noqa: S101 - for the type checker
    return bytes(document)


def _refused(url: str, *_timeout: object, **_more: object) -> NoReturn:
    """A report is whole: whatever it would fetch is a fault of ours."""
    raise ValueError(f"a report fetches nothing, and would fetch {url}")
