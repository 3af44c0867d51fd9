"""Texts in quotes, as the language writes them."""


def quoted(text: str) -> str:
    r"""`"…"` on one line: only the quote and the backslash are escaped. Line breaks become spaces."""
    escaped = " ".join(text.splitlines()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def titled(title: str | None) -> str:
    """A title after a name, with the space before it; nothing when there is none."""
    return "" if title is None else f" {quoted(title)}"


INDENT = "    "


def indented(lines: list[str]) -> list[str]:
    """The lines one level deeper."""
    return [INDENT + line for line in lines]
