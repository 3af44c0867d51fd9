"""Texts that Markdown shows as they are."""

import re

from termwise.report.inert import inert

_ALWAYS = re.compile(r"([\\`*\[\]<>|~$&])")
_UNDERSCORE = re.compile(r"(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
_LINK = re.compile(r"(?<=[0-9A-Za-z]):(?=/)|@|(?<=[wW]{3})\.")
_AT_START = re.compile(r"^(\s*)([-+#=]|[0-9]{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """`text` on one line, so that no Markdown reader sees a mark, a tag, a link or the start of a list in it."""
    found = _ALWAYS.sub(r"\\\1", " ".join(inert(text).split()))
    found = _UNDERSCORE.sub(r"\\_", found)
    found = _LINK.sub(lambda match: f"\\{match[0]}", found)
    start = _AT_START.match(found)
    if start is None:
        return found
    mark = start[2]
    return f"\\{found}" if not mark.isdigit() else f"{mark}\\{found[len(mark) :]}"
