"""The report in a real browser: from the disk, with the network off, on a desk and on a phone, in light and dark."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.docs.pages import ROOT
from tests.report.reports import written

SCREENSHOTS = ROOT / "build" / "screenshots"
DESK, PHONE = {"width": 1280, "height": 1600}, {"width": 390, "height": 1600}


@pytest.fixture(scope="module", params=["reference", "pharma", "licence"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("reports"), request.param)


class Watched:
    """A page opened from a file with the network off, and all that it said and asked for."""

    def __init__(self, chromium: Browser, file: Path, size: dict[str, int], scheme: str = "light") -> None:
        self.context = chromium.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            offline=True,
            reduced_motion="reduce",
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda fault: self.said.append(str(fault)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())

    def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", timeout=120_000)


def test_on_a_desk(chromium: Browser, file: Path) -> None:
    opened = Watched(chromium, file, DESK)
    assert opened.asked == [file.as_uri()]
    assert opened.said == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") == DESK["width"]
    opened.picture(f"report-{file.stem}-desktop")
    opened.page.locator("#economics").scroll_into_view_if_needed()
    opened.page.evaluate("document.querySelector('#economics').scrollIntoView()")
    opened.picture(f"report-{file.stem}-desktop-economics")
    opened.context.close()


def test_on_a_phone(chromium: Browser, file: Path) -> None:
    opened = Watched(chromium, file, PHONE, "dark")
    assert opened.asked == [file.as_uri()]
    assert opened.said == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], "nothing runs off the side"
    opened.picture(f"report-{file.stem}-phone-dark")
    opened.context.close()


@pytest.mark.parametrize(("name", "scheme"), [("pharma", "light"), ("licence", "light"), ("licence", "dark")])
def test_nothing_serious_for_who_cannot_see_it(chromium: Browser, tmp_path: Path, name: str, scheme: str) -> None:
    opened = Watched(chromium, written(tmp_path, name), DESK, scheme)
    opened.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(opened.page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []
    opened.context.close()


def test_a_figure_opens_its_explanation(chromium: Browser, tmp_path: Path) -> None:
    opened = Watched(chromium, written(tmp_path, "pharma"), DESK)
    link = opened.page.locator(".figures .value a").first
    target = link.get_attribute("href")
    link.click()
    explanation = opened.page.locator(target or "")
    assert explanation.evaluate("one => one.parentElement.open"), "a folded explanation opens when it is led to"
    clause = explanation.locator("a[href^='#clause-']").first
    clause.click()
    assert opened.page.locator(":target").evaluate("one => one.className") == "clause"
    assert opened.said == []
    opened.context.close()
