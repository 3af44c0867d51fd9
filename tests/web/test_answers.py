"""The answers beside the text: parts, questions, explanations, sliders; and hostile words, which stay words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from termwise.session import load, load_text
from termwise.web.parts import PARTS
from tests.web import asking
from tests.web.asking import part, post
from tests.web.client import TestClient
from tests.web.deals import DEAL, PARTIES


def test_every_part_is_made(client: TestClient) -> None:
    for name in PARTS:
        assert part(client, name).strip()
    assert (
        "there is no part `nothing`"
        in post(client, "/part", 422, text=asking.read(client)["text"], part="nothing")["fault"]
    )


def test_the_summary_counts(client: TestClient) -> None:
    html = part(client, "summary")
    assert "On 2026-03-01, as known on 2026-03-01, binding text only" in html
    assert re.search(r"<strong>5</strong> in force", html)
    assert re.search(r"<strong>1</strong> open event", html)


def test_another_view_gives_other_answers(client: TestClient) -> None:
    assert "<strong>4</strong> in force" in part(client, "summary", status="rumoured")
    assert "in the scenario early" in part(client, "summary", scenario="early")
    assert "not yet" in part(client, "terms", on="2024-06-01")


def test_every_figure_of_the_money_leads_to_its_explanation(client: TestClient) -> None:
    html = part(client, "money")
    looks = re.findall(r'href="/\?look=(\w+)%3A([^"]+)"', html)
    figures = [
        name.replace("+", " ").replace("%28", "(").replace("%2C", ",").replace("%29", ")")
        for kind, name in looks
        if kind == "figure"
    ]
    assert {"royalty in 2026", "cash of maker in 2027", "stake(maker, lab) on 2025-12-31"} <= set(figures)
    key = asking.read(client)["text"]
    for figure in figures:
        found = post(client, "/explain", text=key, kind="figure", name=figure)
        assert "How it comes about" in found["html"]


def test_a_figure_leads_to_its_clause_and_the_clause_to_the_passage(client: TestClient) -> None:
    key = asking.read(client)["text"]
    figure = post(client, "/explain", text=key, kind="figure", name="royalty in 2026")
    assert figure["title"] == "royalty in 2026"
    assert "look=clause%3Aroyalty" in figure["html"]
    assert 'data-file="supply.deal" data-line="24"' in figure["html"]
    clause = post(client, "/explain", text=key, kind="clause", name="royalty")
    assert clause["title"] == "Royalty"
    assert "royalty of 5%" in clause["html"]
    assert "receives a royalty of 5% of all sales" in clause["html"]
    source = post(client, "/explain", text=key, kind="source", name="contract")
    assert source["title"] == "The contract"
    assert "line 2" in source["html"]


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("event", "approval", "Licence to the design"),
        ("amendment", "talks", "end licence"),
        ("driver", "sales", "grows 5% to 25% per year"),
        ("party", "maker", "discounts at 8%"),
        ("clause", "effort", "best efforts"),
    ],
)
def test_every_kind_of_thing_is_explained(client: TestClient, kind: str, name: str, words: str) -> None:
    assert words in post(client, "/explain", text=asking.read(client)["text"], kind=kind, name=name)["html"]


@pytest.mark.parametrize(
    ("kind", "name", "fault"),
    [
        ("figure", "nonsense of everything", "asks for no figure"),
        ("figure", "stake(lab, maker)", "no clause that counts gives `lab` shares of `maker`"),
        ("clause", "none", "the deal has no clause `none`"),
        ("event", "none", "the deal has no event `none`"),
        ("amendment", "none", "the deal has no amendment `none`"),
        ("driver", "none", "the deal has no driver `none`"),
        ("party", "none", "the deal has no party `none`"),
        ("source", "none", "the deal has no source `none`"),
        ("weather", "none", "`weather` is not something that is explained"),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, kind: str, name: str, fault: str) -> None:
    assert fault in post(client, "/explain", 422, text=asking.read(client)["text"], kind=kind, name=name)["fault"]


@pytest.mark.parametrize(
    ("question", "more", "verdict"),
    [
        ("maker may use lab.design on 2026-06-01", {}, "yes"),
        ("maker may not use lab.design on 2026-06-01", {}, "no"),
        ("maker may use lab.design on 2028-10-01", {}, "depends"),
        ("maker may use lab.design on 2026-06-01", {"status": "rumoured"}, "no"),
        ("stake(maker, lab) = 30%", {}, "yes"),
        ("approval", {"on": "2027-06-01"}, "depends"),
        ("approval", {"on": "2027-06-01", "scenario": "early"}, "yes"),
        ("approval", {"on": "2027-06-01", "settings": {"day:approval": "2027-05-01"}}, "yes"),
        ("approval", {"on": "2027-06-01", "settings": {"day:approval": "never"}}, "no"),
    ],
)
def test_questions_are_answered(client: TestClient, question: str, more: dict[str, object], verdict: str) -> None:
    html = post(client, "/ask", text=asking.read(client)["text"], question=question, **more)["html"]
    assert f'class="answer answer-{verdict}"' in html


def test_a_question_that_cannot_be_read_says_why(client: TestClient) -> None:
    html = post(client, "/ask", text=asking.read(client)["text"], question="maker may frobnicate moon")["html"]
    assert "answer-fault" in html
    assert "<code>" in html


def test_a_text_with_errors_has_no_answers(client: TestClient) -> None:
    key = asking.read(client, supply=DEAL.replace("of sales", "of sails"))["text"]
    assert post(client, "/part", 422, text=key, part="terms") == {"fault": "the text has errors, so there is no answer"}


# -- sliders -------------------------------------------------------------------------------------------------------


def test_there_is_a_slider_for_what_can_be_moved(client: TestClient) -> None:
    found = post(client, "/handles", text=asking.read(client)["text"])
    for key in ("growth:sales", "level:sales", "day:approval"):
        assert f'data-key="{key}"' in found["html"]
    assert "likely 60%, between 2027 and 2028" in found["html"]


TERMS = """deal "Terms"
    currency USD
    period 2025-01-01 through 2029-12-31
    today 2026-03-01

party maker "Maker Inc.", company
party lab "Lab Ltd", company

event listing "The lab is listed" by lab
    likely 60%, between 2027 and 2028

driver sales "Sales" in USD per year
    known 2025 40m
    grows 5% to 25% per year
    varies 20% per year

clause royalty "Royalty"
    maker pays lab one of (8%, 10%, 12%) of sales quarterly

clause fee "Fee"
    maker pays lab undisclosed 5m to 10m yearly
"""


def test_options_chances_and_open_numbers_have_sliders_of_their_own(client: TestClient, deal: Path) -> None:
    deal.write_text(TERMS, "utf-8")
    key = asking.read(client)["text"]
    html = post(client, "/handles", text=key)["html"]
    option = re.search(r'min="0" max="2" step="1" value="1" data-at="1"[^>]*data-options="0.08 0.10 0.12"', html)
    assert option is not None
    assert "The lab is listed: how likely" in html
    assert re.search(r"<legend><a[^>]*>Fee</a>", html)
    for handle, at in re.findall(r'data-key="([^"]+)".*?value="([^"]+)"', html, re.DOTALL):
        setting = {"day": "2028-01-31", "term": "0.10" if "royalty" in handle else at}.get(handle.partition(":")[0], at)
        assert post(client, "/draw", text=key, settings={handle: setting}, charts=["none"])["gist"]


@pytest.mark.parametrize(
    ("handle", "setting", "fault"),
    [
        ("growth:sales", "1e400000", "`growth:sales` is set to a number of at most 24 digits"),
        ("growth:sales", "1e-400000", "`growth:sales` is set to a number of at most 24 digits"),
        ("growth:sales", "-0.5", "`growth:sales` goes from 0% per year to 35% per year here"),
        ("growth:sales", "1e6", "`growth:sales` goes from"),
        ("growth:sales", "0.10000000000001", "`growth:sales` goes from"),
        ("growth:sales", "NaN", "`growth:sales` is set to a number"),
        ("level:sales", "1e20", "`level:sales` goes from"),
        ("day:approval", "5000-01-01", "`day:approval` goes from 2026-03-02 to 2029-12-31 here"),
    ],
)
def test_a_setting_beyond_the_ends_of_its_slider_is_refused(
    client: TestClient, handle: str, setting: str, fault: str
) -> None:
    key = asking.read(client)["text"]
    for path, more in (("/draw", {}), ("/suppose", {"name": "x"}), ("/part", {"part": "terms"})):
        assert post(client, path, 422, text=key, settings={handle: setting}, **more)["fault"].startswith(fault)


def test_sliders_are_said_as_a_scenario_and_nothing_is_written(client: TestClient, deal: Path) -> None:
    key = asking.read(client)["text"]
    settings = {"growth:sales": "0.2", "day:approval": "2027-05-01"}
    found = post(client, "/suppose", text=key, settings=settings, name="brisk", title='Brisk "sales"')
    assert found["block"] == (
        'scenario brisk "Brisk \\"sales\\""\n    sales grows 20% per year\n    approval on 2027-05-01\n'
    )
    assert found["file"] == "supply.deal"
    assert found["text"] == f"{DEAL.rstrip()}\n\n{found['block']}"
    assert deal.read_text("utf-8") == DEAL
    assert load_text(found["text"], folder=deal.parent, name=str(deal)).usable


def test_a_scenario_saved_is_what_the_sliders_said(client: TestClient, deal: Path) -> None:
    key = asking.read(client)["text"]
    settings = {"growth:sales": "0.2"}
    slid = post(client, "/part", text=key, part="money", settings=settings)["html"]
    block = post(client, "/suppose", text=key, settings=settings, name="brisk")
    again = asking.read(client, supply=block["text"])["text"]
    saved = post(client, "/part", text=again, part="money", scenario="brisk")["html"]
    assert slid == saved
    assert slid != post(client, "/part", text=key, part="money")["html"]
    assert load(deal).deal.scenarios[-1].name == "early"


@pytest.mark.parametrize(
    ("name", "settings", "fault"),
    [
        ("early", {"growth:sales": "0.2"}, "the deal has a scenario `early` already"),
        ("Not a name", {"growth:sales": "0.2"}, "cannot be the name of a scenario"),
        ("x\nclause y", {"growth:sales": "0.2"}, "cannot be the name of a scenario"),
        ("fine", {}, "nothing is moved"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused(
    client: TestClient, name: str, settings: dict[str, str], fault: str
) -> None:
    assert (
        fault in post(client, "/suppose", 422, text=asking.read(client)["text"], name=name, settings=settings)["fault"]
    )


def test_a_title_stays_on_its_line(client: TestClient, deal: Path) -> None:
    key = asking.read(client)["text"]
    title = 'a"\nclause forged\n    maker pays lab 1bn \\'
    found = post(client, "/suppose", text=key, settings={"growth:sales": "0.2"}, name="fine", title=title)
    session = load(deal, {deal: found["text"]})
    assert session.usable
    assert [clause.name for clause in session.deal.clauses if clause.name == "forged"] == []


# -- charts --------------------------------------------------------------------------------------------------------


def test_the_first_chart_needs_no_simulation(client: TestClient) -> None:
    found = post(client, "/draw", text=asking.read(client)["text"], pace="first")
    assert [one["id"].partition("-")[0] for one in found["listed"]] == ["gantt"]
    assert next(iter(found["charts"].values())).startswith("<svg")


def test_sliders_move_charts_and_only_those_wanted_are_drawn(client: TestClient) -> None:
    key = asking.read(client)["text"]
    whole = post(client, "/draw", text=key)
    ids = [one["id"] for one in whole["listed"]]
    assert list(whole["charts"]) == ids
    assert len(ids) >= 3
    cash, gantt = ids[:2]
    assert cash.startswith("cashfan-")
    assert gantt.startswith("gantt-")
    moved = post(
        client, "/draw", text=key, charts=[gantt, cash], settings={"day:approval": "2027-02-01", "growth:sales": "0.3"}
    )
    assert list(moved["charts"]) == [cash, gantt]
    assert moved["charts"][gantt] != whole["charts"][gantt]
    assert moved["charts"][cash] != whole["charts"][cash]
    assert moved["listed"] is None


def test_a_dragged_chart_shows_the_same_lines_and_nothing_to_point_at(client: TestClient) -> None:
    key, settings = asking.read(client)["text"], {"growth:sales": "0.3"}
    whole = post(client, "/draw", text=key, settings=settings)
    (cash,) = (one["id"] for one in whole["listed"] if one["id"].startswith("cashfan-"))
    dragged = post(client, "/draw", text=key, settings=settings, charts=[cash], dragged=True)
    assert dragged["gist"] == whole["gist"]
    assert "<a " in whole["charts"][cash]
    assert "<a " not in dragged["charts"][cash]
    assert len(dragged["charts"][cash]) < len(whole["charts"][cash]) * 0.85
    lines = [re.findall(r'<path d="([^"]+)"[^>]*stroke', one["charts"][cash]) for one in (whole, dragged)]
    assert lines[0] == lines[1] != []


def test_the_line_of_time_under_a_slider_is_that_of_the_saved_scenario(client: TestClient) -> None:
    key = asking.read(client)["text"]
    settings = {"day:approval": "2026-05-01"}
    whole = post(client, "/draw", text=key, settings=settings)
    (line,) = (one["id"] for one in whole["listed"] if one["id"].startswith("gantt"))
    text = post(client, "/suppose", text=key, settings=settings, name="soon")["text"]
    saved = post(client, "/draw", text=asking.read(client, supply=text)["text"], scenario="soon")
    assert whole["charts"][line] == saved["charts"][line]
    assert "2026-05-01" in whole["charts"][line]
    assert "2026-05-01" not in post(client, "/draw", text=key)["charts"][line]


def test_a_few_figures_say_what_sliders_come_to(client: TestClient) -> None:
    key = asking.read(client)["text"]
    still = post(client, "/draw", text=key, charts=["none"])
    assert still["charts"] == {}
    assert "Cash by 2029-12-31, in USD" in still["gist"]
    assert "▲" not in still["gist"]
    assert "▼" not in still["gist"]
    moved = post(client, "/draw", text=key, charts=["none"], settings={"growth:sales": "0.3"})
    assert re.search(r"Maker Inc\..*▼ ", moved["gist"], re.DOTALL)
    assert re.search(r"Lab Ltd.*▲ ", moved["gist"], re.DOTALL)


def test_charts_lead_to_explanations_and_hold_no_style_of_their_own(client: TestClient) -> None:
    charts = post(client, "/draw", text=asking.read(client)["text"])["charts"]
    for svg in charts.values():
        assert re.findall(r"<script|<style|\sstyle=|\son\w+=|javascript:|<foreignObject|xlink:href", svg) == []
    assert "/?look=clause%3Aroyalty" in "".join(charts.values())


def test_the_other_charts_are_none_of_those(client: TestClient) -> None:
    key = asking.read(client)["text"]
    live = {one["id"] for one in post(client, "/draw", text=key)["listed"]}
    rest = {one["id"] for one in post(client, "/draw", text=key, pace="rest")["listed"]}
    assert rest
    assert not live & rest


@pytest.mark.parametrize("width", [239, 2_401, -1])
def test_a_width_that_no_screen_has_is_refused(client: TestClient, width: int) -> None:
    post(client, "/draw", 422, text=asking.read(client)["text"], width=width)


# -- the page ------------------------------------------------------------------------------------------------------


def test_the_page_holds_the_text_and_the_first_answers(client: TestClient) -> None:
    html = client.get("/").text
    assert "clause royalty &#34;Royalty&#34;" in html
    assert "<strong>5</strong> in force" in html
    assert "Licence to the design" in html


def test_an_address_says_from_where_it_is_seen(client: TestClient) -> None:
    html = client.get("/?status=rumoured&scenario=early&known_by=2026-02-20&on=2027-01-01").text
    assert "On 2027-01-01, as known on 2026-02-20, rumoured text and stronger, in the scenario early" in html
    old = client.get("/?status=loud&scenario=gone&known_by=x&on=9999-01-01&look=%3Cscript%3E").text
    assert "On 2026-03-01, as known on 2026-03-01, binding text only" in old


def test_a_deal_with_errors_is_shown_with_them(client: TestClient, deal: Path) -> None:
    deal.write_text(DEAL.replace("of sales", "of sails"), "utf-8")
    html = client.get("/").text
    assert "no event or driver is called <code>sails</code>" in html
    assert "There are no answers until they are mended." in html


def test_a_deal_that_is_gone_is_an_empty_text(client: TestClient, deal: Path) -> None:
    deal.unlink()
    html = client.get("/").text
    assert "<textarea" in html
    assert "file-not-found" not in html


HOSTILE = (
    "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>&quot;' onmouseover=alert(3) {{7*7}} "
    "javascript:alert(4) ]]> <!-- --><svg/onload=alert(5)>"
)


def test_hostile_words_stay_words(client: TestClient, deal: Path) -> None:
    words = HOSTILE.replace('"', "'")
    text = DEAL.replace('"Royalty"', f'"{words}"').replace("Supply and licence", words).replace("best efforts", words)
    text = (
        text.replace('"The contract"', f'"{words}"')
        .replace("royalty of 5%", words)
        .replace("The product is approved", words)
    )
    deal.write_text(text, "utf-8")
    (deal.parent / "parts" / "parties.deal").write_text(PARTIES.replace("Maker Inc.", words), "utf-8")
    key = asking.read(client)["text"]
    found = [client.get("/").text, *(part(client, name) for name in PARTS)]
    found += [
        post(client, "/explain", text=key, kind=kind, name=name)["html"]
        for kind, name in (
            ("clause", "royalty"),
            ("event", "approval"),
            ("source", "contract"),
            ("party", "maker"),
            ("figure", "royalty in 2026"),
        )
    ]
    found += post(client, "/draw", text=key)["charts"].values()
    found += post(client, "/draw", text=key, pace="rest")["charts"].values()
    found += [post(client, "/handles", text=key)["html"], asking.read(client, supply=text + words)["diagnostics"]]
    for html in found:
        assert live_parts(html) == []
    assert any("&lt;script&gt;alert(1)" in html for html in found)
    assert any("{{7*7}}" in html for html in found)


class _Live(HTMLParser):
    """What a browser would run or load: elements, handlers and addresses that are none of the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag in ("img", "iframe", "object", "embed", "style") or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name.startswith("on") or name == "style"]
        addresses = [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self.found += [value for value in addresses if not value.startswith(("/?look=", "/static/", "#"))]


def live_parts(html: str) -> list[str]:
    """What a browser would run or load of a piece of the page."""
    parser = _Live()
    parser.feed(html)
    return parser.found


def test_a_planted_script_is_found() -> None:
    assert live_parts("<p onclick=x()><script>y()</script><a href='javascript:z()'>") == [
        "onclick",
        "script",
        "javascript:z()",
    ]
