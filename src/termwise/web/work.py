"""Blocking work beside the event loop: in threads that end with the process, for a bounded time."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar, copy_context
from functools import partial
from typing import TypeVar

from termwise.web.refusal import too_busy, too_long

T = TypeVar("T")

_GIVEN_UP: ContextVar[threading.Event | None] = ContextVar("_GIVEN_UP", default=None)


def is_given_up() -> bool:
    """Whether nobody waits any more for the work that this thread does."""
    given_up = _GIVEN_UP.get()
    return given_up is not None and given_up.is_set()


class Workshop:
    """Runs at most `most` pieces of work at once, each for at most `seconds`, waiting for its turn included.

    What takes longer is given up, as is what is cancelled: it can ask (`is_given_up`) and end; if not, its thread goes
    on, is no longer waited for, and does not keep the process. No more than `waiting` wait for their turn.
    """

    def __init__(self, most: int = 16, seconds: float = 60.0, waiting: int = 100) -> None:
        self._places = asyncio.Semaphore(most)
        self._seconds = seconds
        self._free = most + waiting

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises. Raises `Refusal` (503) when it takes too long, or too much is going on."""
        if self._free <= 0:
            raise too_busy()
        self._free -= 1
        try:
            return await asyncio.wait_for(self._turn(work), self._seconds)
        except TimeoutError:
            raise too_long(self._seconds) from None
        finally:
            self._free += 1

    async def _turn(self, work: Callable[[], T]) -> T:
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        given_up = threading.Event()
        context = copy_context()
        context.run(_GIVEN_UP.set, given_up)
        body = partial(context.run, self._body, work, loop, done)
        threading.Thread(target=body, name="termwise work", daemon=True).start()
        try:
            return await done
        finally:
            given_up.set()

    def _body(self, work: Callable[[], T], loop: asyncio.AbstractEventLoop, done: "asyncio.Future[T]") -> None:
        """The work, in its thread; its place is free once it has ended, whoever still waits for it."""
        try:
            outcome = partial(done.set_result, work())
        except BaseException as fault:  # noqa: BLE001 - whatever it is, it is raised where the work was asked for
            outcome = partial(done.set_exception, fault)

        def end() -> None:
            self._places.release()
            if not done.done():
                outcome()

        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(end)
