"""Running the page: one socket of this machine, one token, until Ctrl-C."""

import asyncio
import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from termwise.web.app import application
from termwise.web.desk import Desk
from termwise.web.gate import Gate
from termwise.web.patience import Patient
from termwise.web.refusal import Refusal
from termwise.web.routes import page
from termwise.web.watching import Watch

_HERE = "127.0.0.1"
_GRACE = 1
"""Seconds that answers under way are waited for when the server is told to stop."""


class PortTakenError(OSError):
    """The port is another program's; the message says which port."""


class Serving:
    """The page of a deal, bound to a port of this machine and not yet served.

    `port` 0 takes any that is free. Raises `PortTakenError`.
    """

    def __init__(self, deal: Path, port: int = 0) -> None:
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        self.token = secrets.token_urlsafe(24)
        self.desk = Desk(deal)
        self._watch = Watch(self.desk)
        gate = Gate(application(self.desk, self._watch), self.port, self.token)
        config = uvicorn.Config(
            gate,
            http=Patient,
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="off",
            ws="none",
            limit_concurrency=200,
            timeout_graceful_shutdown=_GRACE,
            timeout_keep_alive=30,
        )
        self._server = _Stopping(config, self._watch)

    @property
    def bound_to(self) -> str:
        """The address of the network at which it listens."""
        return str(self._socket.getsockname()[0])

    @property
    def address(self) -> str:
        """The first address: it holds the token."""
        return f"http://{_HERE}:{self.port}/?token={self.token}"

    def run(self, ready: Callable[[], None] | None = None) -> None:
        """Serves until it is stopped; `ready` is called once requests are answered."""
        asyncio.run(self._run(ready))

    def stop(self) -> None:
        """Tells the server to stop, from any thread."""
        self._server.end()

    def close(self) -> None:
        """Gives the port back without serving."""
        self._socket.close()

    def _warm(self) -> None:
        """Makes the page once, so that the first one who asks for it does not wait for what is only loaded."""
        with suppress(Refusal):
            page(self.desk, {})

    async def _run(self, ready: Callable[[], None] | None) -> None:
        threading.Thread(target=self._warm, daemon=True).start()
        watching = asyncio.create_task(self._watch.run())
        self._server.ready = ready
        try:
            await self._server.serve(sockets=[self._socket])
        finally:
            watching.cancel()


class _Stopping(uvicorn.Server):
    """A server that ends the lines to its pages first: they would stay open for ever."""

    def __init__(self, config: uvicorn.Config, watch: Watch) -> None:
        super().__init__(config)
        self._watch = watch
        self._loop: asyncio.AbstractEventLoop | None = None
        self.ready: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As usual; from now on requests are answered, and the server can be told to end."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        if self.ready is not None:
            threading.Thread(target=self.ready, daemon=True).start()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl-C. A second one does not wait for anything."""
        super().handle_exit(sig, frame)
        self.end()

    def end(self) -> None:
        """Ends the lines and the server, from any thread."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._watch.stop)


def _bound(port: int) -> socket.socket:
    """A listening socket of this machine alone.

    Its protocol is said, for `asyncio` sends at once only over what calls itself TCP: else the body of every answer
    waits some 40 ms until the browser has acknowledged its head.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((_HERE, port))
        found.listen()  # from here on it is taken: two that only bind would both get it
    except OSError as fault:
        found.close()
        why = (fault.strerror or "unknown").lower()
        raise PortTakenError(f"port {port} cannot be used: {why}; without --port a free one is taken") from None
    return found
