"""The page in a browser, as the tests use it. Its policy forbids `eval`, so waiting asks again and again instead."""

import time
from collections.abc import Callable
from typing import Any


class Page:
    """One tab. `faults` are errors in its console, `requests` all it asked for."""

    def __init__(self, browser: Any, address: str, width: int, height: int, **context: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, **context)
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.tab: Any = None
        self.tab = self.open(address)

    def open(self, address: str) -> Any:
        """Another tab of the same browser."""
        tab = self.context.new_page()
        tab.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda fault: self.faults.append(str(fault)))
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.goto(address)
        tab.wait_for_selector("#answers")
        self.until("performance.getEntriesByName('ready').length > 0", tab=tab)
        return tab

    def until(self, condition: str, seconds: float = 30, tab: Any = None) -> None:
        """Waits until a condition of JavaScript holds."""
        tab = tab or self.tab
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if tab.evaluate(condition):
                return
            tab.wait_for_timeout(25)
        raise AssertionError(f"never: {condition}")

    def until_so(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        """Waits until a condition of Python holds; meanwhile the page goes on, and what it does is heard."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "never"
            self.tab.wait_for_timeout(25)

    def until_drawn(self, tab: Any = None) -> None:
        """Waits until the charts of the page are there."""
        self.until("performance.getEntriesByName('charts live').length > 0", 60, tab)

    def type(self, text: str, at: int = 0) -> None:
        """Types into the text, from a place counted in characters."""
        self.tab.focus("#typed")
        self.tab.evaluate(f"document.getElementById('typed').setSelectionRange({at}, {at})")
        self.tab.keyboard.insert_text(text)

    def close(self) -> None:
        """Closes it. Nothing has gone wrong in it."""
        self.context.close()
        assert not self.faults, self.faults
