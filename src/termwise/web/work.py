"""Blocking work beside the event loop: in threads that end with the process, for a bounded time."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from termwise.web.refusal import too_busy, too_long

T = TypeVar("T")


class Workshop:
    """Runs at most `most` pieces of work at once, each for at most `seconds`, waiting included.

    What takes longer is given up: its thread goes on, is no longer waited for, and does not keep the process.
    """

    def __init__(self, most: int = 8, seconds: float = 60.0) -> None:
        self._places = threading.BoundedSemaphore(most)
        self._seconds = seconds

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises. Raises `Refusal` (503) when it takes too long, or too much is going on."""
        if not self._places.acquire(blocking=False):
            raise too_busy()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def settle(action: Callable[[], None]) -> None:
            if not done.cancelled():
                action()

        def body() -> None:
            try:
                found = work()
            except BaseException as fault:  # noqa: BLE001 - whatever it is, it is raised where the work was asked for
                outcome: Callable[[], None] = lambda fault=fault: done.set_exception(fault)  # type: ignore[misc]  # noqa: E731
            else:
                outcome = lambda: done.set_result(found)  # noqa: E731
            finally:
                self._places.release()
            if not loop.is_closed():
                loop.call_soon_threadsafe(settle, outcome)

        threading.Thread(target=body, name="termwise work", daemon=True).start()
        try:
            return await asyncio.wait_for(done, self._seconds)
        except TimeoutError:
            raise too_long(self._seconds) from None
