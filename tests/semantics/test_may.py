"""How `may` is decided: grants and parts, exclusivity, priority, gates, conditions; and the answer's reasons."""

import pytest

from termwise.session import load_text
from tests.semantics.probing import HEAD, Probe, check, ids, session_of

GRANT = """
clause licence
    beta grants alpha use of models
"""
EXCEPT = GRANT + "    except for models.vision\n"
ONLY = GRANT + "    only for health, europe\n"
PART = """
clause vision_licence
    beta grants alpha use of models.vision
"""
NEEDS = [
    Probe(
        "verbs on someone's property need a grant",
        "",
        "alpha may use models",
        "no",
        (),
        words="needs a grant from its owner, beta",
    ),
    Probe("from its owner", "", "beta may use models", "yes", words="belongs to beta"),
    Probe(
        "a grant by a stranger gives nothing",
        "\nclause wrong\n    gamma grants alpha use of models\n",
        "alpha may use models",
        "no",
    ),
    Probe("another verb is not granted", GRANT, "alpha may distribute models", "no"),
    Probe("acts of trade are free", "", "gamma may buy compute", "yes"),
    Probe("acts of conduct are free on another's asset", "", "gamma may sell models", "yes"),
    Probe("what belongs to nobody needs no grant", "", "gamma may use compute", "yes"),
    Probe("covers its parts", GRANT, "alpha may use models.vision.medical", "yes", ("licence",)),
    Probe("not the reverse", PART, "alpha may use models", "no"),
    Probe("`except for` cuts its reach", EXCEPT, "alpha may use models.vision.medical", "no"),
    Probe("`except for` leaves the rest", EXCEPT, "alpha may use models", "yes", ("licence",)),
    Probe("`only for`: inside", ONLY, "alpha may use models for health in europe.france", "yes", ("licence",)),
    Probe("`only for`: another field", ONLY, "alpha may use models for finance in europe", "no"),
    Probe("`only for`: anywhere is more than there", ONLY, "alpha may use models", "no"),
    Probe("`only for`: one kind met only", ONLY, "alpha may use models for health", "no"),
    Probe("`unless` cuts its reach", GRANT + "    unless cleared\n", "alpha may use models on 2024-07-01", "no"),
    Probe(
        "a prohibition covers parts",
        "\nclause ban\n    alpha must not buy compute\n",
        "alpha may buy compute.chips",
        "no",
        ("ban",),
    ),
    Probe(
        "a prohibition on a part leaves the whole",
        "\nclause ban\n    alpha must not buy compute.chips\n",
        "alpha may buy compute",
        "yes",
    ),
    Probe(
        "a prohibition without an asset covers all",
        "\nclause ban\n    alpha must not merge\n",
        "alpha may merge with gamma",
        "no",
        ("ban",),
    ),
    Probe(
        "a prohibition binds its party only",
        "\nclause ban\n    alpha must not buy compute\n",
        "gamma may buy compute",
        "yes",
    ),
]

EXCLUSIVE = """
clause licence
    beta grants alpha exclusive use of models
"""
SOLE = EXCLUSIVE.replace("exclusive", "sole")
PLAIN_TOO = EXCLUSIVE.replace("exclusive", "non-exclusive")
CHAIN = (
    EXCLUSIVE
    + """        may sublicense

clause sub
    alpha grants gamma use of models.vision
"""
)
CHAIN_EXCLUSIVE = CHAIN.replace("alpha grants gamma use", "alpha grants gamma exclusive use")
NO_CHAIN = (
    EXCLUSIVE
    + """
clause sub
    alpha grants gamma use of models.vision
"""
)
BY_VERB = """
clause licence
    beta grants alpha use, sublicense of models

clause sub
    alpha grants gamma use of models
"""
TWO_LINKS = (
    CHAIN.replace("alpha grants gamma use of models.vision", "alpha grants gamma use of models")
    + """        may sublicense

clause sub_sub
    gamma grants delta use of models
"""
)
CHAIN_ENDS = TWO_LINKS.replace("exclusive use of models\n", "use of models\n    until 2026-01-01\n", 1)
CHAIN_WAITS = TWO_LINKS.replace("exclusive use of models\n", "use of models\n    until verified\n", 1)
CIRCLE = """
clause one
    gamma grants alpha use of models
        may sublicense

clause two
    alpha grants gamma use of models
        may sublicense
"""
PART_EXCLUSIVE = """
clause all_of_it
    beta grants gamma use of models

clause a_part
    beta grants alpha exclusive use of models.vision
"""
EXCLUSIVE_OVER = PART_EXCLUSIVE.replace(
    "exclusive use of models.vision\n", "exclusive use of models.vision\n    overrides all_of_it\n"
)
EXCLUSIVE_IN_FIELD = EXCLUSIVE + "    only for health\n"
EXCLUSIVE_WAITING = EXCLUSIVE + "    from verified\n"
EXCLUSIVITY = [
    Probe(
        "an `exclusive` grant forbids the act to everybody else", EXCLUSIVE, "gamma may use models", "no", ("licence",)
    ),
    Probe("the grantor too", EXCLUSIVE, "beta may use models", "no", ("licence",)),
    Probe("the grantor too, on parts", EXCLUSIVE, "beta may use models.vision", "no", ("licence",)),
    Probe("`sole` leaves the grantor in", SOLE, "beta may use models", "yes"),
    Probe("`sole` forbids the others", SOLE, "gamma may use models", "no"),
    Probe("`non-exclusive` reserves nothing", PLAIN_TOO, "beta may use models", "yes"),
    Probe("exclusive use reserves no other verb", EXCLUSIVE, "beta may modify models", "yes"),
    Probe(
        "exclusive on a part leaves the whole",
        EXCLUSIVE.replace("of models", "of models.vision"),
        "beta may use models",
        "yes",
    ),
    Probe("exclusive in a field", EXCLUSIVE_IN_FIELD, "beta may use models for health", "no", ("licence",)),
    Probe("exclusive in a field leaves the others", EXCLUSIVE_IN_FIELD, "beta may use models for finance", "yes"),
    Probe("exclusive while in force", EXCLUSIVE + "    until 2026-01-01\n", "beta may use models on 2026-01-01", "yes"),
    Probe(
        "exclusive from an event", EXCLUSIVE_WAITING, "beta may use models on 2026-01-01", "depends", (), ("verified",)
    ),
    Probe("a holder who may sublicense", CHAIN, "gamma may use models.vision", "yes", ("sub",)),
    Probe("a holder who may sublicense: not more than granted on", CHAIN, "gamma may use models", "no"),
    Probe("a holder who may sublicense keeps its own", CHAIN, "alpha may use models.vision", "yes", ("licence",)),
    Probe(
        "exclusive by a sublicence forbids the holder", CHAIN_EXCLUSIVE, "alpha may use models.vision", "no", ("sub",)
    ),
    Probe(
        "exclusive by a sublicence serves its holder", CHAIN_EXCLUSIVE, "gamma may use models.vision", "yes", ("sub",)
    ),
    Probe("a holder who may not sublicense", NO_CHAIN, "gamma may use models.vision", "no"),
    Probe("may sublicense by verb", BY_VERB, "gamma may use models", "yes", ("sub",)),
    Probe("two links", TWO_LINKS, "delta may use models", "yes", ("sub_sub",)),
    Probe("two links, the first ended", CHAIN_ENDS, "delta may use models on 2026-01-01", "no"),
    Probe("two links, the first still there", CHAIN_ENDS, "delta may use models on 2025-12-31", "yes"),
    Probe("two links, the first open", CHAIN_WAITS, "delta may use models on 2026-01-01", "depends", (), ("verified",)),
    Probe("a circle of sublicences gives no title", CIRCLE, "alpha may use models", "no"),
    Probe("assets nested: priority settles it", EXCLUSIVE_OVER, "gamma may use models.vision", "no", ("a_part",)),
    Probe(
        "assets nested: priority only where it speaks", EXCLUSIVE_OVER, "gamma may use models", "yes", ("all_of_it",)
    ),
]

ONLY_FROM = """
clause single
    beta buys compute only from alpha
"""
ONLY_PART = ONLY_FROM.replace("compute only", "compute.chips only")
ONLY_ON = """
clause home
    beta sells api only on cloud
"""
TWO_SUPPLIERS = ONLY_FROM.replace("from alpha", "from alpha, gamma")
SUPPLY = [
    Probe(
        "'buys only from' forbids every other supplier", ONLY_FROM, "beta may buy compute from gamma", "no", ("single",)
    ),
    Probe("'buys only from' leaves that one", ONLY_FROM, "beta may buy compute from alpha", "yes"),
    Probe(
        "'buys only from': for that asset",
        ONLY_FROM,
        "beta may buy robots_parts from gamma".replace("robots_parts", "api"),
        "yes",
    ),
    Probe("'buys only from': and its parts", ONLY_FROM, "beta may buy compute.chips from gamma", "no", ("single",)),
    Probe("'buys only from': a part only", ONLY_PART, "beta may buy compute from gamma", "yes"),
    Probe("'buys only from': the part itself", ONLY_PART, "beta may buy compute.chips from gamma", "no"),
    Probe("'buys only from' binds the buyer only", ONLY_FROM, "gamma may buy compute from delta", "yes"),
    Probe("'buys only from' lets the supplier sell", ONLY_FROM, "alpha may sell compute to gamma", "yes"),
    Probe("'buys only from': two suppliers", TWO_SUPPLIERS, "beta may buy compute from gamma", "yes"),
    Probe("'buys only from': neither", TWO_SUPPLIERS, "beta may buy compute from delta", "no"),
    Probe("'buys only from': without saying whom", ONLY_FROM, "beta may buy compute", "yes"),
    Probe("'sells only on'", ONLY_ON, "beta may sell api on compute", "no", ("home",)),
    Probe("'sells only on': a part of the venue", ONLY_ON, "beta may sell api on cloud.compute", "yes"),
]

BAN = """
clause ban
    alpha must not build compute
"""
LEAVE = """
clause leave
    alpha may build compute
"""


def over(clause: str, other: str) -> str:
    return clause + f"    overrides {other}\n"


CYCLE = over(BAN, "leave") + over(LEAVE, "ban")
THREE = over(BAN, "leave") + LEAVE + over("\nclause top\n    alpha may build compute\n", "ban")
LONG_CYCLE = (
    over(BAN, "leave") + over(LEAVE, "third") + over("\nclause third\n    alpha must not build compute\n", "ban")
)
WAITING_PRIORITY = over(LEAVE + "    from verified\n", "ban") + BAN
PRIORITY = [
    Probe("`overrides` settles a conflict", BAN + over(LEAVE, "ban"), "alpha may build compute", "yes", ("leave",)),
    Probe(
        "`overrides` settles a conflict: the other way",
        over(BAN, "leave") + LEAVE,
        "alpha may build compute",
        "no",
        ("ban",),
    ),
    Probe("who overrides is itself overridden", THREE, "alpha may build compute", "yes", ("leave", "top")),
    Probe("priority only while in force", WAITING_PRIORITY, "alpha may build compute on 2025-01-01", "no", ("ban",)),
    Probe(
        "priority only while in force: open",
        WAITING_PRIORITY,
        "alpha may build compute on 2026-01-01",
        "depends",
        (),
        ("verified",),
    ),
    Probe(
        "priority only while in force: then",
        WAITING_PRIORITY,
        "alpha may build compute on 2026-01-01, given verified on 2026-01-01",
        "yes",
        ("leave",),
    ),
    Probe(
        "an amendment replaces what it changes",
        BAN + "\namendment freed signed 2024-01-01, binding\n    change ban\n        alpha may build compute\n",
        "alpha may build compute on 2024-01-01",
        "yes",
        ("ban",),
    ),
    Probe(
        "an amendment replaces what it changes: before",
        BAN + "\namendment freed signed 2024-01-01, binding\n    change ban\n        alpha may build compute\n",
        "alpha may build compute on 2023-12-31",
        "no",
        ("ban",),
    ),
]

REFUSAL = """
clause first_look
    alpha has first refusal when beta buys compute
        notice 30 days
        accept within 60 days
        silence declines
"""
CONSENT = """
clause assent
    beta needs consent of alpha, gamma to merge
"""
PRECEDENT = GRANT + "    requires ipo by 2026-12-31, otherwise no effect\n"
GATES = [
    Probe(
        "first refusal makes the answer depend",
        REFUSAL,
        "beta may buy compute from gamma",
        "depends",
        (),
        ("first_look",),
    ),
    Probe("first refusal: buying from the holder itself", REFUSAL, "beta may buy compute from alpha", "yes"),
    Probe("first refusal: another buyer", REFUSAL, "gamma may buy compute", "yes"),
    Probe("first refusal: a part", REFUSAL, "beta may buy compute.chips from gamma", "depends", (), ("first_look",)),
    Probe(
        "a prohibition beats what is open",
        REFUSAL + "\nclause ban\n    beta must not buy compute\n",
        "beta may buy compute from gamma",
        "no",
        ("ban",),
    ),
    Probe("consent makes the answer depend", CONSENT, "beta may merge", "depends", (), ("assent",)),
    Probe("consent: of that party only", CONSENT, "alpha may merge", "yes"),
    Probe("consent: of another act", CONSENT, "beta may convert", "yes"),
    Probe("consent that ended", CONSENT + "    until 2025-01-01\n", "beta may merge on 2025-01-01", "yes"),
    Probe(
        "a right under a condition precedent depends on that event",
        PRECEDENT,
        "alpha may use models on 2026-06-01",
        "depends",
        (),
        ("ipo",),
    ),
    Probe(
        "a condition precedent: met", PRECEDENT, "alpha may use models on 2026-06-01, given ipo on 2026-06-01", "yes"
    ),
    Probe(
        "a condition precedent: not before it is met",
        PRECEDENT,
        "alpha may use models on 2026-05-31, given ipo on 2026-06-01",
        "no",
    ),
    Probe(
        "a condition precedent: after the long-stop",
        PRECEDENT,
        "alpha may use models on 2027-06-01, given ipo on 2027-01-01",
        "no",
    ),
    Probe(
        "a condition precedent: before anything could be known", PRECEDENT, "alpha may use models on 2025-01-01", "no"
    ),
]

PAIR = """
clause before_it
    beta grants alpha use of models
    until verified

clause after_it
    beta grants alpha use of models
    from verified
"""
IF_OR_NOT = GRANT + "    while verified or not verified\n"
NEVER_BOTH = GRANT + "    while verified and not verified\n"
BY_DATE = GRANT + "    while verified < 2030-06-01 or verified >= 2032-01-01\n"
BY_ORDER = GRANT + "    while ipo >= verified or ipo\n"


def gap(*dates: str) -> str:
    """Nobody grants the use if `verified` comes in 2030: the first licence has ended, the last does not begin."""
    return """
event fallback by agency

clause until_then
    beta grants alpha use of models
    until verified

clause in_time
    beta grants alpha use of models
    requires verified by 2029-12-31, otherwise no effect

clause trigger
    beta must notify alpha by 2038-01-01
    requires verified by 2030-12-31, otherwise triggers fallback

clause afterwards
    beta grants alpha use of models
    from fallback
""" + "".join(
        f"\nclause other_{place}\n    gamma must not build compute\n    until last of ({day}, verified)\n"
        for place, day in enumerate(dates)
    )


MANY_DATES = gap(*(f"{year}-0{month}-01" for year in (2026, 2027, 2032, 2033) for month in (2, 5, 8)))
WORDS = GRANT + '    untranslated "reasonable use", owner counsel\n'
WORDS_ABOUT = GRANT + '\nclause standard\n    untranslated "in good faith", owner counsel, about licence\n'
WORDS_WEAK = (
    GRANT
    + """
amendment memo signed 2024-01-01, non-binding
    clause standard
        untranslated "in good faith", owner counsel, about licence
"""
)
OPEN = [
    Probe(
        "depends on events that are one event",
        PAIR,
        "alpha may use models on 2028-01-01",
        "yes",
        ("after_it", "before_it"),
    ),
    Probe("depends: a or not a", IF_OR_NOT, "alpha may use models on 2028-01-01", "yes"),
    Probe("depends: a and not a", NEVER_BOTH, "alpha may use models on 2028-01-01", "no"),
    Probe(
        "depends: a gap in the middle",
        gap(),
        "alpha may use models on 2036-01-01",
        "depends",
        (),
        ("fallback", "verified"),
    ),
    Probe(
        "depends: a gap among many other dates",
        MANY_DATES,
        "alpha may use models on 2036-01-01",
        "depends",
        (),
        ("fallback", "verified"),
    ),
    Probe(
        "depends: a gap, known",
        MANY_DATES,
        "alpha may use models on 2036-01-01, given verified on 2030-06-01, given fallback never",
        "no",
    ),
    Probe(
        "depends: on what comes after the day",
        BY_DATE,
        "alpha may use models on 2026-06-01",
        "depends",
        (),
        ("verified",),
    ),
    Probe(
        "depends: on what comes after the day, known",
        BY_DATE,
        "alpha may use models on 2026-06-01, given verified on 2031-01-01",
        "no",
    ),
    Probe(
        "depends: on which comes first",
        BY_ORDER,
        "alpha may use models on 2026-06-01",
        "depends",
        (),
        ("ipo", "verified"),
    ),
    Probe("depends on untranslated words", WORDS, "alpha may use models", "depends", (), ("reasonable use",)),
    Probe(
        "depends on untranslated words: not when a ban decides",
        WORDS + "\nclause ban\n    alpha must not use models\n    overrides licence\n",
        "alpha may use models",
        "no",
        ("ban",),
    ),
    Probe(
        "depends on untranslated words about a clause",
        WORDS_ABOUT,
        "alpha may use models",
        "depends",
        (),
        ("in good faith",),
    ),
    Probe("depends on untranslated words: of a memorandum not", WORDS_WEAK, "alpha may use models", "yes"),
    Probe(
        "depends on untranslated words: unless it counts",
        WORDS_WEAK,
        "alpha may use models, status non-binding",
        "depends",
        (),
        ("in good faith",),
    ),
    Probe(
        "depends on undisclosed numbers",
        GRANT + "    while price >= undisclosed 50 to 150\n",
        "alpha may use models",
        "depends",
        (),
        ("licence",),
    ),
]


@pytest.mark.parametrize("probe", [*NEEDS, *EXCLUSIVITY, *SUPPLY, *PRIORITY, *GATES, *OPEN], ids=ids)
def test_may(probe: Probe) -> None:
    check(probe)


@pytest.mark.parametrize(
    ("text", "question", "loses"),
    [
        (BAN + over(LEAVE, "ban"), "alpha may build compute", {"ban"}),
        (EXCLUSIVE_OVER, "gamma may use models.vision", {"all_of_it"}),
        (GRANT + "    until 2026-01-01\n", "alpha may use models on 2026-01-01", {"licence"}),
        (NO_CHAIN, "gamma may use models.vision", {"sub"}),
    ],
)
def test_the_clauses_that_lost_are_listed_with_why(text: str, question: str, loses: set[str]) -> None:
    answer = session_of(text).ask(question).answer
    assert answer is not None
    lost = {ground.clause: ground.why for ground in answer.grounds if ground.role == "loses"}
    assert loses <= set(lost)
    assert all(lost.values())


@pytest.mark.parametrize(
    ("text", "question", "day", "verdict"),
    [
        (GRANT + "    through 2026-12-31\n", "alpha may use models", "2027-01-01", "no"),
        (GRANT + "    from 2026-02-01\n", "alpha may use models", "2026-02-01", "yes"),
        (BAN + "    until 2 months after 2026-12-31\n", "alpha may build compute", "2027-02-28", "yes"),
        (GRANT + "    until first of (2031-01-01, verified)\n", "alpha may use models", "2025-01-02", "depends"),
    ],
)
def test_the_first_date_on_which_it_changes(text: str, question: str, day: str, verdict: str) -> None:
    answer = session_of(text).ask(question).answer
    assert answer is not None
    assert answer.next_change is not None
    assert (str(answer.next_change.on), answer.next_change.verdict) == (day, verdict)


@pytest.mark.parametrize(
    ("text", "question", "day"),
    [
        # The window of 60 days after notice on 2025-01-01 is open through 2025-03-02.
        (REFUSAL, "beta may buy compute from gamma", "2025-03-03"),
        # A refusal may come on the first day, yet the act waits for the notice of 90 days.
        (REFUSAL.replace("30 days", "90 days"), "beta may buy compute from gamma", "2025-04-01"),
        (CONSENT, "beta may merge", None),
        (CONSENT + "        within 30 days, silence accepts\n", "beta may merge", "2025-02-01"),
    ],
)
def test_the_day_from_which_it_is_settled(text: str, question: str, day: str | None) -> None:
    answer = session_of(text).ask(question).answer
    assert answer is not None
    assert answer.settled_from is None if day is None else str(answer.settled_from) == day


@pytest.mark.parametrize(
    ("text", "code", "names", "day"),
    [
        (BAN + LEAVE, "may-and-must-not", ("ban", "leave"), "2020-01-01"),
        (BAN + LEAVE + "    from 2030-01-01\n", "may-and-must-not", ("ban", "leave"), "2030-01-01"),
        (
            BAN + "    until 2030-01-01\n" + LEAVE + "    from 2029-12-31\n",
            "may-and-must-not",
            ("ban", "leave"),
            "2029-12-31",
        ),
        (PART_EXCLUSIVE, "broken-exclusivity", ("all_of_it", "a_part"), "2020-01-01"),
        (CYCLE, "circular-overrides", ("ban", "leave"), ""),
        (LONG_CYCLE, "circular-overrides", ("ban", "leave", "third"), ""),
        (
            ONLY_FROM + "\nclause supply\n    beta buys compute from gamma, 1m monthly\n    from 2031-01-01\n",
            "broken-exclusivity",
            ("single", "supply"),
            "2031-01-01",
        ),
        (
            EXCLUSIVE + "\nclause another\n    beta grants gamma exclusive use of models.vision\n    from 2022-01-01\n",
            "exclusive-grants-clash",
            ("licence", "another"),
            "2022-01-01",
        ),
        (
            EXCLUSIVE + "\nclause own_use\n    beta may use models.vision\n    from 2023-05-01\n",
            "broken-exclusivity",
            ("licence", "own_use"),
            "2023-05-01",
        ),
        (
            EXCLUSIVE.replace("of models", "of models.vision") + "\nclause own_use\n    beta may use models\n",
            "broken-exclusivity",
            ("licence", "own_use"),
            "2020-01-01",
        ),
        (
            # The holder's grant back to the owner is its own; what the owner then grants away is not.
            CHAIN.replace("gamma use of models.vision", "beta use of models")
            + "\nclause again\n    beta grants gamma use of models\n",
            "broken-exclusivity",
            ("licence", "again"),
            "2020-01-01",
        ),
    ],
)
def test_a_conflict_that_nothing_settles_is_an_error_naming_both_and_a_date(
    text: str, code: str, names: tuple[str, ...], day: str
) -> None:
    errors = [d for d in load_text(HEAD + text).diagnostics if d.severity == "error"]
    assert [d.code for d in errors] == [code]
    assert all(f"`{name}`" in errors[0].message for name in names)
    assert day in errors[0].message


@pytest.mark.parametrize(
    "text",
    [
        SOLE + "\nclause own_use\n    beta may use models.vision\n",
        EXCLUSIVE + "\nclause own_use\n    beta may use models.vision\n    overrides licence\n",
        EXCLUSIVE + "    except for models.vision\n\nclause own_use\n    beta may use models.vision\n",
        EXCLUSIVE + "\nclause own_use\n    beta may modify models\n",
    ],
)
def test_what_leaves_the_grantor_in_is_no_conflict(text: str) -> None:
    check(Probe("", text, "beta may use models.vision" if "modify" not in text else "beta may modify models", "yes"))


def test_clauses_that_never_meet_do_not_clash() -> None:
    assert load_text(HEAD + BAN + "    until 2030-01-01\n" + LEAVE + "    from 2030-01-01\n").usable
