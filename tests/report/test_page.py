"""The report as one HTML page: well formed, whole, inert, the same bytes twice, every link leads somewhere in it."""

import hashlib
import re
from base64 import b64encode
from datetime import date
from itertools import pairwise

import pytest

from termwise.report.html.page import html
from termwise.session import load, load_text
from tests.report.reports import LICENCE, PHARMA, REFERENCE, attributes, licence, of, page, parsed, pharma, reference

NAMES = ("reference", "pharma", "licence")
REPORTS = {"reference": reference, "pharma": pharma, "licence": licence}
MOST_BYTES = 3_000_000

HOSTILE = """deal "A <script>alert(1)</script> & \\"quoted\\" deal"
    currency EUR
    period 2024-01-01 through 2026-12-31, yearly
    today 2025-03-01

party acme "<img src=x onerror=alert(2)>", company
    discounts at 5%
party beacon "javascript:alert(3)", company

source paper "</style><script>alert(4)</script>"
    publisher "<iframe src=https://evil.example>"
    url "javascript:alert(5)"
    published 2024-01-01

event thing "<svg onload=alert(6)>" by acme
    likely 50%, between 2025-06 and 2026

clause fee "<a href='javascript:alert(7)'>Fee</a>"
    acme pays beacon undisclosed 1m to 2m yearly
    untranslated "<marquee>words</marquee>"
    says "</details></section>{{ 7 * 7 }}{% include 'x' %}"
    source paper "<base href=//evil.example>"

amendment more "]]><!--" signed 2025-01-01, binding
    change fee
        acme pays beacon 3m yearly
"""


UNKNOWN_SALES = """
driver sales in EUR per year
    grows 5% per year

clause fee "Fee"
    acme pays beacon 5% of sales yearly
"""


@pytest.mark.parametrize("name", NAMES)
def test_it_is_well_formed(name: str) -> None:
    assert parsed(page(name))[1] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_comes_from_outside(name: str) -> None:
    tree, _ = parsed(page(name))
    assert {value[0] for value in attributes(tree, "href", "src", "action", "data", "poster", "srcset")} == {"#"}
    assert list(tree.iter("script")) == list(tree.iter("link")) == list(tree.iter("iframe")) == []
    assert not re.search(r"@import|url\(", page(name))


@pytest.mark.parametrize("name", NAMES)
def test_its_policy_lets_nothing_in_but_its_own_style(name: str) -> None:
    tree, _ = parsed(page(name))
    style = next(tree.iter("style")).text or ""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv")]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert list(attributes(tree, "style", "onclick", "onload")) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    tree, _ = parsed(page(name))
    ids = list(attributes(tree, "id"))
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in attributes(tree, "href")} <= set(ids)
    assert {one for value in attributes(tree, "aria-labelledby") for one in value.split()} <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_small(name: str) -> None:
    assert len(page(name).encode()) < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_headings_follow_each_other(name: str) -> None:
    tree, _ = parsed(page(name))
    levels = [int(one.tag[1]) for one in tree.iter() if re.fullmatch("h[1-6]", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_every_clause_appears_with_its_sources(name: str) -> None:
    tree, _ = parsed(page(name))
    by_id = {one.get("id"): one for one in tree.iter("article")}
    for group in REPORTS[name]().shown.groups:
        for clause in group.clauses:
            article = by_id[f"clause-{clause.name}"]
            links = {a.get("href") for a in article.iter("a")}
            assert clause.sentence in "".join(article.itertext())
            assert {f"#source-{source.source}" for source in clause.sources} <= links


@pytest.mark.parametrize("name", ["reference", "pharma"])
def test_a_figure_leads_to_its_explanation_and_on_to_clause_and_line(name: str) -> None:
    tree, _ = parsed(page(name))
    (figures,) = [one for one in tree.iter("ul") if one.get("class") == "figures"]
    targets = [a.get("href", "") for a in figures.iter("a") if a.get("href", "").startswith("#figure-")]
    assert targets
    explanations = {one.get("id"): one for one in tree.iter("div") if one.get("class") == "unfolded"}
    for target in targets:
        onward = {a.get("href", "") for a in explanations[target[1:]].iter("a")}
        assert any(one.startswith("#clause-") for one in onward)
    assert any(a.get("href", "").startswith("#line-") for one in explanations.values() for a in one.iter("a"))


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert html(of(load(PHARMA))) == page("pharma")


def test_no_clock_and_no_place_of_this_machine() -> None:
    assert str(REFERENCE.parent) not in page("reference")
    assert str(date.today()) not in page("reference")  # noqa: DTZ011 - the machine's own clock is what must not show


def test_hostile_texts_are_words() -> None:
    session = load_text(HOSTILE, "hostile.deal")
    assert session.usable, session.diagnostics
    text = html(of(session))
    tree, faults = parsed(text)
    assert faults == []
    tags = {one.tag for one in tree.iter()}
    assert tags.isdisjoint({"script", "img", "iframe", "marquee", "base", "b"})
    assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on")]
    assert {value[0] for value in attributes(tree, "href")} == {"#"}
    said = "".join(tree.itertext())
    assert "<img src=x onerror=alert(2)>" in said
    assert "{{ 7 * 7 }}" in said


def test_a_deal_that_moves_no_money_says_so() -> None:
    words = "".join(parsed(page("licence"))[0].itertext())
    assert "No money moves under this text and nobody holds shares by it." in words
    assert "nothing was simulated for them" in words


def test_a_deal_that_cannot_be_run_says_why() -> None:
    session = load_text(LICENCE + UNKNOWN_SALES, "licence.deal")
    assert session.usable, session.diagnostics
    found = of(session)
    assert found.economics is None
    assert found.no_economics.startswith("No money can be followed under this text (`fee`: ")
    assert parsed(html(found))[1] == []


def test_kinds_of_text_never_mix() -> None:
    changes = reference().changes
    assert {said.amendment.status for said in changes.binding} == {"binding"}
    assert {said.amendment.status for said in changes.not_binding} == {"non-binding"}
    assert {said.amendment.status for said in changes.hearsay} == {"reported", "rumoured"}


def test_what_became_known_later_is_not_in_it() -> None:
    early = of(load(REFERENCE), known_by=date(2025, 9, 11))
    assert max(row.known for story in early.changes.stories for row in story.rows) <= date(2025, 9, 11)
    shown = [said.amendment.name for said in (*early.changes.binding, *early.changes.hearsay)]
    assert "definitive_2025" not in shown
    assert 'id="amendment-definitive_2025"' not in html(early)


def test_three_to_seven_figures_matter() -> None:
    for name in NAMES:
        figures = REPORTS[name]().summary.figures
        assert 3 <= len(figures) <= 7
        assert all(one.error for one in figures)


def test_dark_and_paper_have_their_styles() -> None:
    assert "prefers-color-scheme: dark" in page("licence")
    assert "@media print" in page("licence")
    assert "@page" in page("licence")
