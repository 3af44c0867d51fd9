"""Machine code with its layout: written and compiled once, kept on disk, loaded where it is needed."""

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib import resources

import msgspec
from msgspec import Struct

from termwise.engine.kernel import build, reduce, to_llvm
from termwise.engine.kernel import cache as kept
from termwise.engine.kernel.llvm_machine import LlvmMachine
from termwise.engine.kernel.parts import Layout

_WRITTEN_BY = ("termwise.engine.kernel", "termwise.engine.machine", "termwise.engine.drawing")


class Entry(Struct, frozen=True, array_like=True):
    """What is kept on disk: where the arguments stand, and the object code."""

    layout: Layout
    code: bytes


class Code:
    """One function in memory, ready to be called from any thread."""

    def __init__(self, entry: Entry, function: str) -> None:
        self.layout = entry.layout
        self._loaded = build.Loaded(function, entry.code, (function,))
        self.address = self._loaded.address(function)


def key_of(what: str) -> str:
    """The name of code on disk: what it computes, who wrote and compiled it, and for which processor."""
    parts = (what, _generator(), build.releases(), *build.processor())
    return blake2b("\n".join(parts).encode(), digest_size=24).hexdigest()


def paths_code(key: str, lanes: int, write: Callable[[LlvmMachine], None]) -> Code:
    """The function `paths`: as kept under the key, else as `write` writes it, which is then kept."""

    def made() -> Entry:
        machine = LlvmMachine(lanes)
        write(machine)
        machine.finish()
        return Entry(machine.layout(), build.compiled(to_llvm.module(machine)))

    return _code(key, "paths", made)


@cache
def chunk_code() -> Code:
    """The function `chunk`, the same for every program."""
    nothing = Layout((), (), (), (), (), 0)
    return _code(key_of("chunk"), "chunk", lambda: Entry(nothing, build.compiled(reduce.module())))


def _code(key: str, function: str, made: Callable[[], Entry]) -> Code:
    """What is kept, unless it is absent or cannot be used; then what is made, which is kept."""
    found = kept.found(key)
    if found is not None:
        try:
            return Code(msgspec.msgpack.decode(found, type=Entry), function)
        except (msgspec.MsgspecError, build.CompilerError):
            pass  # written by something else under this name: made anew
    entry = made()
    kept.keep(key, msgspec.msgpack.encode(entry))
    return Code(entry, function)


@cache
def _generator() -> str:
    """A fingerprint of the source that writes code, so that code of another release is never taken for this one's."""
    found = blake2b(digest_size=16)
    for package in _WRITTEN_BY:
        files = [file for file in resources.files(package).iterdir() if file.name.endswith((".py", ".ll"))]
        for file in sorted(files, key=lambda one: one.name):
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
