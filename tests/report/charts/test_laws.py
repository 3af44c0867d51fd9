"""What holds of every chart, however hard its data: nothing overlaps, nothing lives, nothing differs twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.report.charts import Chart, Look, Subject, svg
from termwise.report.charts.canvas.document import escaped, to_svg
from termwise.report.charts.canvas.elements import Drawing, Group, Text
from termwise.report.charts.canvas.theme import Theme
from termwise.report.charts.look import Link
from tests.report.charts.cases import HOSTILE, VALUES, charts, of_time, of_values
from tests.report.charts.nets import alive, ids, outside, overlaps, parsed, unreal

THEMES: tuple[Theme, ...] = ("auto", "light", "dark")
CASES = tuple(charts())
WIDTHS = (760, 360, 240, 1400)


def _linked(subject: Subject) -> str:
    return f"/explain?about={subject.kind}&name={subject.name}"


def _to(target: str) -> Link:
    return lambda _: target


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES[::2])
def test_no_text_lies_on_another_or_over_the_edge(width: int, theme: Theme) -> None:
    look = Look(width=width, theme=theme)
    for name, chart in CASES:
        drawing = chart.drawn(look)
        assert overlaps(drawing) == [], name
        assert outside(drawing) == [], name
        assert 0 < drawing.width <= width, name


def test_a_planted_overlap_and_a_planted_overrun_are_found() -> None:
    one, beside, over = Text(0, 20, "twelve letters"), Text(60, 26, "more"), Text(180, 20, "over the edge")
    drawing = Drawing(200, 40, "", "", (one, Group((beside,)), over))
    assert overlaps(drawing) == [("twelve letters", "more")]
    assert outside(drawing) == ["over the edge"]


@pytest.mark.parametrize("theme", THEMES)
def test_every_document_is_xml_in_which_nothing_lives(theme: Theme) -> None:
    look = Look(theme=theme, link=_linked)
    for name, chart in CASES:
        document = svg(chart, look)
        assert alive(document) == [], name
        assert unreal(document) == [], name
        assert len(ids(document)) == len(set(ids(document))) == 2, name


def test_planted_scripts_handlers_styles_and_links_are_found() -> None:
    bad = (
        '<svg xmlns="http://www.w3.org/2000/svg"><script/><path onclick="x" style="y"/><a href="javascript:z"/>'
        '<path d="M0 nanL1 1"/></svg>'
    )
    assert alive(bad) == ["script", "path onclick", "path style", "javascript:z"]
    assert unreal(bad) == ["nan"]


def test_links_that_lead_out_of_the_page_alive_are_not_made() -> None:
    chart = next(of_values(VALUES["rising"], "Revenue share", 1))
    for bad in ("javascript:alert(1)", "JavaScript:x", "data:text/html,x", " javascript:x", "vbscript:x", "\tjava:x"):
        assert "<a " not in svg(chart, Look(link=_to(bad))), bad
    for good in ("/explain", "#clause", "?x=1", "./here", "explain/x", "https://example.org/"):
        assert f'<a href="{good}"' in svg(chart, Look(link=_to(good))), good


def test_the_same_bytes_twice() -> None:
    for (name, chart), (_, again) in zip(CASES, charts(), strict=True):
        assert svg(chart) == svg(again), name


def test_hostile_text_is_text() -> None:
    chart = next(of_values(VALUES["rising"], HOSTILE, 1))
    document = svg(chart)
    root = parsed(document)
    assert root[0].text is not None
    assert "<script>alert(1)</script>" in root[0].text
    assert "<script>" not in document
    assert escaped("<b a='x'>&\x00\ud800\u202e") == "&lt;b a=&#39;x&#39;&gt;&amp;���"


def test_the_words_for_who_cannot_see_stand_in_the_document() -> None:
    for name, chart in CASES:
        root = parsed(svg(chart, Look(prefix="here")))
        assert root.attrib["aria-labelledby"] == "here-t here-d", name
        assert (root[0].attrib["id"], root[1].attrib["id"]) == ("here-t", "here-d"), name
        assert root.attrib["role"] == "img", name
        assert root[1].text, name


def test_a_chart_with_links_is_a_group_so_that_they_can_be_reached() -> None:
    chart = next(of_values(VALUES["rising"], "Revenue share", 2))
    root = parsed(svg(chart, Look(link=_linked)))
    links = [one for one in root.iter() if one.tag.endswith("}a")]
    assert root.attrib["role"] == "group"
    assert {one.attrib["aria-label"] for one in links if "tabindex" not in one.attrib} == {
        "Revenue share 0",
        "Revenue share 1",
    }
    assert all(one.attrib.get("tabindex") in (None, "-1") for one in links)


def test_two_charts_on_one_page_have_different_ids() -> None:
    some = [chart for _, chart in CASES[:8]]
    found = [name for chart in some for name in ids(svg(chart))]
    assert len(found) == len(set(found))


def test_the_page_around_gives_the_colours_and_files_have_their_own() -> None:
    chart = next(of_values(VALUES["rising"], "Revenue share", 1))
    assert "var(--c1,#" in svg(chart)
    for theme in THEMES[1:]:
        assert "var(" not in svg(chart, Look(theme=theme))


def test_a_notebook_shows_a_chart_with_its_words() -> None:
    chart: Chart = next(of_values(VALUES["rising"], "a < b", 1))
    shown = chart._repr_html_()
    assert shown.startswith("<figure><svg ")
    assert "<figcaption>1 of a &lt; b</figcaption>" in shown
    assert chart._repr_svg_() == svg(chart, Look(theme="light"))
    assert to_svg(chart.drawn(Look(titled=False)), Look(titled=False)).count("Of a") == 1  # in the title alone


NAMES = st.text(st.characters(), max_size=80)
AMOUNTS = st.lists(st.floats(-1e15, 1e15, allow_nan=False), max_size=8).map(tuple)


@given(label=NAMES, values=AMOUNTS, count=st.integers(0, 9), width=st.integers(240, 1000))
@settings(max_examples=20, deadline=None)
def test_whatever_the_names_and_the_numbers(label: str, values: tuple[float, ...], count: int, width: int) -> None:
    for chart in (*of_values(values, label, count), *of_time(label, count)):
        look = Look(width=width, link=_linked)
        drawing = chart.drawn(look)
        assert overlaps(drawing) == []
        assert outside(drawing) == []
        document = svg(chart, look)
        assert alive(document) == unreal(document) == []
