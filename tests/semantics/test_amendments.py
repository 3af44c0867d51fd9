"""Meaning 1 and 2: the two axes of time; amendments folded in order of effect; else-branches."""

import pytest

from termwise.session import load_text
from tests.semantics.probing import HEAD, Probe, check, ids, session_of

ON = "alpha may use models on "
LICENCE = """
clause licence
    beta grants alpha use of models
    until 2031-01-01
"""
EXTENDED = (
    LICENCE
    + """
amendment extension signed 2024-05-01, binding
    change licence
        through 2032-12-31
"""
)
LATE_KNOWN = (
    LICENCE
    + """
amendment secret signed 2023-01-01, binding
    known from 2024-01-01
    end licence
"""
)
BACKDATED = (
    LICENCE
    + """
amendment backdated signed 2024-05-01, binding
    effective 2022-01-01
    end licence
"""
)
POSTDATED = (
    LICENCE
    + """
amendment postdated signed 2024-05-01, binding
    effective 2026-01-01
    end licence
"""
)
ON_EVENT = (
    LICENCE
    + """
amendment on_listing signed 2024-05-01, binding
    effective ipo
    end licence
"""
)

TWO_AXES = [
    Probe("known time: not yet signed", EXTENDED, "alpha may use models on 2031-06-01, known by 2024-04-30", "no"),
    Probe(
        "known time: signed that day",
        EXTENDED,
        "alpha may use models on 2031-06-01, known by 2024-05-01",
        "yes",
        ("licence",),
    ),
    Probe(
        "known time: what became public later",
        LATE_KNOWN,
        "alpha may use models on 2023-06-01, known by 2023-12-31",
        "yes",
        ("licence",),
    ),
    Probe(
        "valid time: and then counts from its day",
        LATE_KNOWN,
        "alpha may use models on 2023-06-01, known by 2024-01-01",
        "no",
    ),
    Probe("valid time: the day before it", LATE_KNOWN, "alpha may use models on 2022-12-31", "yes", ("licence",)),
    Probe("valid time: effective before signature", BACKDATED, "alpha may use models on 2022-06-01", "no"),
    Probe(
        "valid time: effective before signature, asked as of before",
        BACKDATED,
        "alpha may use models on 2022-06-01, known by 2024-04-30",
        "yes",
        ("licence",),
    ),
    Probe("valid time: before the backdated day", BACKDATED, "alpha may use models on 2021-12-31", "yes"),
    Probe("valid time: effective after signature", POSTDATED, "alpha may use models on 2025-12-31", "yes"),
    Probe("valid time: effective on its day", POSTDATED, "alpha may use models on 2026-01-01", "no"),
    Probe("effective on an event: before known-by", ON_EVENT, "alpha may use models on 2024-12-01", "yes"),
    Probe("effective on an event", ON_EVENT, "alpha may use models on 2026-01-01", "depends", (), ("ipo",)),
    Probe(
        "effective on an event: had come", ON_EVENT, "alpha may use models on 2026-01-01, given ipo on 2026-01-01", "no"
    ),
    Probe(
        "effective on an event: not yet", ON_EVENT, "alpha may use models on 2025-12-31, given ipo on 2026-01-01", "yes"
    ),
    Probe("effective on an event: never", ON_EVENT, "alpha may use models on 2030-01-01, given ipo never", "yes"),
    Probe(
        "which day the question is about: both axes at once",
        EXTENDED,
        "on 2031-06-01, known by 2023-01-01: alpha may use models",
        "no",
        words="no clause in force gives one",
    ),
    Probe(
        "known time: before any text there is none",
        LICENCE,
        "alpha may use models on 2021-01-01, known by 2019-06-01",
        "no",
        words="no clause in force gives one",
    ),
    Probe(
        "known time: the day of the first text",
        LICENCE,
        "alpha may use models on 2021-01-01, known by 2020-01-01",
        "yes",
    ),
    Probe(
        "known time: a prohibition nobody had signed",
        "\nclause no_building\n    alpha must not build compute\n",
        "alpha may build compute on 2021-01-01, known by 2019-06-01",
        "yes",
    ),
]


def requiring(line: str, patch: str) -> str:
    return f"""{LICENCE}
clause fallback
    alpha pays beta 1m yearly

amendment deal_two signed 2024-01-01, binding
    requires {line}
    {patch}
"""


ENDS = "end licence"
MET = requiring("cleared by 2024-12-31, otherwise no effect", ENDS)
MISSED = requiring("ipo by 2024-12-31, otherwise no effect", ENDS)
MISSED_ENDS_DEAL = requiring("ipo by 2024-12-31, otherwise ends deal", "change fallback\n        cap 5m in total")
MISSED_ENDS_CLAUSE = requiring(
    "ipo by 2024-12-31, otherwise ends clause licence", "change fallback\n        cap 5m in total"
)
MISSED_TRIGGERS = (
    requiring("ipo by 2024-12-31, otherwise triggers verified", "change fallback\n        cap 5m in total")
    + """
clause afterwards
    beta grants gamma use of models
    from verified
"""
)
PENDING = requiring("ipo by 2026-12-31, otherwise no effect", ENDS)
PENDING_ENDS = requiring("ipo by 2026-12-31, otherwise ends deal", "change fallback\n        cap 5m in total")

REQUIRED = [
    Probe("requires: before it is met", MET, "alpha may use models on 2024-06-29", "yes"),
    Probe("requires: from the day it is met", MET, "alpha may use models on 2024-06-30", "no"),
    Probe(
        "requires: met, as known before",
        MET,
        "alpha may use models on 2024-06-30, known by 2024-06-29",
        "depends",
        (),
        ("cleared",),
    ),
    Probe("failed by its long-stop: no effect", MISSED, "alpha may use models on 2025-06-01", "yes", ("licence",)),
    Probe("failed by its long-stop: ends deal", MISSED_ENDS_DEAL, "alpha may use models on 2025-01-01", "no"),
    Probe("long-stop day itself", MISSED_ENDS_DEAL, "alpha may use models on 2024-12-31", "yes"),
    Probe("failed by its long-stop: ends clause", MISSED_ENDS_CLAUSE, "alpha may use models on 2025-01-01", "no"),
    Probe("failed: ends that clause only", MISSED_ENDS_CLAUSE, "fallback is in force on 2025-01-01", "yes"),
    Probe(
        "failed by its long-stop: triggers",
        MISSED_TRIGGERS,
        "gamma may use models on 2025-01-01",
        "yes",
        ("afterwards",),
    ),
    Probe("not failed yet: triggers nothing", MISSED_TRIGGERS, "gamma may use models on 2024-12-31", "no"),
    Probe("pending", PENDING, "alpha may use models on 2026-06-01", "depends", (), ("ipo",)),
    Probe("pending, after the long-stop", PENDING, "alpha may use models on 2028-06-01", "depends", (), ("ipo",)),
    Probe(
        "pending: met on the long-stop", PENDING, "alpha may use models on 2026-12-31, given ipo on 2026-12-31", "no"
    ),
    Probe("pending: a day too late", PENDING, "alpha may use models on 2028-06-01, given ipo on 2027-01-01", "yes"),
    Probe(
        "pending: a day too late, the deal ends",
        PENDING_ENDS,
        "alpha may use models on 2027-01-01, given ipo on 2027-01-01",
        "no",
    ),
    Probe("pending: not before the long-stop", PENDING_ENDS, "alpha may use models on 2026-12-31", "yes"),
    Probe("pending: after the long-stop", PENDING_ENDS, "alpha may use models on 2027-01-01", "depends", (), ("ipo",)),
    Probe(
        "pending: met, the deal lives",
        PENDING_ENDS,
        "alpha may use models on 2030-01-01, given ipo on 2026-01-01",
        "yes",
    ),
]

OVER_PENDING = (
    LICENCE
    + """
amendment first signed 2024-02-01, binding
    requires ipo by 2028-12-31, otherwise no effect
    change licence
        through 2032-12-31

amendment second signed 2024-08-01, binding
    effective 2026-01-01
    change licence
        through 2035-12-31
"""
)
WORDS_OVER_PENDING = (
    LICENCE
    + """
amendment first signed 2024-02-01, binding
    requires ipo by 2028-12-31, otherwise no effect
    change licence
        through 2032-12-31

amendment second signed 2024-08-01, binding
    effective 2026-01-01
    change licence
        except for models.vision
"""
)
REVIVED = (
    LICENCE
    + """
amendment stop signed 2022-01-01, binding
    end licence

amendment again signed 2024-01-01, binding
    clause new_licence
        beta grants alpha use of models
        until 2029-01-01
"""
)
END_THEN_CHANGE = (
    LICENCE
    + """
amendment stop signed 2022-01-01, binding
    end licence

amendment change_it signed 2023-01-01, binding
    change licence
        through 2035-12-31
"""
)
END_ON = (
    LICENCE
    + """
amendment stop signed 2024-01-01, binding
    end licence on 2026-01-01
"""
)
END_ON_EVENT = (
    LICENCE
    + """
amendment stop signed 2024-01-01, binding
    end licence on 6 months after ipo
"""
)
ORDER = (
    LICENCE
    + """
amendment late signed 2023-01-01, binding
    effective 2024-06-01
    change licence
        until 2030-01-01

amendment early signed 2024-01-01, binding
    change licence
        until 2027-01-01
"""
)
SAME_DAY = (
    LICENCE
    + """
amendment one signed 2024-01-01, binding
    change licence
        until 2028-01-01

amendment two signed 2024-01-01, binding
    change licence
        until 2026-01-01
"""
)
REMOVED = """
clause licence
    beta grants alpha use of models
    while verified
    except for models.vision

amendment freer signed 2024-01-01, binding
    change licence
        remove while, except for
"""
WITHDRAWN = (
    LICENCE
    + """
amendment talks reported 2023-01-01, rumoured
    change licence
        through 2036-12-31

amendment definitive signed 2024-01-01, binding
    withdraws talks
    change licence
        through 2032-12-31
"""
)

PERHAPS_WITHDRAWN = """
clause licence
    beta grants alpha use of models

amendment first signed 2024-01-01, binding
    requires ipo by 2026-12-31, otherwise ends clause licence
    change licence
        through 2030-12-31

amendment second signed 2024-06-01, binding
    requires verified by 2026-06-30, otherwise no effect
    withdraws first
"""
PENDING_CLAUSE = """
amendment first signed 2024-01-01, binding
    requires ipo by 2026-12-31, otherwise no effect
    clause licence
        beta grants alpha use of models

amendment second signed 2024-06-01, binding
    change licence
        except for models.vision
"""
TWO_REQUIRED = (
    LICENCE
    + """
clause other
    beta grants gamma use of models

amendment first signed 2024-01-01, binding
    requires ipo by 2026-12-31, otherwise ends deal
    requires verified by 2025-12-31, otherwise ends clause licence
    change licence
        through 2035-12-31
"""
)

FOLDED = [
    Probe(
        "an else-branch falls with its amendment: open",
        PERHAPS_WITHDRAWN,
        ON + "2027-06-01",
        "depends",
        (),
        ("ipo", "verified"),
    ),
    Probe(
        "an else-branch falls with its amendment: that is open too",
        PERHAPS_WITHDRAWN,
        ON + "2027-06-01, given ipo never",
        "depends",
        (),
        ("verified",),
    ),
    Probe(
        "an else-branch falls with its amendment: withdrawn",
        PERHAPS_WITHDRAWN,
        ON + "2027-06-01, given ipo never, given verified on 2026-01-01",
        "yes",
    ),
    Probe(
        "an else-branch falls with its amendment: not withdrawn",
        PERHAPS_WITHDRAWN,
        ON + "2027-06-01, given ipo never, given verified never",
        "no",
    ),
    Probe(
        "a change of a pending clause: waits with it", PENDING_CLAUSE, ON + "2025-06-01, given ipo on 2026-01-01", "no"
    ),
    Probe(
        "a change of a pending clause: counts with it",
        PENDING_CLAUSE,
        "alpha may use models.vision on 2027-06-01, given ipo on 2026-01-01",
        "no",
    ),
    Probe(
        "a change of a pending clause: the rest",
        PENDING_CLAUSE,
        ON + "2027-06-01, given ipo on 2026-01-01",
        "yes",
        ("licence",),
    ),
    Probe(
        "two conditions: the second failed",
        TWO_REQUIRED,
        ON + "2026-01-01, given ipo on 2026-06-01, given verified never",
        "no",
    ),
    Probe(
        "two conditions: the second failed, the deal lives",
        TWO_REQUIRED,
        "gamma may use models on 2028-01-01, given ipo on 2026-06-01, given verified never",
        "yes",
    ),
    Probe(
        "two conditions: the first failed",
        TWO_REQUIRED,
        "gamma may use models on 2027-01-01, given ipo never, given verified on 2025-06-01",
        "no",
    ),
    Probe(
        "two conditions: both met",
        TWO_REQUIRED,
        ON + "2034-01-01, given ipo on 2026-06-01, given verified on 2025-12-31",
        "yes",
    ),
    Probe(
        "order of effect: the pending one comes later and prevails",
        OVER_PENDING,
        "alpha may use models on 2034-01-01, given ipo on 2027-01-01",
        "no",
    ),
    Probe(
        "order of effect: the pending one had come before",
        OVER_PENDING,
        "alpha may use models on 2034-01-01, given ipo on 2025-06-01",
        "yes",
    ),
    Probe(
        "order of effect: the pending one never comes",
        OVER_PENDING,
        "alpha may use models on 2034-01-01, given ipo never",
        "yes",
    ),
    Probe("order of effect: open", OVER_PENDING, "alpha may use models on 2034-01-01", "depends", (), ("ipo",)),
    Probe("order of effect: both end by then", OVER_PENDING, "alpha may use models on 2036-01-01", "no"),
    Probe(
        "order of effect: either way in force", OVER_PENDING, "alpha may use models on 2030-01-01", "yes", ("licence",)
    ),
    Probe(
        "each changed value: what is not repeated stays",
        WORDS_OVER_PENDING,
        "alpha may use models.vision on 2027-06-01",
        "no",
    ),
    Probe(
        "each changed value: the end still hangs on the first",
        WORDS_OVER_PENDING,
        "alpha may use models on 2031-06-01",
        "depends",
        (),
        ("ipo",),
    ),
    Probe(
        "each changed value: given",
        WORDS_OVER_PENDING,
        "alpha may use models on 2031-06-01, given ipo on 2027-01-01",
        "yes",
    ),
    Probe(
        "each changed value: given, and the exception stays",
        WORDS_OVER_PENDING,
        "alpha may use models.vision on 2031-06-01, given ipo on 2027-01-01",
        "no",
    ),
    Probe("end, then stated again: in between", REVIVED, "alpha may use models on 2023-06-01", "no"),
    Probe("end, then stated again: before", REVIVED, "alpha may use models on 2021-12-31", "yes"),
    Probe("end, then stated again: after", REVIVED, "alpha may use models on 2024-01-01", "yes"),
    Probe("end, then stated again: its own end", REVIVED, "alpha may use models on 2029-01-01", "no"),
    Probe("end, then changed: what is ended stays ended", END_THEN_CHANGE, "alpha may use models on 2024-01-01", "no"),
    Probe("end on a day: before", END_ON, "alpha may use models on 2025-12-31", "yes"),
    Probe("end on a day: from it", END_ON, "alpha may use models on 2026-01-01", "no", words="no clause in force"),
    Probe("end on a moment", END_ON_EVENT, "alpha may use models on 2026-02-28, given ipo on 2025-08-31", "no"),
    Probe(
        "end on a moment: the day before",
        END_ON_EVENT,
        "alpha may use models on 2026-02-27, given ipo on 2025-08-31",
        "yes",
    ),
    Probe("order of effect, not of signature", ORDER, "alpha may use models on 2028-01-01", "yes"),
    Probe("order of effect, not of signature: ended by the last", ORDER, "alpha may use models on 2030-01-01", "no"),
    Probe("same day: order of writing", SAME_DAY, "alpha may use models on 2027-01-01", "no"),
    Probe("remove: while", REMOVED, "alpha may use models on 2024-06-01", "yes"),
    Probe("remove: except for", REMOVED, "alpha may use models.vision on 2024-06-01", "yes"),
    Probe("remove: not before", REMOVED, "alpha may use models.vision on 2023-06-01", "no"),
    Probe("withdraws: retired", WITHDRAWN, "alpha may use models on 2034-01-01, status rumoured", "no"),
    Probe(
        "withdraws: before it was",
        WITHDRAWN,
        "alpha may use models on 2034-01-01, known by 2023-06-01, status rumoured",
        "yes",
    ),
    Probe("a rumour does not count", WITHDRAWN, "alpha may use models on 2034-01-01, known by 2023-06-01", "no"),
]


@pytest.mark.parametrize("probe", [*TWO_AXES, *REQUIRED, *FOLDED], ids=ids)
def test_amendments(probe: Probe) -> None:
    check(probe)


def test_ending_a_clause_does_not_free_its_name() -> None:
    session = load_text(HEAD + REVIVED.replace("new_licence", "licence"))
    assert [d.code for d in session.diagnostics if d.severity == "error"] == ["duplicate-name"]


def test_changing_what_has_ended_is_told() -> None:
    assert "amends-ended-clause" in {d.code for d in session_of(END_THEN_CHANGE).diagnostics}


def test_each_changed_value_keeps_its_blame_line() -> None:
    """Who changed it, when, from what; and what nobody changed is still the original's."""
    shown = session_of(EXTENDED).agreement().clauses[0].versions[-1]
    blame = {one.path: (one.amendment, one.before) for one in shown.blame}
    assert blame["end"] == ("extension", "until 2031-01-01")
    assert blame["sentence"] == (None, None)
