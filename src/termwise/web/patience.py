"""Connections of this machine that begin a request and do not come to the end of its head: they are closed."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 20.0
"""Until the head of a request has come in."""


class Patient(H11Protocol):
    """HTTP as the server speaks it, to a caller who takes only so long to say what is wanted.

    The server itself bounds the time between two requests; the time a body takes is bounded at the gate.
    """

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its base has it
        """A caller: now the first head is awaited."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is awaited any more."""
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A piece of a request. From the first one on, the whole head comes in time."""
        super().data_received(data)
        if self._answering:
            self._forget()
        elif self._due is None:
            self._await_head()

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete  # type: ignore[redundant-expr]  # None first

    def _await_head(self) -> None:
        self._due = self.loop.call_later(SECONDS, self._late)

    def _forget(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _late(self) -> None:
        self._due = None
        if not self._answering and not self.transport.is_closing():
            self.transport.close()
