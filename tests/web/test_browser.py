"""The page in a real browser: typing, dragging, clicking, files saved elsewhere, a phone, keys, a screen reader."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Served
from tests.web.deals import DEAL
from tests.web.page import Page

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
LONG = DEAL + "".join(f"\n# line {n}" for n in range(200)) + "\n"


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.tab.screenshot(path=SHOTS / f"page-{name}.png")


def serious(tab: Any) -> list[str]:
    """What axe finds serious or critical."""
    from axe_playwright_python.base import AXE_FILE_PATH

    tab.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    found = tab.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then((all) => JSON.stringify(all.violations))"
    )
    return [
        f"{one['id']}: {[node['html'][:160] for node in one['nodes']][:3]}"
        for one in json.loads(found)
        if one["impact"] in ("serious", "critical")
    ]


def test_what_is_typed_is_checked_and_the_fault_leads_to_its_line(page: Page) -> None:
    tab = page.tab
    at = DEAL.index("of sales") + len("of sales")
    page.type("x", at)
    page.until("document.querySelectorAll('#faults .severity-error').length > 0")
    assert "no event or driver is called salesx" in tab.inner_text("#faults")
    assert tab.get_attribute(".line[data-fault=error]", "data-fault") == "error"
    assert "The text has errors" in tab.inner_text("#stale")
    assert "in force" in tab.inner_text("#part-summary")
    assert tab.inner_text("#saved") == "not saved"
    tab.evaluate("document.getElementById('typed').setSelectionRange(0, 0)")
    tab.click("#faults button.fault >> nth=0")
    line = tab.evaluate(
        "document.getElementById('typed').value.slice(0, document.getElementById('typed').selectionStart)"
    )
    assert line.count("\n") == 24
    shot(page, "fault")
    tab.focus("#typed")
    tab.evaluate(f"document.getElementById('typed').setSelectionRange({at + 1}, {at + 1})")
    tab.keyboard.press("Backspace")
    page.until("document.querySelectorAll('#faults .severity-error').length === 0")
    assert tab.is_hidden("#stale")
    assert tab.inner_text("#saved") == ""


@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_coloured_lines_lie_exactly_under_the_field(served: Served, chromium: object, width: int) -> None:
    page = Page(chromium, served.address, width, 844)
    tab = page.tab
    if width < 1200:
        tab.click("[data-show=text]")
    tab.evaluate(
        "document.getElementById('typed').value += 'word '.repeat(60) + '\\n' + 'x'.repeat(400) + '\\n   trailing   '"
    )
    tab.focus("#typed")
    tab.keyboard.press("End")
    tab.keyboard.type("!")
    sizes = tab.evaluate(
        "[typed.scrollHeight, lines.offsetHeight, getComputedStyle(typed).font === getComputedStyle(lines).font]"
    )
    assert abs(sizes[0] - sizes[1]) <= 1
    assert sizes[2] is True
    shown = tab.evaluate("[...lines.children].map((one) => one.textContent).join('\\n')")
    assert shown.replace("\u200b", "") == tab.input_value("#typed")
    page.close()


def test_dragging_a_slider_moves_the_charts_and_keeps_focus_and_place(page: Page) -> None:
    tab = page.tab
    page.until_drawn()
    before = tab.inner_html("#charts .drawn")
    slider = tab.locator('.slider[data-key="day:approval"] input')
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    tab.mouse.move(box["x"] + box["width"] * 0.4, middle)
    tab.mouse.down()
    for n in range(8):
        tab.mouse.move(box["x"] + box["width"] * (0.4 + n * 0.05), middle)
        tab.wait_for_timeout(30)
    tab.mouse.up()
    page.until("performance.getEntriesByName('slider').length > 0")
    page.until(f"document.querySelector('#charts .drawn').innerHTML !== {json.dumps(before)}")
    assert tab.evaluate("document.activeElement.closest('.slider').dataset.key") == "day:approval"
    page.until("document.querySelector('#part-summary').textContent.includes('with one slider moved')")
    assert "Maker Inc." in tab.inner_text("#gist")
    assert tab.is_enabled("#keep")
    tab.click('.slider[data-key="day:approval"] .undo')
    page.until("!document.querySelector('#part-summary').textContent.includes('moved')")
    assert tab.is_disabled("#keep")


def test_what_is_still_worked_out_is_given_up_when_a_slider_moves_again(page: Page) -> None:
    tab = page.tab
    page.until_drawn()
    held: list[Any] = []
    failed: list[str] = []
    tab.on("requestfailed", lambda request: failed.append(request.post_data_json.get("part", "a chart")))

    def hold(route: Any) -> None:
        held.append(route)  # and no answer

    tab.route("**/part", hold)
    tab.focus('.slider[data-key="day:approval"] input')
    tab.keyboard.press("Home")
    page.until_so(lambda: bool(held))
    tab.unroute("**/part")
    tab.keyboard.press("ArrowRight")
    page.until_so(lambda: "summary" in failed)
    page.until("document.querySelector('#part-summary').textContent.includes('with one slider moved')")
    assert set(failed) <= {"summary", "a chart"}
    assert [route.request.post_data_json["part"] for route in held] == ["summary"]


def test_charts_that_nobody_sees_are_not_drawn_when_a_slider_moves(page: Page) -> None:
    tab = page.tab
    page.until_drawn()
    asked: list[object] = []
    rest = "performance.getEntriesByName('charts rest').length"
    tab.evaluate("document.getElementById('more-charts').scrollIntoView()")
    page.until(f"{rest} > 0")
    tab.evaluate("document.getElementById('charts').scrollIntoView()")
    tab.wait_for_timeout(200)
    drawn = tab.evaluate(rest)
    tab.on("request", lambda request: asked.append((request.post_data_json or {}).get("pace")))
    tab.focus('.slider[data-key="day:approval"] input')
    tab.keyboard.press("Home")
    page.until("document.querySelector('#part-summary').textContent.includes('with one slider moved')")
    tab.wait_for_timeout(300)
    assert "rest" not in asked
    assert tab.locator("#more-charts .stale").count() > 0
    tab.evaluate("document.getElementById('more-charts').scrollIntoView()")
    page.until(f"{rest} > {drawn}")
    assert asked.count("rest") == 1
    assert tab.locator("#more-charts .stale").count() == 0


def test_the_end_of_a_day_is_never_and_keys_move_a_slider(page: Page) -> None:
    tab = page.tab
    page.until("document.querySelector('.slider') !== null")
    tab.focus('.slider[data-key="day:approval"] input')
    tab.keyboard.press("End")
    slider = '.slider[data-key="day:approval"]'
    assert tab.inner_text(f"{slider} output") == "never"
    assert tab.get_attribute(f"{slider} input", "aria-valuetext") == "never"
    tab.keyboard.press("ArrowLeft")
    assert tab.inner_text(f"{slider} output") == "2029-12-31"
    tab.keyboard.press("Home")
    assert tab.inner_text(f"{slider} output") == "2026-03-02"


def test_a_click_on_a_figure_leads_to_its_clause_and_to_the_passage(page: Page) -> None:
    tab = page.tab
    tab.evaluate("document.getElementById('part-money').scrollIntoView()")
    page.until("document.querySelector('#part-money table') !== null")
    tab.click('#part-money a[href*="royalty+in+2026"]')
    page.until("document.querySelector('#explanation .steps') !== null")
    assert tab.inner_text("#drawer-title") == "royalty in 2026"
    assert tab.evaluate("document.activeElement.id") == "drawer"
    shot(page, "figure")
    tab.click('#explanation a[href*="clause%3Aroyalty"]')
    page.until("document.getElementById('drawer-title').textContent === 'Royalty'")
    assert "receives a royalty of 5% of all sales" in tab.inner_text("#explanation")
    tab.click('#explanation a[href*="source%3Acontract"]')
    page.until("document.getElementById('drawer-title').textContent === 'The contract'")
    tab.click("#back")
    page.until("document.getElementById('drawer-title').textContent === 'Royalty'")
    tab.go_back()
    page.until("document.getElementById('drawer-title').textContent === 'royalty in 2026'")
    assert tab.is_hidden("#back")
    tab.go_forward()
    page.until("document.getElementById('drawer-title').textContent === 'Royalty'")
    tab.keyboard.press("Escape")
    page.until("document.getElementById('drawer').hidden")
    assert tab.evaluate("location.search") == ""
    assert "royalty+in+2026" in tab.evaluate("document.activeElement.getAttribute('href')")


def test_a_question_is_answered(page: Page) -> None:
    page.tab.fill("#question", "maker may use lab.design on 2026-06-01")
    page.tab.keyboard.press("Enter")
    page.until("document.querySelector('.answer-yes') !== null")
    page.tab.select_option("#status", "rumoured")
    page.until("document.querySelector('.answer-no') !== null")
    assert page.tab.evaluate("location.search") == "?status=rumoured"


def test_a_file_saved_elsewhere_is_shown_without_losing_the_place(served: Served, chromium: object) -> None:
    served.path.write_text(LONG, "utf-8")
    page = Page(chromium, served.address, 1440, 900)
    tab = page.tab
    page.until("document.querySelectorAll('.line').length > 200")
    page.until(
        "(document.getElementById('editor').scrollTop = 1500, document.getElementById('editor').scrollTop) === 1500"
    )
    tab.evaluate("document.getElementById('answers').scrollTop = 180")
    tab.evaluate(f"document.getElementById('typed').setSelectionRange({len(LONG) - 30}, {len(LONG) - 20})")
    selected = (
        "document.getElementById('typed').value.slice(...['selectionStart', 'selectionEnd'].map((end) => typed[end]))"
    )
    words = tab.evaluate(selected)
    tab.fill("#question", "half a ques")
    served.path.write_text(LONG.replace("Supply and licence", "Saved elsewhere"), "utf-8")
    page.until("document.getElementById('title').textContent === 'Saved elsewhere'")
    page.until("document.getElementById('typed').value.includes('Saved elsewhere')")
    page.until("document.getElementById('editor').scrollTop === 1500")
    assert tab.evaluate(selected) == words
    assert tab.input_value("#question") == "half a ques"
    assert tab.is_hidden("#notice")
    page.close()


@pytest.mark.parametrize(
    ("button", "typed", "kept"),
    [
        ("Merge both", ("# typed here", "Saved elsewhere"), "Both are in the text now"),
        ("Keep mine", ("# typed here", "Supply and licence"), None),
        ("Take the file’s", ("Saved elsewhere",), "Yours is kept aside"),
    ],
)
def test_typed_text_and_a_file_saved_elsewhere_are_both_kept(
    page: Page, served: Served, button: str, typed: tuple[str, ...], kept: str | None
) -> None:
    tab = page.tab
    page.type("# typed here\n", len(DEAL))
    page.until("document.getElementById('saved').textContent === 'not saved'")
    served.path.write_text(DEAL.replace("Supply and licence", "Saved elsewhere"), "utf-8")
    page.until("!document.getElementById('notice').hidden")
    assert "was saved elsewhere while you were typing. Both texts are kept." in tab.inner_text("#notice")
    assert "# typed here" in tab.input_value("#typed")
    if button == "Merge both":
        shot(page, "notice")
    tab.click(f"#notice button:has-text('{button}')")
    page.until(f"document.getElementById('typed').value.includes({json.dumps(typed[-1])})")
    assert all(words in tab.input_value("#typed") for words in typed)
    if kept is not None:
        page.until(f"document.getElementById('notice').textContent.includes({json.dumps(kept)})")
        tab.click("#notice button:has-text('Put mine back')")
        page.until("document.getElementById('typed').value.includes('# typed here')")
        assert "Supply and licence" in tab.input_value("#typed")
    assert served.path.read_text("utf-8") == DEAL.replace("Supply and licence", "Saved elsewhere")
    tab.click("#save")
    page.until("document.getElementById('saved').textContent === 'saved'")
    assert served.path.read_text("utf-8") == tab.input_value("#typed")


def test_what_is_typed_outlives_loading_the_page_again(page: Page) -> None:
    page.type("# typed here\n", len(DEAL))
    page.until("document.getElementById('saved').textContent === 'not saved'")
    page.tab.reload()
    page.until("document.getElementById('typed')?.value.includes('# typed here')")
    assert page.tab.inner_text("#saved") == "not saved"


def test_an_address_opens_with_its_explanation(page: Page, served: Served) -> None:
    tab = page.open(f"{served.origin}/?look=clause%3Aroyalty&status=rumoured")
    page.until("document.getElementById('drawer-title').textContent === 'Royalty'", tab=tab)
    tab.click("#close")
    assert tab.is_hidden("#drawer")
    assert tab.evaluate("location.search") == "?status=rumoured"


def test_a_file_that_is_gone_is_kept_and_written_again(page: Page, served: Served) -> None:
    served.path.unlink()
    page.until("document.getElementById('saved').textContent === 'the file is gone; saving writes it again'")
    assert page.tab.input_value("#typed") == DEAL
    page.tab.click("#save")
    page.until("document.getElementById('saved').textContent === 'saved'")
    assert served.path.read_text("utf-8") == DEAL


def test_two_tabs_do_not_mix(page: Page, served: Served) -> None:
    other = page.open(served.origin)
    page.type("# mine\n", len(DEAL))
    page.until("document.getElementById('saved').textContent === 'not saved'")
    assert other.input_value("#typed") == DEAL
    other.focus("#typed")
    other.evaluate("document.getElementById('typed').setSelectionRange(0, 0)")
    other.keyboard.insert_text("# other\n")
    page.until("document.getElementById('saved').textContent === 'not saved'", tab=other)
    assert "# other" not in page.tab.input_value("#typed")
    other.keyboard.press("Control+s")
    page.until("!document.getElementById('notice').hidden")
    assert served.path.read_text("utf-8").startswith("# other\n")
    page.tab.click("#notice button:has-text('Merge both')")
    page.until("document.getElementById('typed').value.startsWith('# other')")
    page.tab.keyboard.press("Control+s")
    page.until("document.getElementById('saved').textContent === 'saved'")
    assert served.path.read_text("utf-8") == f"# other\n{DEAL}# mine\n"
    page.until("document.getElementById('typed').value.includes('# mine')", tab=other)


def test_sliders_are_saved_as_a_scenario_that_is_shown_first(page: Page, served: Served) -> None:
    tab = page.tab
    page.until("document.querySelector('.slider') !== null")
    tab.focus('.slider[data-key="day:approval"] input')
    tab.keyboard.press("End")
    tab.click("#keep")
    page.until("document.getElementById('scenario-block').textContent.includes('approval never')")
    shot(page, "scenario")
    assert served.path.read_text("utf-8") == DEAL
    tab.fill("#scenario-name", "no_approval")
    page.until("document.getElementById('scenario-block').textContent.includes('scenario no_approval')")
    tab.click("#scenario-save")
    page.until("document.getElementById('saved').textContent === 'saved'")
    assert served.path.read_text("utf-8") == f"{DEAL.rstrip()}\n\nscenario no_approval\n    approval never\n"
    page.until("document.getElementById('scenario').value === 'no_approval'")
    page.until("document.querySelector('#part-summary').textContent.includes('in the scenario no_approval')")
    assert tab.is_disabled("#keep")


def test_the_page_asks_nobody_else(page: Page, served: Served) -> None:
    page.until_drawn()
    page.tab.evaluate("document.getElementById('part-expectations').scrollIntoView()")
    page.until("document.querySelector('.outcomes') !== null")
    assert {url.split("?")[0].rpartition("/")[0] for url in page.requests if not url.startswith(served.origin)} == set()


def test_nothing_serious_for_a_screen_reader(page: Page) -> None:
    page.until_drawn()
    tab = page.tab
    tab.evaluate("document.getElementById('part-expectations').scrollIntoView()")
    page.until("document.querySelector('.outcomes') !== null && document.querySelector('#part-money table') !== null")
    assert serious(tab) == []
    tab.evaluate("document.getElementById('answers').scrollTop = 0")
    page.tab.fill("#question", "maker may use lab.design on 2026-06-01")
    page.tab.keyboard.press("Enter")
    page.until("document.querySelector('.answer-yes') !== null")
    tab.click("#answer a.thing")
    page.until("document.querySelector('#explanation .wording') !== null")
    assert serious(tab) == []
    shot(page, "desktop")


def test_a_phone_has_no_sideways_scroll_and_sliders_with_charts_in_sight(phone: Page) -> None:
    tab = phone.tab
    phone.until_drawn()
    shot(phone, "phone")
    for area in ("text", "answers", "what-if"):
        tab.click(f".areas [data-show={area}]")
        tab.wait_for_timeout(50)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert tab.evaluate(
            f"document.getElementById('{area}').scrollWidth <= document.getElementById('{area}').clientWidth"
        )
        assert serious(tab) == []
    shot(phone, "phone-what-if")
    assert tab.is_visible("#charts svg >> nth=0")
    assert tab.is_visible(".slider >> nth=0")
    tab.click("#view-button")
    assert tab.is_visible("#status")
    tab.click("#charts a >> nth=0")
    phone.until("document.querySelector('#explanation').children.length > 0")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_area_is_reached_with_the_keyboard(page: Page) -> None:
    tab = page.tab
    page.until_drawn()
    tab.evaluate("document.body.focus()")
    reached = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate("document.activeElement.id || document.activeElement.className?.toString() || ''"))
    assert reached[0] == "skip"
    order = [name for name in ("known-by", "status", "scenario", "on", "file", "typed", "question") if name in reached]
    assert order == ["known-by", "status", "scenario", "on", "file", "typed", "question"]


def test_in_the_dark_it_is_readable_too(served: Served, chromium: object) -> None:
    page = Page(chromium, served.address, 1440, 900, color_scheme="dark")
    page.until_drawn()
    assert serious(page.tab) == []
    shot(page, "dark")
    page.close()
