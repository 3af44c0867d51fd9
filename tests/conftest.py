"""How Hypothesis runs here, without deadlines (machines differ) and in CI with the same examples every time.

And a browser for whoever looks at a page.
"""

import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import ARGUMENTS, PROGRAM

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# A shell that starts the tests in the background has them ignore Ctrl-C, and so would every process they start and mean
# to interrupt: those would run for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """A headless Chromium; the test is skipped where there is none.

    One a module: as long as it is open its event loop counts as running, and no other test could start one.
    """
    if not PROGRAM.exists():
        pytest.skip(f"there is no {PROGRAM} here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=list(ARGUMENTS))
        yield browser
        browser.close()
