"""The pages of the diagnostic codes, as shipped with the program or as they lie in a source checkout."""

import re
from pathlib import Path

_SHIPPED = Path(__file__).parent / "pages"
_CHECKOUT = Path(__file__).parents[3] / "docs" / "errors"


def codes() -> tuple[str, ...]:
    """Every code that has a page, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.md") if path.stem != "index"))


def page(code: str) -> str | None:
    """The Markdown of the page of `code`, or None when there is none."""
    path = _folder() / f"{code}.md"
    return path.read_text("utf-8") if re.fullmatch(r"[a-z0-9-]+", code) and path.is_file() else None


def _folder() -> Path:
    return _SHIPPED if _SHIPPED.is_dir() else _CHECKOUT
