"""The page in a headless Chromium: how soon it is there, and how soon the charts follow a slider.

The reference deal is served by the command itself. A slider is dragged from end to end by the mouse, a step every
16 ms, which is how fast a screen shows frames; the page measures itself from the time stamp of the event that moved
the slider to the frame in which the charts made for that setting are shown (`web/static/charts.js`). What is
overtaken by a later event is never asked for, so it is not counted.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright
from tests.chromium import ARGUMENTS, PROGRAM

REFERENCE = Path(__file__).parents[1] / "examples" / "microsoft-openai" / "microsoft-openai.deal"
_STEPS = 150
_FRAME = 1 / 60
SLIDERS = (("growth:openai_revenue", "how a driver grows"), ("day:agi_verified", "the day of an event"))
"""What is dragged: a handle's key, and what it is."""


def table() -> str:
    """The figures as Markdown; a sentence where there is no Chromium."""
    if not PROGRAM.exists():
        return f"Left out: there is no `{PROGRAM}` on this machine."
    with _served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_selector("#answers")
        _until(page, "performance.getEntriesByName('charts live').length > 0")
        first = [_reload(page) for _ in range(5)]
        rows = [
            "| | median | 95 % within |",
            "|---|---:|---:|",
            f"| the page is painted for the first time | {median(first):.0f} ms | {max(first):.0f} ms |",
        ]
        _until(page, "performance.getEntriesByName('charts live').length > 0")
        for key, words in SLIDERS:
            _drag(page, key)  # to warm up: the first answers compile
            taken = _drag(page, key)
            late = quantiles(taken, n=20)[-1]
            rows.append(
                f"| slider event → painted, {words} ({len(taken)} frames) | {median(taken):.0f} ms | {late:.0f} ms |"
            )
        browser.close()
    return "\n".join(rows)


@contextmanager
def _served() -> Iterator[str]:
    """The first address of the reference deal, served by the command."""
    command = (sys.executable, "-m", "termwise.cli.main", "serve", str(REFERENCE), "--no-open")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
        time.sleep(2)
        try:
            yield address
        finally:
            process.terminate()


def _reload(page: Page) -> float:
    """Milliseconds from asking for the page to its first contents on the screen."""
    page.reload()
    _until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    found: float = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    return found


def _drag(page: Page, key: str) -> list[float]:
    """Milliseconds of every frame that followed the slider, dragged from left to right at the pace of a screen."""
    page.evaluate("performance.clearMeasures('slider')")
    slider = page.locator(f'.slider[data-key="{key}"] input')
    slider.scroll_into_view_if_needed()
    box: Any = slider.bounding_box()
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.1, height)
    page.mouse.down()
    for step in range(_STEPS):
        due = time.perf_counter() + _FRAME
        page.mouse.move(box["x"] + box["width"] * (0.1 + 0.8 * step / _STEPS), height)
        time.sleep(max(0.0, due - time.perf_counter()))
    _until(page, "document.getElementById('charts').getAttribute('aria-busy') === null")
    found: list[float] = page.evaluate("performance.getEntriesByName('slider').map((one) => one.duration)")
    page.mouse.up()
    page.wait_for_timeout(1_000)
    return found


def _until(page: Page, condition: str, seconds: float = 120) -> None:
    """Waits for a condition. The page's policy forbids `eval`, so it is asked again and again."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        page.wait_for_timeout(20)


if __name__ == "__main__":
    print(table())
