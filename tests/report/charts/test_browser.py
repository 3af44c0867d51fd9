"""A real browser agrees: no text lies on another, none is cut, and the strictest policy has nothing to block."""

from typing import TYPE_CHECKING

import pytest

from termwise.report.charts import Look, svg
from termwise.report.charts.canvas.metrics import width
from tests.report.charts.cases import charts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

POLICY = "default-src 'none'"
LEAST_SHARED = 1.5
"""Pixels each way from which on two texts are said to meet: letters' boxes have air of their own above and below."""

MEETINGS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    const edge = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim()).map((text) => {
      const box = text.getBoundingClientRect();
      const air = (box.bottom - box.top) * 0.14;
      const { left, right, top, bottom } = box;
      return { left, right, top: top + air, bottom: bottom - air, words: text.textContent };
    });
    for (const [number, one] of boxes.entries()) {
      if (one.right > edge.right + 2 || one.left < edge.left - 2) found.push([svg.dataset.name, one.words, "the edge"]);
      for (const other of boxes.slice(number + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > SHARED && down > SHARED) found.push([one.words, other.words]);
      }
    }
  }
  return found;
}""".replace("SHARED", str(LEAST_SHARED))


def _page(documents: list[str]) -> str:
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return f"<!doctype html><html><head><meta charset=utf-8>{policy}</head><body>{''.join(documents)}</body></html>"


@pytest.mark.parametrize("wide", [760, 360])
def test_no_text_lies_on_another_in_a_browser(chromium: "Browser", wide: int) -> None:
    page, said = chromium.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.set_content(_page([svg(chart, Look(width=wide)) for _, chart in charts()]))
    assert page.evaluate(MEETINGS) == []
    assert said == []  # nothing was blocked, for there is nothing to block
    page.close()


def test_a_planted_meeting_is_found_and_a_planted_style_blocked(chromium: "Browser") -> None:
    page, said = chromium.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    lines = '<text x="0" y="20">one line</text><text x="9" y="22" style="fill:red">two</text>'
    planted = f'<svg width="90" height="30">{lines}</svg>'
    page.set_content(_page([planted]))
    assert page.evaluate(MEETINGS) == [["one line", "two"]]
    assert any("Content Security Policy" in line for line in said)
    page.close()


def test_text_is_never_wider_than_it_is_measured(chromium: "Browser") -> None:
    samples = ["Revenue share", "−352bn (90% of futures: −850bn to −173bn)", "ÅÉÎÕÜ ßøł “quoted” …", "WWWiiilll|||@@@"]
    lines = [f'<text y="20" font-size="12" font-weight="{w}">{text}</text>' for text in samples for w in (400, 600)]
    page = chromium.new_page()
    family = "DejaVu Sans,system-ui,sans-serif"
    page.set_content(f'<svg font-family="{family}">{"".join(lines)}</svg>')
    found = page.evaluate('() => [...document.querySelectorAll("text")].map((text) => text.getBBox().width)')
    expected = [width(text, 12, bold=bold) for text in samples for bold in (False, True)]
    for seen, measured in zip(found, expected, strict=True):
        assert seen <= measured * 1.02
    page.close()
