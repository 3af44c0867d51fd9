"""Lines of text fitted into a width: cut with an ellipsis, or wrapped."""

from termwise.report.charts.canvas.metrics import width

ELLIPSIS = "…"


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits with an ellipsis; nothing where not even that fits."""
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    kept = text[:low].rstrip()
    return kept + ELLIPSIS if width(kept + ELLIPSIS, size, bold=bold) <= room else ""


def wrapped(text: str, size: float, room: float, *, most: int = 12, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most `room`, at most `most` of them; the last is cut when there is more."""
    lines: list[str] = []
    words = text.split()
    line = ""
    for number, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if len(lines) == most - 1:
            rest = " ".join([line, *words[number:]] if line else words[number:])
            return (*lines, fitted(rest, size, room, bold=bold))
        if line:
            lines.append(line)
        line = word
        if width(word, size, bold=bold) > room:
            line = fitted(word, size, room, bold=bold)
    return (*lines, line) if line else tuple(lines)
