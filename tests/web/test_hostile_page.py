"""Hostile words in a real browser, on the page and in the report: they stay words, and the policy is really applied."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from termwise.report.html.page import html
from termwise.session import load
from tests.hostile.words import WORDS, hostile_deal
from tests.report.reports import of
from tests.web.conftest import Served
from tests.web.page import Page

LOOKS = (
    "clause:fee",
    "event:reached",
    "source:paper",
    "party:acme",
    "amendment:more",
    "driver:sales",
    "figure:fee in 2026",
)


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("evil") / "evil.deal"
    path.write_text(hostile_deal(), "utf-8")
    found = Served(path)
    found.start()
    yield found
    found.stop()


class Struck(Page):
    """A page that says so when a dialog opens."""

    def open(self, address: str) -> Any:
        self.context.on("dialog", self._dialog)
        return super().open(address)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def untouched(self) -> None:
        """Nothing of the deal has run, loaded or asked for anything."""
        assert self.tab.evaluate("window.struck") is None
        assert self.tab.evaluate(LIVE) == []


LIVE = """[...document.querySelectorAll('*')].flatMap(one => [
    ...(['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'STYLE', 'ANIMATE'].includes(one.tagName.toUpperCase())
        ? [one.tagName] : []),
    ...(one.tagName === 'SCRIPT' && !one.src ? ['inline script'] : []),
    ...one.getAttributeNames().filter(name => name.startsWith('on') || name === 'srcdoc'),
    ...(/^(javascript|data):/i.test(one.getAttribute('href') ?? one.getAttribute('xlink:href') ?? '')
        && one.tagName !== 'LINK' ? [one.outerHTML.slice(0, 200)] : []),
])"""
"""Everything of a page that could run or load something, except what is the page's own."""


def test_hostile_words_do_nothing_on_the_page(evil: Served, chromium: object) -> None:
    page = Struck(chromium, evil.address, 1280, 900)
    page.until_drawn()
    page.untouched()
    for look in LOOKS:
        page.tab.goto(f"{evil.origin}/?{urlencode({'look': look})}")
        page.until("performance.getEntriesByName('ready').length > 0")
        page.until("document.body.textContent.includes('window.struck=1')")
        page.untouched()
    said = page.tab.evaluate("document.body.textContent")
    assert all(words in said for words in (WORDS[0], WORDS[2], WORDS[8]))
    page.type("# </textarea><script>window.struck=9</script>\n")
    page.tab.wait_for_timeout(300)
    page.untouched()
    assert {url.split("?")[0] for url in page.requests if not url.startswith(evil.origin)} <= {"data:,"}
    page.close()


def test_hostile_words_do_nothing_in_the_report(evil: Served, chromium: Any, tmp_path: Path) -> None:
    written = tmp_path / "report.html"
    written.write_text(html(of(load(evil.path))), "utf-8")
    context = chromium.new_context()
    faults: list[str] = []
    asked: list[str] = []
    tab = context.new_page()
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda fault: faults.append(str(fault)))
    tab.on("dialog", lambda dialog: faults.append(dialog.message))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(written.as_uri())
    assert tab.evaluate("window.struck") is None
    assert [found for found in tab.evaluate(LIVE) if found != "STYLE"] == []
    assert tab.evaluate("document.querySelectorAll('style').length") == 1
    assert all(words in tab.evaluate("document.body.textContent") for words in (WORDS[0], WORDS[2], WORDS[8]))
    assert asked == [written.as_uri()]
    assert faults == []
    context.close()


PLANTED = """<script>window.struck=1</script><img src=x onerror="window.struck=2"><style>body{display:none}</style>
<script src="http://127.0.0.1:9/x.js"></script><p id="planted" style="color:red">x</p>"""


@pytest.mark.parametrize("applied", [True, False], ids=["with the policy", "without"])
def test_what_is_planted_in_the_page_runs_only_without_the_policy(evil: Served, chromium: Any, applied: bool) -> None:
    """The browser itself refuses what a hole in the page would let in; without the header it would run."""
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(evil.address)
    tab.wait_for_url(f"{evil.origin}/")
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))

    def plant(route: Any) -> None:
        found = route.fetch()
        headers = {k: v for k, v in found.headers.items() if applied or k != "content-security-policy"}
        route.fulfill(response=found, headers=headers, body=found.text().replace("</body>", f"{PLANTED}</body>"))

    tab.route(f"{evil.origin}/", plant)
    tab.goto(f"{evil.origin}/")
    tab.wait_for_timeout(200)
    colour = tab.evaluate("getComputedStyle(document.getElementById('planted')).color")
    shown = tab.evaluate("getComputedStyle(document.body).display")
    if applied:
        assert tab.evaluate("window.struck") is None
        assert colour != "rgb(255, 0, 0)"
        assert shown != "none"
        assert sum("Content Security Policy" in line for line in said) >= 4
    else:
        assert tab.evaluate("window.struck") in (1, 2)
        assert (colour, shown) == ("rgb(255, 0, 0)", "none")
    context.close()


@pytest.mark.parametrize(
    "attempt",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "eval('1')",
        "new Function('return 1')()",
        "trustedTypes.createPolicy('other', { createHTML: html => html })",
        "fetch('http://127.0.0.1:9/').catch(() => { throw TypeError('refused') })",
        "import('data:text/javascript,window.struck=1')",
    ],
)
def test_even_a_script_of_the_page_cannot(evil: Served, chromium: Any, attempt: str) -> None:
    """Asked from a callback: what a test evaluates itself may do everything."""
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(evil.address)
    tab.wait_for_url(f"{evil.origin}/")
    trying = f"try {{ await ({attempt}); done('done') }} catch (fault) {{ done(fault.name) }}"
    refused = tab.evaluate(f"new Promise(done => setTimeout(async () => {{ {trying} }}))")
    assert refused in ("TypeError", "EvalError")
    assert tab.evaluate("window.struck") is None
    context.close()
