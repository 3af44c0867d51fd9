"""How faults speak of things: articles, lists, ordinals."""

from collections.abc import Iterable


def a(thing: str) -> str:
    """The thing with its article: `a party`, `an asset`."""
    return f"{'an' if thing[0] in 'aeio' else 'a'} {thing}"


def several(thing: str) -> str:
    """The thing in the plural: `parties`, `assets`."""
    return f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"


def either(things: Iterable[str]) -> str:
    """`party`, `party or asset`, `event, clause or asset`."""
    return _listed(tuple(things), "or")


def both(things: Iterable[str]) -> str:
    """`party`, `party and asset`, `event, clause and asset`."""
    return _listed(tuple(things), "and")


def _listed(words: tuple[str, ...], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(words: Iterable[str]) -> tuple[str, ...]:
    """Each word in backticks."""
    return tuple(f"`{word}`" for word in words)
