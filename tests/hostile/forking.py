"""A process that has read the command line's modules and waits: every run is a fork of it, limited on its own.

Starting Python and reading the modules is most of what a small run takes. What a run itself takes of memory and
processor time, what it reads, prints and ends with are its own. Its channel is the socket whose number it is given.
"""

import gc
import os
import socket
import sys

import click
import msgspec

from termwise.cli.group import SECTIONS, LazyGroup
from termwise.cli.main import cli, main
from termwise.session import load_text

LENGTH = 8
"""Bytes that say how long a request is; the three streams come with them."""


WARM = """deal "Warm"
    period 2020-01-01 through 2034-12-31
party firm "Firm Inc.", company
asset models "Models"
clause c
    firm must deliver models to firm by 2026-12-31
"""


class Request(msgspec.Struct):
    """One run: its arguments, folder and environment as bytes, and its limits."""

    arguments: list[bytes]
    folder: bytes
    environment: dict[bytes, bytes]
    memory_bytes: int
    seconds: int


def asked(channel: socket.socket, request: Request, streams: tuple[int, int, int]) -> int:
    """The return code of a run, negative when a signal ended it."""
    data = msgspec.msgpack.encode(request)
    socket.send_fds(channel, [len(data).to_bytes(LENGTH, "big")], streams)
    channel.sendall(data)
    return int.from_bytes(_received(channel, LENGTH), "big", signed=True)


def _received(channel: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        part = channel.recv(count - len(found))
        if not part:
            raise EOFError
        found += part
    return found


def _serve(channel: socket.socket) -> bool:
    """Answers until nobody asks; True in every child, which is then the run."""
    while True:
        head, streams, _, _ = socket.recv_fds(channel, LENGTH, 3)
        if not head:
            return False
        request = msgspec.msgpack.decode(_received(channel, int.from_bytes(head, "big")), type=Request)
        child = os.fork()
        if child == 0:
            channel.close()
            _become(request, streams)
            return True
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        channel.sendall(os.waitstatus_to_exitcode(status).to_bytes(LENGTH, "big", signed=True))


def _become(request: Request, streams: list[int]) -> None:
    import resource  # of POSIX alone

    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(request.folder)
    os.environb.clear()
    os.environb.update(request.environment)
    resource.setrlimit(resource.RLIMIT_AS, (request.memory_bytes, request.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (request.seconds, request.seconds))
    sys.argv = ["termwise", *map(os.fsdecode, request.arguments)]


if __name__ == "__main__":
    for _, names in SECTIONS:
        for name, _ in names:
            LazyGroup().get_command(click.Context(cli), name)
    load_text(WARM)
    gc.freeze()
    if _serve(socket.socket(fileno=int(sys.argv[1]))):
        main()
