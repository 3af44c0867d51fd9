"""Qualifiers and lines of a sentence: where they go, what they fill, and where they came from."""

from decimal import Decimal

import pytest

from termwise.base.dates import Duration
from termwise.model.clause import (
    NoEffect,
    OtherwiseAmount,
    OtherwiseEnds,
    OtherwiseTriggers,
    Qualifiers,
)
from termwise.model.expression import Quantity
from termwise.model.moment import On
from termwise.model.sentence import (
    Consent,
    Duty,
    EndsClause,
    Exclusivity,
    Payment,
    Periodic,
    Permission,
    Power,
    Prohibition,
    Prose,
    ResumesClause,
    Step,
    SuspendsClause,
    TriggersEvent,
)
from tests.elaborate.reading import clause_of, deal_of, faults_of

PAYMENT = "\nclause fee\n    openai pays microsoft 20% of revenue quarterly\n"


def _qualifiers(*lines: str) -> Qualifiers:
    return clause_of(PAYMENT + "".join(f"    {line}\n" for line in lines)).qualifiers


def test_every_qualifier_is_placed() -> None:
    lines = (
        "from 2026",
        "through 2032",
        "while ipo",
        "unless agi",
        "requires ipo by 2026-12-31, otherwise 10bn",
        "only for health, europe",
        "except for azure",
        "survives termination",
        "whole periods",
        "cap 38bn in total",
        "cap 5bn per year",
        "floor 1bn per year",
        "minimum 100m per year, trued up yearly",
        "carried forward",
        "deducts 5m per year",
        "late interest 8% per year",
        "rounded to 0.01 half up",
        'says "a share"',
        'untranslated "reasonable", owner counsel',
    )
    found = _qualifiers(*lines)
    fields = [field for field, _ in found.spans]
    assert fields == [
        "start",
        "end",
        "while_",
        "unless",
        "requires",
        "only_for",
        "except_for",
        "survives",
        "whole_periods",
        "cap",
        "cap",
        "floor",
        "minimum",
        "carried_forward",
        "deducts",
        "late_interest",
        "rounded",
        "says",
        "untranslated",
    ]
    assert [span.line for _, span in found.spans] == list(range(28, 28 + len(lines)))
    assert [(cap.per, isinstance(cap.amount, Quantity)) for cap in found.cap] == [(None, True), ("year", True)]
    assert found.minimum is not None
    assert (found.minimum.per, found.minimum.trued_up) == ("year", "yearly")
    assert found.rounded is not None
    assert (found.rounded.unit.value, found.rounded.unit.unit, found.rounded.mode) == (
        Decimal("0.01"),
        "USD",
        "half up",
    )
    assert found.only_for is not None
    assert found.only_for.names == ("health", "europe")


def test_precision_of_an_end_is_kept() -> None:
    end = _qualifiers("through 2032").end
    assert end is not None
    assert isinstance(end.moment, On)
    assert (end.inclusive, end.moment.precision, end.moment.day.isoformat()) == (True, "year", "2032-01-01")


def test_tiers() -> None:
    tiers = _qualifiers("tiers, reset yearly, cliff", "    from 0: 5%", "    from 1bn: 8%").tiers
    assert tiers is not None
    assert (tiers.resets, tiers.cliff) == ("yearly", True)
    assert [(row.above.value, row.above.unit) for row in tiers.rows] == [(Decimal(0), "USD"), (Decimal(10**9), "USD")]


@pytest.mark.parametrize(
    ("otherwise", "kind"),
    [
        ("no effect", NoEffect),
        ("10bn", OtherwiseAmount),
        ("ends deal", OtherwiseEnds),
        ("ends clause other", OtherwiseEnds),
        ("triggers event agi", OtherwiseTriggers),
    ],
)
def test_else_branches(otherwise: str, kind: type) -> None:
    other = "\nclause other\n    openai pays microsoft 1bn yearly\n"
    deal = deal_of(PAYMENT + f"    requires ipo by 2026-12-31, otherwise {otherwise}\n" + other)
    (requirement,) = deal.clauses[0].qualifiers.requires
    assert isinstance(requirement.otherwise, kind)


def test_many_valued_lines_add_up() -> None:
    other = "\nclause a\n    openai pays microsoft 1bn yearly\nclause b\n    openai pays microsoft 1bn yearly\n"
    deal = deal_of(
        PAYMENT + "    overrides a\n    overrides b\n    unless ipo\n    unless agi\n    recoups a, b\n" + other
    )
    found = deal.clauses[0].qualifiers
    assert (found.overrides, len(found.unless), found.recoups) == (("a", "b"), 2, ("a", "b"))


def test_a_duty_with_everything() -> None:
    sentence = clause_of(
        "\nclause delivery\n    openai must deliver openai.models to microsoft within 30 days of ipo\n"
        "        cure 30 days\n        fulfilled when agi\n        violated when ipo and not agi\n"
        "        on breach suspends delivery\n        on breach triggers event agi\n"
    ).sentence
    assert isinstance(sentence, Duty)
    assert sentence.cure == Duration(days=30)
    assert sentence.on_breach == (SuspendsClause("delivery"), TriggersEvent("agi"))
    assert sentence.act.counterparty == "microsoft"


def test_a_verb_of_form_makes_a_power_and_effects_do() -> None:
    deal = deal_of(
        "\nclause a\n    openai may waive b\nclause b\n    openai may hire in europe\n"
        "clause c\n    openai may convert\n        resumes b\n        ends clause a\n"
        "clause d\n    openai may convert\n"
    )
    a, b, c, d = (clause.sentence for clause in deal.clauses)
    assert isinstance(a, Power)
    assert (a.verb, a.subject) == ("waive", "b")
    assert isinstance(b, Permission)
    assert (b.act.relation, b.act.counterparty, b.act.territory) == (None, None, "europe")
    assert isinstance(c, Power)
    assert c.effects == (ResumesClause("b"), EndsClause("a"))
    assert isinstance(d, Permission)


def test_rights_and_consents() -> None:
    deal = deal_of(
        "\nclause a\n    openai needs consent of microsoft and oracle to convert\n        within 30 days\n"
        "        silence accepts\nclause b\n    openai sells openai.models only on azure\n"
        "clause c\n    microsoft must not build openai.models\n        violated when agi\n"
        'clause d\n    untranslated "good faith", owner counsel\n'
    )
    a, b, c, d = (clause.sentence for clause in deal.clauses)
    assert isinstance(a, Consent)
    assert (a.givers, a.within, a.silence) == (("microsoft", "oracle"), Duration(days=30), "accepts")
    assert b == Exclusivity("openai", "sell", "openai.models", "on", ("azure",))
    assert isinstance(c, Prohibition)
    assert c.violated_when is not None
    assert isinstance(d, Prose)
    assert (d.words, d.owner) == ("good faith", "counsel")


def test_steps_and_due_dates() -> None:
    sentence = clause_of(
        PAYMENT + "        first 5 years 88%, then 90%\n        due within 10 business days\n"
    ).sentence
    assert isinstance(sentence, Payment)
    assert [type(step) for step in sentence.steps] == [Step, Step]
    assert sentence.steps[1].length is None
    assert sentence.schedule == Periodic("quarterly", due_within=Duration(business_days=10))


def test_a_misplaced_line_names_the_sentences_that_take_it() -> None:
    (fault,) = faults_of(PAYMENT + "        cure 30 days\n")
    assert (fault.code, fault.message, fault.help) == (
        "misplaced-line",
        "`cure` does not belong to a payment",
        "it goes with a duty",
    )


def test_a_line_said_twice_points_at_the_first() -> None:
    (fault,) = faults_of(PAYMENT + "    from 2026\n    while ipo\n    from 2027\n")
    assert (fault.code, [related.span.line for related in fault.related]) == ("said-twice", [28])
