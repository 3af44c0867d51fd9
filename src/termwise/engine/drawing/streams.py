"""Streams: what is drawn has its own random words, known by its name, whatever else a deal contains."""

from hashlib import blake2b
from typing import Literal

Drawn = Literal["parameter", "event", "driver"]


def stream(kind: Drawn, name: str) -> int:
    """The 64-bit number of the stream of a named parameter, event or driver."""
    digest = blake2b(f"{kind}:{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def again(stream: int, time: int = 1) -> int:
    """The number of the stream that draws for the same thing once more, independently; `time` 1, 2, … of them."""
    digest = blake2b(f"again:{time}:{stream}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")
