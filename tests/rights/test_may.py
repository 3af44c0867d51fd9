"""Small deals × questions × exact verdict, deciding clauses, losers, limits, reason."""

from datetime import date
from typing import NamedTuple

import pytest

from termwise.rights.decide import decide
from tests.rights.reading import act_of, agreement_of, deal_of


class Row(NamedTuple):
    """One question to one small deal, asked on 2026-06-01 as known on 2025-01-01 unless said."""

    name: str
    clauses: str
    act: str
    verdict: str
    decides: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    hangs_on: tuple[str, ...] = ()
    reason: str | None = None
    on: str = "2026-06-01"


GRANT = """
clause licence
    beta grants alpha use of models
"""
EXCLUSIVE = """
clause exclusive_licence
    beta grants alpha exclusive use of models
"""
SOLE = """
clause sole_licence
    beta grants alpha sole use of models
"""
ONLY_FROM = """
clause single_source
    beta buys compute only from alpha
"""
REFUSAL = """
clause first_look
    alpha has first refusal when beta buys compute
        notice 30 days
        accept within 60 days
        silence declines
"""

FREEDOM = [
    Row(
        "conduct is free",
        "",
        "alpha build robots",
        "yes",
        reason="free: no clause in force forbids it",
    ),
    Row(
        "one's own property",
        "",
        "beta use models.vision",
        "yes",
        reason="free: models.vision belongs to beta and no clause in force forbids it",
    ),
    Row(
        "another's property",
        "",
        "alpha use models",
        "no",
        reason="needs a grant from its owner, beta: no clause in force gives one",
    ),
    Row("what belongs to nobody", "", "alpha use robots", "yes", reason="free: no clause in force forbids it"),
    Row(
        "a power without a clause",
        "",
        "alpha terminate",
        "no",
        reason="needs a power: no clause in force gives one that can be used",
    ),
]

GRANTS = [
    Row("a grant", GRANT, "alpha use models", "yes", ("licence",), reason="`licence` grants it"),
    Row("covers the parts", GRANT, "alpha use models.vision.medical", "yes", ("licence",)),
    Row(
        "of a part does not cover the whole",
        GRANT.replace("models", "models.vision"),
        "alpha use models",
        "no",
        limits=("licence",),
        reason="needs a grant from its owner, beta: no clause in force gives one",
    ),
    Row("is for its verbs", GRANT, "alpha distribute models", "no"),
    Row("is for its grantees", GRANT, "gamma use models", "no"),
    Row("is from its start", GRANT + "    from 2027-01-01\n", "alpha use models", "no", loses=("licence",)),
    Row("is until its end", GRANT + "    until 2026-06-01\n", "alpha use models", "no", loses=("licence",)),
    Row("is through its end", GRANT + "    through 2026-06-01\n", "alpha use models", "yes", ("licence",)),
    Row("except for a part", GRANT + "    except for models.vision\n", "alpha use models.vision.medical", "no"),
    Row(
        "except for a part, asked for the whole",
        GRANT + "    except for models.vision\n",
        "alpha use models",
        "yes",
        ("licence",),
    ),
    Row("except for a field", GRANT + "    except for health\n", "alpha use models for health.imaging", "no"),
    Row(
        "except for another field",
        GRANT + "    except for health\n",
        "alpha use models for finance",
        "yes",
        ("licence",),
    ),
    Row(
        "only for a field, in it",
        GRANT + "    only for health\n",
        "alpha use models for health.imaging",
        "yes",
        ("licence",),
    ),
    Row("only for a field, outside", GRANT + "    only for health\n", "alpha use models for finance", "no"),
    Row(
        "only for a field, for anything", GRANT + "    only for health\n", "alpha use models", "no", limits=("licence",)
    ),
    Row(
        "only for field and territory",
        GRANT + "    only for health, europe\n",
        "alpha use models for health in europe.france",
        "yes",
        ("licence",),
    ),
    Row(
        "only for field and territory, field alone",
        GRANT + "    only for health, europe\n",
        "alpha use models for health",
        "no",
        limits=("licence",),
    ),
    Row(
        "unless, not happened",
        GRANT + "    unless strike\n",
        "alpha use models",
        "depends",
        opens=("licence",),
        hangs_on=("strike",),
    ),
    Row(
        "from one who does not own",
        "clause theirs\n    gamma grants alpha use of models\n",
        "alpha use models",
        "no",
        loses=("theirs",),
    ),
    Row(
        "a permission is no grant",
        "clause liberty\n    alpha may use models\n",
        "alpha use models",
        "no",
        reason="needs a grant from its owner, beta: no clause in force gives one",
        loses=("liberty",),
    ),
]

EXCLUSIVES = [
    Row("exclusive: the grantee", EXCLUSIVE, "alpha use models", "yes", ("exclusive_licence",)),
    Row(
        "exclusive: the grantor",
        EXCLUSIVE,
        "beta use models",
        "no",
        ("exclusive_licence",),
        reason="`exclusive_licence` reserves it to alpha (exclusive)",
    ),
    Row("exclusive: a third party", EXCLUSIVE, "gamma use models", "no", ("exclusive_licence",)),
    Row("exclusive: another verb", EXCLUSIVE, "beta host models", "yes"),
    Row(
        "exclusive in a field: the grantor for anything",
        EXCLUSIVE + "    only for health\n",
        "beta use models",
        "yes",
        limits=("exclusive_licence",),
    ),
    Row(
        "exclusive in a field: the grantor in it",
        EXCLUSIVE + "    only for health\n",
        "beta use models for health",
        "no",
        ("exclusive_licence",),
    ),
    Row("sole: the grantee", SOLE, "alpha use models", "yes", ("sole_licence",)),
    Row("sole: the grantor", SOLE, "beta use models", "yes"),
    Row("sole: a third party", SOLE, "gamma use models", "no", ("sole_licence",)),
    Row(
        "a grant against one's exclusive grant",
        EXCLUSIVE + "clause second\n    beta grants gamma use of models\n",
        "gamma use models",
        "depends",
        opens=("exclusive_licence", "second"),
        hangs_on=("exclusive_licence", "second"),
        reason="conflict: `second` allows what `exclusive_licence` forbids, and neither overrides the other",
    ),
    Row(
        "settled by overrides",
        EXCLUSIVE + "clause second\n    beta grants gamma use of models\n    overrides exclusive_licence\n",
        "gamma use models",
        "yes",
        ("second",),
        ("exclusive_licence",),
        reason="`second` grants it and overrides `exclusive_licence`",
    ),
    Row(
        "settled by overrides the other way",
        EXCLUSIVE + "    overrides second\nclause second\n    beta grants gamma use of models\n",
        "gamma use models",
        "no",
        ("exclusive_licence",),
        ("second",),
    ),
    Row(
        "overriding each other settles nothing",
        EXCLUSIVE + "    overrides second\nclause second\n    beta grants gamma use of models\n"
        "    overrides exclusive_licence\n",
        "gamma use models",
        "depends",
        opens=("exclusive_licence", "second"),
        hangs_on=("exclusive_licence", "second"),
    ),
    Row(
        "two exclusives",
        EXCLUSIVE + "clause rival\n    beta grants gamma exclusive use of models\n",
        "alpha use models",
        "depends",
        opens=("exclusive_licence", "rival"),
        hangs_on=("exclusive_licence", "rival"),
    ),
    Row(
        "an exclusive that has ended forbids nothing",
        EXCLUSIVE + "    until 2026-01-01\n",
        "beta use models",
        "yes",
        loses=("exclusive_licence",),
    ),
    Row(
        "buys only from: another",
        ONLY_FROM,
        "beta buy compute from gamma",
        "no",
        ("single_source",),
        reason="`single_source` allows it only from alpha",
    ),
    Row(
        "buys only from: the supplier itself",
        ONLY_FROM,
        "beta buy compute from alpha",
        "yes",
        limits=("single_source",),
    ),
    Row("buys only from: from anybody", ONLY_FROM, "beta buy compute", "yes", limits=("single_source",)),
    Row(
        "buys only from: a part",
        ONLY_FROM.replace("compute", "models"),
        "beta buy models.vision from gamma",
        "no",
        ("single_source",),
    ),
    Row("buys only from: another buyer", ONLY_FROM, "delta buy compute from gamma", "yes"),
    Row(
        "sells only on: elsewhere",
        "clause home\n    beta sells api only on cloud\n",
        "beta sell api on robots",
        "no",
        ("home",),
    ),
    Row(
        "sells only on: a part of the venue",
        "clause home\n    beta sells api only on cloud\n",
        "beta sell api on cloud.compute",
        "yes",
        limits=("home",),
    ),
    Row(
        "a purchase against one's exclusivity",
        ONLY_FROM + "clause deal\n    beta buys compute from gamma\n",
        "beta buy compute from gamma",
        "depends",
        opens=("single_source", "deal"),
        hangs_on=("deal", "single_source"),
    ),
]

PROHIBITIONS = [
    Row(
        "a prohibition",
        "clause ban\n    alpha must not build robots\n",
        "alpha build robots",
        "no",
        ("ban",),
        reason="`ban` forbids it",
    ),
    Row("does not bind another", "clause ban\n    alpha must not build robots\n", "beta build robots", "yes"),
    Row(
        "on the owner",
        "clause ban\n    beta must not use models.vision\n",
        "beta use models.vision.medical",
        "no",
        ("ban",),
    ),
    Row(
        "on a part limits the whole",
        "clause ban\n    beta must not use models.vision\n",
        "beta use models",
        "yes",
        limits=("ban",),
    ),
    Row(
        "with one counterparty limits",
        "clause ban\n    beta must not sell api to gamma\n",
        "beta sell api",
        "yes",
        limits=("ban",),
    ),
    Row(
        "with one counterparty, that one",
        "clause ban\n    beta must not sell api to gamma\n",
        "beta sell api to gamma",
        "no",
        ("ban",),
    ),
    Row(
        "against a liberty is a conflict",
        "clause ban\n    alpha must not build robots\nclause liberty\n    alpha may build robots\n",
        "alpha build robots",
        "depends",
        opens=("ban", "liberty"),
        hangs_on=("ban", "liberty"),
    ),
    Row(
        "a liberty that overrides",
        "clause ban\n    alpha must not build robots\nclause liberty\n    alpha may build robots\n    overrides ban\n",
        "alpha build robots",
        "yes",
        ("liberty",),
        ("ban",),
    ),
    Row(
        "against a grant is a conflict",
        GRANT + "clause ban\n    alpha must not use models.vision\n",
        "alpha use models.vision",
        "depends",
        opens=("ban", "licence"),
        hangs_on=("ban", "licence"),
    ),
    Row(
        "that overrides a grant",
        GRANT + "clause ban\n    alpha must not use models.vision\n    overrides licence\n",
        "alpha use models.vision",
        "no",
        ("ban",),
        ("licence",),
    ),
    Row(
        "that overrides a grant leaves the rest",
        GRANT + "clause ban\n    alpha must not use models.vision\n    overrides licence\n",
        "alpha use models",
        "yes",
        ("licence",),
        limits=("ban",),
    ),
    Row(
        "until an event",
        "clause ban\n    alpha must not build robots\n    until verified\n",
        "alpha build robots",
        "depends",
        opens=("ban",),
        hangs_on=("verified",),
    ),
    Row(
        "against a duty is a conflict",
        "clause ban\n    alpha must not build robots\nclause task\n    alpha must build robots\n",
        "alpha build robots",
        "depends",
        opens=("ban", "task"),
        hangs_on=("ban", "task"),
    ),
]

SUBLICENCES = [
    Row(
        "a sublicence",
        GRANT + "        may sublicense\nclause sub\n    alpha grants gamma use of models\n",
        "gamma use models",
        "yes",
        ("sub",),
    ),
    Row(
        "without the right to sublicense",
        GRANT + "clause sub\n    alpha grants gamma use of models\n",
        "gamma use models",
        "no",
        loses=("sub",),
    ),
    Row(
        "by the verb",
        GRANT.replace("use of", "use, sublicense of") + "clause sub\n    alpha grants gamma use of models\n",
        "gamma use models",
        "yes",
        ("sub",),
    ),
    Row(
        "a chain of two",
        GRANT + "        may sublicense\nclause sub\n    alpha grants gamma use of models\n        may sublicense\n"
        "clause sub_sub\n    gamma grants delta use of models.vision\n",
        "delta use models.vision",
        "yes",
        ("sub_sub",),
    ),
    Row(
        "falls with the licence above",
        GRANT + "        may sublicense\n    until 2026-01-01\nclause sub\n    alpha grants gamma use of models\n",
        "gamma use models",
        "no",
        loses=("sub",),
    ),
    Row(
        "a circle gives no title",
        "clause one\n    alpha grants gamma use of models\n        may sublicense\n"
        "clause other\n    gamma grants alpha use of models\n        may sublicense\n",
        "alpha use models",
        "no",
        loses=("other",),
    ),
    Row(
        "under an exclusive licence is not against it",
        EXCLUSIVE + "        may sublicense\nclause sub\n    alpha grants gamma use of models\n",
        "gamma use models",
        "yes",
        ("sub",),
    ),
    Row(
        "a licence back to the owner",
        EXCLUSIVE + "        may sublicense\nclause back\n    alpha grants beta use of models\n",
        "beta use models",
        "yes",
        ("back",),
    ),
    Row(
        "an exclusive sublicence does not bind the owner",
        GRANT + "        may sublicense\nclause sub\n    alpha grants gamma exclusive use of models\n",
        "beta use models",
        "yes",
    ),
    Row(
        "an exclusive sublicence binds its grantor",
        GRANT + "        may sublicense\nclause sub\n    alpha grants gamma exclusive use of models\n",
        "alpha use models",
        "no",
        ("sub",),
        ("licence",),
    ),
]

GATES = [
    Row(
        "first refusal",
        REFUSAL,
        "beta buy compute from gamma",
        "depends",
        opens=("first_look",),
        hangs_on=("first_look",),
        reason="depends on first refusal under `first_look`",
    ),
    Row("first refusal does not stand in its holder's way", REFUSAL, "beta buy compute from alpha", "yes"),
    Row(
        "first refusal and a prohibition",
        REFUSAL + ONLY_FROM,
        "beta buy compute from gamma",
        "no",
        ("single_source",),
        hangs_on=(),
    ),
    Row(
        "consent",
        "clause approval\n    beta needs consent of alpha, panel to merge\n",
        "beta merge",
        "depends",
        opens=("approval",),
        hangs_on=("approval",),
        reason="depends on consent under `approval`",
    ),
    Row(
        "consent for a part limits",
        "clause approval\n    beta needs consent of alpha to sell api to gamma\n",
        "beta sell api",
        "yes",
        limits=("approval",),
    ),
    Row(
        "consent that a liberty overrides",
        "clause approval\n    beta needs consent of alpha to merge\nclause liberty\n    beta may merge\n"
        "    overrides approval\n",
        "beta merge",
        "yes",
        ("liberty",),
        ("approval",),
    ),
    Row(
        "a condition precedent",
        GRANT + "    requires verified by 2026-12-31, otherwise no effect\n",
        "alpha use models",
        "depends",
        opens=("licence",),
        hangs_on=("verified",),
    ),
    Row(
        "a condition precedent whose long-stop has passed",
        GRANT + "    requires verified by 2024-12-31, otherwise no effect\n",
        "alpha use models",
        "no",
        loses=("licence",),
    ),
    Row(
        "untranslated words",
        GRANT + '    untranslated "for reasonable purposes", owner alpha\n',
        "alpha use models",
        "depends",
        opens=("licence",),
        hangs_on=("for reasonable purposes",),
    ),
    Row(
        "untranslated words on a clause that does not decide",
        GRANT + 'clause more\n    beta grants alpha use of models\n    untranslated "if it can"\n',
        "alpha use models",
        "yes",
        ("licence",),
        opens=("more",),
    ),
    Row(
        "a power",
        "clause exit\n    either alpha or beta may terminate after 90 days notice\n        ends deal\n",
        "alpha terminate",
        "yes",
        ("exit",),
    ),
    Row(
        "a power not before its day",
        "clause exit\n    alpha may terminate after 90 days notice, not before 2027-01-01\n        ends deal\n",
        "alpha terminate",
        "no",
    ),
    Row(
        "a power of somebody else",
        "clause exit\n    alpha may terminate after 90 days notice\n        ends deal\n",
        "gamma terminate",
        "no",
    ),
]

ROWS = [
    *FREEDOM,
    *GRANTS,
    *EXCLUSIVES,
    *PROHIBITIONS,
    *SUBLICENCES,
    *GATES,
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_verdict_and_grounds(row: Row) -> None:
    answer = decide(agreement_of(deal_of(row.clauses)), act_of(row.act), date.fromisoformat(row.on))
    assert (answer.verdict, answer.reason) == (row.verdict, row.reason or answer.reason)
    assert answer.clauses("decides") == row.decides
    assert set(row.loses) <= set(answer.clauses("loses"))
    assert set(answer.clauses("limits")) == set(row.limits)
    assert set(answer.clauses("open")) == set(row.opens)
    assert {thing.name for thing in answer.hangs_on} == set(row.hangs_on)


def test_every_row_is_its_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


def test_a_conflict_names_both_clauses_and_a_day() -> None:
    text = EXCLUSIVE + "clause second\n    beta grants gamma use of models\n    from 2027-01-01\n"
    answer = decide(agreement_of(deal_of(text)), act_of("gamma use models"), date(2027, 1, 1))
    assert [str(conflict) for conflict in answer.conflicts] == [
        "`second` allows what `exclusive_licence` forbids, and neither overrides the other (2027-01-01)"
    ]


def test_first_refusal_is_settled_from_the_end_of_its_window() -> None:
    answer = decide(agreement_of(deal_of(REFUSAL)), act_of("beta buy compute from gamma"), date(2026, 6, 1))
    assert answer.settled_from == date(2026, 8, 1)


def test_the_next_change_is_the_first_day_of_another_verdict() -> None:
    agreement = agreement_of(deal_of(GRANT + "    through 2032-12-31\n"))
    change = decide(agreement, act_of("alpha use models"), date(2026, 6, 1)).next_change
    assert change is not None
    assert (change.on, change.verdict) == (date(2033, 1, 1), "no")
    assert decide(agreement, act_of("alpha use models"), date(2033, 1, 1)).next_change is None


def test_cases_say_under_which_courses_it_is_yes_and_no() -> None:
    agreement = agreement_of(deal_of(GRANT + "    until first of (2031-01-01, verified)\n"))
    answer = decide(agreement, act_of("alpha use models"), date(2028, 6, 1))
    assert [(case.words, case.verdict) for case in answer.cases] == [
        ("verified has happened by 2028-06-01", "no"),
        ("verified has not happened by 2028-06-01", "yes"),
    ]
    after = decide(agreement, act_of("alpha use models"), date(2031, 1, 1))
    assert (after.verdict, after.cases) == ("no", ())


def test_cases_turn_on_the_day_from_which_a_time_runs() -> None:
    agreement = agreement_of(deal_of(GRANT + "    from 6 months after ipo\n    until 12 months after ipo\n"))
    answer = decide(agreement, act_of("alpha use models"), date(2027, 1, 1))
    assert [(case.words, case.verdict) for case in answer.cases] == [
        ("ipo has happened by 2026-01-01", "no"),
        ("ipo happens from 2026-01-02 through 2026-07-01", "yes"),
        ("ipo has not happened by 2026-07-01", "no"),
    ]


def test_an_open_event_that_makes_no_difference_leaves_a_settled_answer() -> None:
    text = GRANT + "    until ipo\nclause later\n    beta grants alpha use of models\n    from ipo\n"
    answer = decide(agreement_of(deal_of(text)), act_of("alpha use models"), date(2027, 1, 1))
    assert (answer.verdict, answer.hangs_on) == ("yes", ())
    assert set(answer.clauses("decides")) == {"licence", "later"}
    assert answer.reason == "whatever becomes of event `ipo`: `later` grants it"


def test_two_events_are_told_apart_only_where_they_matter() -> None:
    text = GRANT + "    while ipo or merger\n"
    answer = decide(agreement_of(deal_of(text)), act_of("alpha use models"), date(2027, 1, 1))
    assert [(case.words, case.verdict) for case in answer.cases] == [
        ("ipo has happened by 2027-01-01", "yes"),
        ("ipo has not happened by 2027-01-01 and merger has happened by 2027-01-01", "yes"),
        ("ipo has not happened by 2027-01-01 and merger has not happened by 2027-01-01", "no"),
    ]
