"""Why a figure is so: the tree adds up, stops at what is written, and names what is not public."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from termwise.explain.figures.asked import FigureAsked, Window, read_figure
from termwise.explain.figures.explained import NotInRunError
from termwise.explain.figures.step import Explained, Step
from termwise.explain.figures.words import physical_words
from termwise.session import Session, load_text
from tests.session.royalty import ROYALTY


@pytest.fixture(scope="module")
def session() -> Session:
    found = load_text(ROYALTY)
    assert [d for d in found.diagnostics if d.severity == "error"] == []
    return found


def steps(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from steps(part)


def told(explained: Explained) -> list[tuple[int, str]]:
    """The tree as indented words."""

    def walk(step: Step, depth: int) -> Iterator[tuple[int, str]]:
        yield depth, step.what
        for part in step.parts:
            yield from walk(part, depth + 1)

    return list(walk(explained.root, 0))


# -- what is asked ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("royalty", FigureAsked("paid", "royalty", Window("in all"))),
        ("royalty in 2027", FigureAsked("paid", "royalty", Window("in 2027", date(2027, 1, 1), date(2028, 1, 1)))),
        (
            "royalty in 2027-12",
            FigureAsked("paid", "royalty", Window("in 2027-12", date(2027, 12, 1), date(2028, 1, 1))),
        ),
        (
            "royalty in Q4 2027",
            FigureAsked("paid", "royalty", Window("in Q4 2027", date(2027, 10, 1), date(2028, 1, 1))),
        ),
        (
            "royalty on 2027-02-28",
            FigureAsked("paid", "royalty", Window("on 2027-02-28", date(2027, 2, 28), date(2027, 3, 1))),
        ),
        ("royalty by 2027", FigureAsked("paid", "royalty", Window("by 2027-12-31", None, date(2028, 1, 1)))),
        (
            "paid(royalty) on 2027-12-31",
            FigureAsked("paid", "royalty", Window("by 2027-12-31", None, date(2028, 1, 1))),
        ),
        ("cash of owner in 2027", FigureAsked("cash", "owner", Window("in 2027", date(2027, 1, 1), date(2028, 1, 1)))),
        ("stake( a , b ) by 2027", FigureAsked("stake", "a", Window("by 2027-12-31", None, date(2028, 1, 1)), "b")),
    ],
)
def test_figures_are_read(text: str, expected: FigureAsked) -> None:
    assert read_figure(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "how much?",
        "royalty in 2027-13",
        "royalty on 2027",
        "royalty in 2027-01-01",
        "royalty on 2027-02-29",
        "in 2027",
        "stake(a) in 2027",
        "royalty in 99999",
    ],
)
def test_what_asks_for_no_figure_is_none(text: str) -> None:
    assert read_figure(text) is None


# -- the tree ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (Fraction(1_414_213_562), "W per year", "1.414 GW per year"),
        (Fraction(999), "W", "999 W"),
        (Fraction(5, 2) * 10**6, "Wh", "2.5 MWh"),
        (Fraction("19.36"), "USD per W", "19.36 USD per W"),
        (Fraction("0.01"), "USD per share", "0.01 USD per share"),
        (Fraction(22_912_878), "share", "22.91m shares"),
        (Fraction(13, 10) * 10**9, "USD per month", "1.3bn"),
        (Fraction(4, 25), "%", "16%"),
    ],
)
def test_numbers_are_told_in_their_units(number: Fraction, unit: str, words: str) -> None:
    assert physical_words(number, unit) == words


def test_a_quarter_is_told_month_by_month_the_last_in_full(session: Session) -> None:
    assert told(session.explain("royalty on 2026-12-31")) == [
        (0, "royalty on 2026-12-31"),
        (1, "maker pays owner, due 2026-12-31"),
        (2, "20% of sales over the days in force"),
        (2, "20% of sales over the days in force"),
        (2, "20% of sales over the days in force"),
        (3, "rate"),
        (3, "sales"),
        (2, "less than: cap 20m in total"),
    ]


def test_the_number_of_an_amendment_names_it_and_its_place(session: Session) -> None:
    rates = [step for step in steps(session.explain("royalty on 2026-12-31").root) if step.what == "rate"]
    assert [(rate.value, rate.unit, rate.amendment) for rate in rates] == [(Fraction(1, 5), "share", "more")]
    (place,) = [rate.place for rate in rates]
    assert place is not None
    assert ROYALTY.splitlines()[place.line - 1].strip().startswith(("change royalty", "maker pays owner 20%"))


def test_the_values_of_a_sum_add_up(session: Session) -> None:
    for figure in ("royalty", "cash of owner", "cash of maker in 2026", "royalty in Q3 2026"):
        for step in steps(session.explain(figure).root):
            parts = [part for part in step.parts if part.kind != "bound"]
            if parts and step.kind in ("total", "sum") and step.unit == "money":
                assert sum(part.sign * part.value for part in parts) == step.value, (figure, step.what)


def test_the_values_of_a_product_multiply(session: Session) -> None:
    found = 0
    for step in steps(session.explain("royalty", session.view(scenario="early")).root):
        if step.kind == "product":
            value = Fraction(1)
            for part in step.parts:
                value *= part.value if part.kind != "bound" else 1
            assert value == step.value
            found += 1
    assert found


def test_an_event_that_cuts_a_period_is_named(session: Session) -> None:
    events = [
        s for s in steps(session.explain("royalty in 2026", session.view(scenario="early")).root) if s.kind == "event"
    ]
    assert [(event.what, event.value, event.note) for event in events] == [
        ("sale", Fraction(date(2026, 7, 16).toordinal()), "as known or supposed")
    ]
    part = next(
        s
        for s in steps(session.explain("royalty in Q3 2026", session.view(scenario="early")).root)
        if s.unit == "share" and s.parts
    )
    assert part.value == Fraction(15, 31)


def test_a_cap_that_binds_is_told_with_what_was_paid_before(session: Session) -> None:
    last = next(step for step in reversed(session.explain("royalty").root.parts))
    assert [(part.sign, part.what, part.kind) for part in last.parts] == [
        (1, "cap in total", "text"),
        (-1, "paid in all", "carried"),
        (1, "less than: what maker owes owner", "bound"),
    ]
    assert session.explain("royalty").root.value == 20_000_000


def test_undisclosed_numbers_and_clauses_are_named(session: Session) -> None:
    explained = session.explain("guess in 2026")
    assert explained.undisclosed == ("guess: rate",)
    assert explained.clauses == ("guess",)
    rate = next(step for step in steps(explained.root) if step.what == "rate")
    assert rate.note == "not public, the median of 2% to 8%"
    assert session.explain("royalty").undisclosed == ()


def test_a_grown_driver_names_what_it_grew_from(session: Session) -> None:
    sales = next(s for s in steps(session.explain("guess in 2028").root) if s.kind == "driver" and s.what == "sales")
    assert [(part.what, part.value if part.unit == "share" else None) for part in sales.parts] == [
        ("last known", None),
        ("grows per year", Fraction(1)),
    ]


def test_cash_is_told_clause_by_clause(session: Session) -> None:
    root = session.explain("cash of maker in 2026").root
    assert {(part.sign, part.what) for part in root.parts} == {
        (-1, "royalty, to owner"),
        (-1, "guess, to owner"),
        (-1, "advance, to owner"),
        (-1, "parts, to owner"),
    }


def test_a_stake_leads_to_the_clause_that_gave_it(session: Session) -> None:
    explained = session.explain("stake(owner, maker) on 2026-09-30")
    assert explained.root.value == Fraction(1, 4)
    assert explained.clauses == ("shares",)
    assert session.explain("stake(owner, maker) on 2026-06-30").root.value == 0


def test_what_the_run_has_not_is_refused(session: Session) -> None:
    with pytest.raises(NotInRunError, match="gives `maker` shares of `owner`"):
        session.explain("stake(maker, owner) on 2026-09-30")
    with pytest.raises(NotInRunError, match="2035-12-31 is outside the deal's period"):
        session.explain("stake(owner, maker) by 2035")
    with pytest.raises(ValueError, match="asks for no figure"):
        session.explain("how much?")


def test_a_rate_of_exchange_is_a_number_and_what_it_converts_no_share() -> None:
    text = ROYALTY + (
        "driver eur_usd in USD per EUR\n    known 2026-01-01 1.25\n"
        "clause abroad\n    maker pays owner 8m EUR yearly\n    until 2027-01-01\n"
    )
    found = load_text(text).run().explain(FigureAsked("paid", "abroad", Window("in all")))
    assert found.root.value == 10**7
    assert {step.what for step in steps(found.root) if step.unit == "share"} == {"years in the period"}
    assert ("eur_usd", "number") in {(step.name, step.unit) for step in steps(found.root)}
