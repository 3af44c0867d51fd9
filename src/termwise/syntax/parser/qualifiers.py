"""Qualifier lines: what may stand around a clause's sentence, and the simple lines of other directives.

Each line becomes one `QualifierNode` (or several: `notice 30 days, silence declines` makes two,
`also called "A", "B"` makes two). `keyword` is exactly the string in the first column; only the parts named
are filled, and every other part keeps its default. Where `word` repeats a free name,
`names[0]` carries the same name with its span.

Around any clause (also inside `change`):

| keyword | written | parts |
| --- | --- | --- |
| `from` | `from T` | expr (moment) |
| `until` | `until T` | expr (moment) |
| `through` | `through T` | expr (moment) |
| `while` | `while C` | expr |
| `unless` | `unless C` | expr |
| `requires` | `requires C [by T][, otherwise O]` | expr, second (T or None), otherwise, word |
| `overrides` | `overrides A, B` | names |
| `only for` | `only for A, B` | names |
| `except for` | `except for A, B` | names |
| `survives termination` | `survives termination` | flag (True) |
| `whole periods` | `whole periods` | flag (True) |
| `cap` | `cap X [in total or per year]` | expr, word ("total", "year", … or None) |
| `floor` | `floor X` | expr (keeps its own `per`) |
| `minimum` | `minimum X [per year][, trued up yearly]` | expr, word ("year" … or None), names[0] (`yearly`) |
| `tiers` | `tiers[, reset yearly or never][, cliff]`, rows `from X: R` | tiers, word (reset or None), flag (cliff) |
| `carried forward` | `carried forward` | flag (True) |
| `recoups` | `recoups A, B` | names |
| `deducts` | `deducts X` | expr |
| `late interest` | `late interest 8% per year` | expr (keeps its `per`) |
| `rounded` | `rounded to X [up, down, half up or half even]` | expr, word (mode or None) |
| `says` | `says "…"` | text |
| `untranslated` | `untranslated "…"[, owner P]` | text, names = (P,) or () |
| `source` | `source S ["words"]` | names = (S,), text or None |

In `cap` and `minimum` the time after `per` is in `word`, never in the number's own `per`.
In `requires`, `otherwise` is None when not said and when `no effect` is said (then `word` is "no effect"); an
`EffectNode` for `ends deal`, `ends clause X`, `triggers [event] Y`; an expression for an amount.

Belonging to one kind of sentence (the parser takes them anywhere in a clause; `elaborate` decides):

| keyword | written | parts |
| --- | --- | --- |
| `notice` | `notice 30 days` | length |
| `accept within` | `accept within 60 days` | length |
| `within` | `within 30 days` (of a consent) | length |
| `silence` | `silence declines` or `silence accepts` | word ("declines" or "accepts") |
| `vests` | `vests`, rows `X when C` | vesting |
| `basis` | `basis as converted` | word ("outstanding", "as converted", "fully diluted") |
| `class` | `class preferred_a` | word, names[0] |
| `convention` | `convention pre-money` | word ("pre-money", "percentage ownership", "dollars invested") |
| `anti-dilution` | `anti-dilution full ratchet` | word (also "broad-based weighted average", "narrow-based …") |
| `as favourable as` | `as favourable as A, B` (of a conversion) | names |
| `exercised when` | `exercised when vested` or `exercised when C` | flag (vested) or expr |
| `net exercise at` | `net exercise at share_price` | expr |
| `vests in full when` | `vests in full when C` | expr |
| `shortfall` | `shortfall paid` or `shortfall carried` | word |
| `at least` | `at least 20bn per year` | expr (keeps its `per`) |
| `cure` | `cure 30 days` | length |
| `fulfilled when` | `fulfilled when C` | expr |
| `violated when` | `violated when C` | expr |
| `on breach` | `on breach EFFECT`, or rows of effects | effects (one or more) |
| `effect` | a line that is itself an effect | effects (exactly one) |
| `effective only when` | `effective only when C` | expr |
| `may sublicense` | `may sublicense` | flag (True) |
| `allocation` | `first X: …`, `until P has X: …`, `then …` and the other rows of `rows.allocation_row` | allocation |
| `steps` | `first 5 years 88%, then 90%` | steps (the last has length None) |
| `due within` | `due within 30 days` | length |
| `due on last business day` | `due on last business day` | flag (True) |

The lines of a class of shares stand in `share_classes`, those of a loan in `loans`.

Effects: `ends deal[, except A, B]` (excepts) · `ends clause X` (target) · `suspends [clause] X` ·
`resumes [clause] X` ·
`triggers [event] Y` (target) · `terminating party pays [Q] X` (payer None; payee None is the other side) ·
`P pays [Q] X`.

In an amendment:

| keyword | written | parts |
| --- | --- | --- |
| `effective` | `effective T` | expr (moment) |
| `known from` | `known from D` | expr (moment) |
| `withdraws` | `withdraws A, B` | names |

and `requires`, `says`, `untranslated`, `source` as above. `remove K, L` in `change` goes to `ChangeNode.removed`, one
`Name` per keyword; its text is the keyword of these tables, such as "late interest".

In other directives:

| directive | keyword | written | parts |
| --- | --- | --- | --- |
| deal | `currency` | `currency USD` | word, names[0] |
| deal | `period` | `period A through B[, monthly]` | expr, second (both moments), word (frequency or None) |
| deal | `today` | `today D` | expr (moment) |
| deal | `months round` | `months round down` (`up`, `refuse`) | word |
| deal | `calendar` | `calendar weekdays` | word, names[0] |
| party | `discounts at` | `discounts at 9%` | expr |
| party, asset | `also called` | `also called "A", "B"`: one node each | text |
| body | `seats` | `seats 9` | expr (a number) |
| body | `majority` | `majority 60%` | expr |
| source | `publisher` | `publisher "…"` | text |
| source | `published` | `published D` | expr (moment) |
| source | `language` | `language fr` | word, names[0] |
| source | `file` | `file "s004.pdf"` | text |
| source | `sha256` | `sha256 HEX` | word, names[0] |
| source | `url` | `url "…"` | text |

`source` lines may stand in deal, party, asset, body, event, driver, clause, change, end and amendment.

A moment is a `DateExpr` (a bare year too), `NameExpr` (an event), `BreachExpr`, `ShiftedExpr`, `ExtremeOfExpr`,
`OneOfExpr` of dates, or `UndisclosedExpr` whose range is None, a `BetweenExpr` or a `RangeExpr` of dates.

Further notes for readers of the tree. `grows 20% to 80% per year`: the `per` is in the last number. `PinNode`,
`WorthNode.on` and `ScheduleNode.moment` hold moments. In an act, `in X` right after a verb without asset is a relation
(`invest in openai`), after an asset or a relation it is the territory. `MaySentence.actors` is empty for a bare
`either may …`; `act.actor` is None unless exactly one actor is named. Verbs in `OnlySentence` and in first refusals are
in their base form. `untranslated` as the only line that could be a sentence is an `UntranslatedSentence` in `clause`,
and a qualifier everywhere else, `change` included.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from termwise.syntax import faults
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.effects import effect, ending, triggering
from termwise.syntax.parser.equity_lines import class_line, exercised_line, vests_line
from termwise.syntax.parser.expressions import amount, expression
from termwise.syntax.parser.literals import duration, name, names, text
from termwise.syntax.parser.loans import LOAN_LINES
from termwise.syntax.parser.moments import moment
from termwise.syntax.parser.rows import allocation_row, effect_rows, starts_steps, steps, tier_rows
from termwise.syntax.parser.schedules import frequency
from termwise.syntax.parser.share_classes import CLASS_LINES
from termwise.syntax.tree import EffectNode, Expr, Name, QualifierNode
from termwise.syntax.words import ANTI_DILUTION, BASES, CONVENTIONS, TIME_UNITS

Reader = Callable[[Cursor, str, int], QualifierNode]
"""Reads what follows a keyword; the number is that of the line's first token."""


def moment_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with a moment: when a clause or an amendment begins or ends, when it could be known.

    ``from_line = 'from' moment``
    ``until_line = 'until' moment``
    ``through_line = 'through' moment``
    ``effective_line = 'effective' moment``
    ``known_from_line = 'known' 'from' moment``
    """
    first = p.at
    found = moment(p)
    if p.word in {"or", "and", ","}:
        p.give_up(faults.left_over_words(p.here(), p.word, _one_of_several(p, keyword, first)))
    return QualifierNode(keyword, p.since(start), expr=found)


def _one_of_several(p: Cursor, keyword: str, first: int) -> str:
    """How `until 2030 or agi, whichever is earlier` is written."""
    words = [token.text for token in p.tokens[first:] if token.kind != "end"]
    which = "last" if {"later", "latest", "last"} & set(words) else "first"
    spoken = " ".join(words).partition(" whichever")[0]
    ends = [end for end in re.split(r"(?:^| )(?:,|or|and)(?: |$)", spoken) if end]
    return f"write `{keyword} {which} of ({', '.join(ends)})`"


def condition_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with a condition.

    ``while_line = 'while' expression``
    ``unless_line = 'unless' expression``
    ``fulfilled_line = 'fulfilled' 'when' expression``
    ``violated_line = 'violated' 'when' expression``
    ``effective_only_line = 'effective' 'only' 'when' expression``
    ``vests_in_full_line = 'vests' 'in' 'full' 'when' expression``
    """
    found = expression(p)
    return QualifierNode(keyword, p.since(start), expr=found)


def amount_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with an amount.

    ``floor_line = 'floor' amount``
    ``deducts_line = 'deducts' amount``
    ``late_interest_line = 'late' 'interest' amount``
    ``at_least_line = 'at' 'least' amount``
    ``net_exercise_line = 'net' 'exercise' 'at' amount``
    """
    found = amount(p)
    return QualifierNode(keyword, p.since(start), expr=found)


def names_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with names.

    ``overrides_line = 'overrides' names``
    ``only_for_line = 'only' 'for' names``
    ``except_for_line = 'except' 'for' names``
    ``recoups_line = 'recoups' names``
    ``as_favourable_line = 'as' 'favourable' 'as' names``
    ``withdraws_line = 'withdraws' names``
    """
    found = names(p, "a name")
    return QualifierNode(keyword, p.since(start), names=found)


def flag_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line that says all by being there.

    ``survives_line = 'survives' 'termination'``
    ``whole_periods_line = 'whole' 'periods'``
    ``carried_forward_line = 'carried' 'forward'``
    ``may_sublicense_line = 'may' 'sublicense'``
    ``due_last_line = 'due' 'on' 'last' 'business' 'day'``
    """
    return QualifierNode(keyword, p.since(start), flag=True)


def length_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with a length of time.

    ``notice_line = 'notice' duration``
    ``accept_within_line = 'accept' 'within' duration``
    ``within_line = 'within' duration``
    ``cure_line = 'cure' duration``
    ``due_within_line = 'due' 'within' duration``
    """
    found = duration(p)
    return QualifierNode(keyword, p.since(start), length=found)


def text_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with a quoted text.

    ``says_line = 'says' text``
    """
    found = text(p, "a quoted text")
    return QualifierNode(keyword, p.since(start), text=found)


def requires_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A condition precedent, its long-stop date and what holds when it is missed.

    ``requires_line = 'requires' expression ['by' moment] [[','] 'otherwise' otherwise]``
    ``otherwise = 'no' 'effect' | ending | triggering | amount``
    """
    condition = expression(p)
    long_stop = moment(p) if p.accept("by") else None
    word: str | None = None
    branch: EffectNode | Expr | None = None
    if p.accept(",", "otherwise") or p.accept("otherwise"):
        if p.accept("no", "effect"):
            word = "no effect"
        elif p.word == "ends":
            branch = ending(p)
        elif p.word == "triggers":
            branch = triggering(p)
        else:
            branch = amount(p, "`no effect`, `ends …`, `triggers …` or an amount")
    return QualifierNode(keyword, p.since(start), expr=condition, second=long_stop, word=word, otherwise=branch)


def cap_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """The most that is paid, in total or per time. Any amount may stand here; `per` is then the cap's own.

    ``cap_line = 'cap' plain_amount ['in' 'total' | 'per' time]``
    ``plain_amount = NUMBER ('%' | [scale] [unit]) | name | 'undisclosed' | '(' expression ')'``
    ``time = 'day' | 'month' | 'quarter' | 'year'``
    """
    p.keeps_per = False
    most = amount(p)
    word = _per(p)
    if word is None and p.accept("in"):
        p.expect("total", help_="a cap is `in total`, or `per year` or another time")
        word = "total"
    return QualifierNode(keyword, p.since(start), expr=most, word=word)


def minimum_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """The least that is paid, made up for at the end of each period.

    ``minimum_line = 'minimum' plain_amount ['per' time] [',' 'trued' 'up' frequency]``
    """
    p.keeps_per = False
    least = amount(p)
    word = _per(p)
    found: tuple[Name, ...] = ()
    if p.accept(",", "trued"):
        p.expect("up")
        at = p.at
        found = (Name(frequency(p), p.span_of(p.tokens[at])),)
    return QualifierNode(keyword, p.since(start), expr=least, word=word, names=found)


def _per(p: Cursor) -> str | None:
    if not p.accept("per"):
        return None
    units = [unit for unit in TIME_UNITS if not unit.endswith("s") and unit != "week"]
    return p.expect_any(units, "`day`, `month`, `quarter` or `year`").text


def tiers_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """Marginal rates by the size of the base, in rows.

    ``tiers_line = 'tiers' [[','] 'reset' ('yearly' | 'never')] [[','] 'cliff'] NEWLINE
        INDENT tier_row {tier_row} DEDENT``
    """
    resets: str | None = None
    if p.accept(",", "reset") or p.accept("reset"):
        resets = p.expect_any(("yearly", "never"), "`yearly` or `never`").text
    cliff = p.accept(",", "cliff") or p.accept("cliff")
    p.finish()
    span = p.since(start)
    return QualifierNode(keyword, span, tiers=tier_rows(p), word=resets, flag=cliff)


def on_breach_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """What a violation of the duty brings about, on the line or in rows.

    ``on_breach_line = 'on' 'breach' (effect NEWLINE | NEWLINE INDENT effect_row {effect_row} DEDENT)``
    """
    if p.ended:
        span = p.since(start)
        return QualifierNode(keyword, span, effects=effect_rows(p))
    found = effect(p)
    return QualifierNode(keyword, p.since(start), effects=(found,))


def effect_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line that is an effect of the power above it.

    ``effect_line = effect``
    """
    p.at = start
    found = effect(p)
    return QualifierNode(keyword, p.since(start), effects=(found,))


def rounded_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """How amounts are rounded.

    ``rounded_line = 'rounded' 'to' amount ['up' | 'down' | 'half' ('up' | 'even')]``
    """
    p.expect("to")
    unit = amount(p)
    mode: str | None = None
    if p.accept("half"):
        mode = "half " + p.expect_any(("up", "even"), "`up` or `even`").text
    elif token := p.accept_any(("up", "down")):
        mode = token.text
    return QualifierNode(keyword, p.since(start), expr=unit, word=mode)


def untranslated_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """Words of the contract that bear on the sentence and have no formal meaning.

    ``untranslated_line = 'untranslated' text [[','] 'owner' name]``
    """
    words = text(p, "the words of the contract")
    owner: tuple[Name, ...] = ()
    if p.accept(",", "owner") or p.accept("owner"):
        owner = (name(p, "who has to settle the meaning"),)
    return QualifierNode(keyword, p.since(start), text=words, names=owner)


def source_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """Where a statement comes from, with a few words or a figure to be found there.

    ``source_line = 'source' name [text]``
    """
    document = name(p, "the name of a source")
    words = None if p.ended or p.word == "," else text(p, "a few words of it")
    return QualifierNode(keyword, p.since(start), names=(document,), text=words)


def word_line(p: Cursor, keyword: str, start: int) -> QualifierNode:  # noqa: RET503 - `fail` never returns
    """A line with one of a few words.

    ``silence_line = 'silence' ('declines' | 'accepts')``
    ``shortfall_line = 'shortfall' ('paid' | 'carried')``
    ``basis_line = 'basis' basis``
    ``convention_line = 'convention' ('pre-money' | 'percentage' 'ownership' | 'dollars' 'invested')``
    ``anti_dilution_line = 'anti-dilution'
        ('full' 'ratchet' | 'broad-based' 'weighted' 'average' | 'narrow-based' 'weighted' 'average')``
    """
    options = CHOICES[keyword]
    for option in options:
        if p.accept(*option.split()):
            return QualifierNode(keyword, p.since(start), word=option)
    p.fail(" or ".join(f"`{option}`" for option in options))


def first_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A tier of a waterfall, or shares that change with time.

    ``allocation_line = allocation_row``
    ``steps_line = steps``
    """
    p.at = start
    if starts_steps(p):
        found = steps(p)
        return QualifierNode("steps", p.since(start), steps=found)
    row = allocation_row(p)
    return QualifierNode(keyword, p.since(start), allocation=row)


CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "silence": ("declines", "accepts"),
    "shortfall": ("paid", "carried"),
    "basis": BASES,
    "convention": CONVENTIONS,
    "anti-dilution": ANTI_DILUTION,
}

AROUND_ANY_CLAUSE: Final[Mapping[str, Reader]] = {
    "from": moment_line,
    "until": moment_line,
    "through": moment_line,
    "while": condition_line,
    "unless": condition_line,
    "requires": requires_line,
    "overrides": names_line,
    "only for": names_line,
    "except for": names_line,
    "survives termination": flag_line,
    "whole periods": flag_line,
    "cap": cap_line,
    "floor": amount_line,
    "minimum": minimum_line,
    "carried forward": flag_line,
    "recoups": names_line,
    "deducts": amount_line,
    "late interest": amount_line,
    "rounded": rounded_line,
    "says": text_line,
    "untranslated": untranslated_line,
    "source": source_line,
}
"""Keywords of the lines that stand beside the sentence of any clause."""

OF_A_SENTENCE: Final[Mapping[str, Reader]] = {
    "notice": length_line,
    "accept within": length_line,
    "within": length_line,
    "silence": word_line,
    "vests": vests_line,
    "tiers": tiers_line,
    "basis": word_line,
    "class": class_line,
    "convention": word_line,
    "anti-dilution": word_line,
    "as favourable as": names_line,
    "exercised when": exercised_line,
    "net exercise at": amount_line,
    "vests in full when": condition_line,
    "shortfall": word_line,
    "at least": amount_line,
    "cure": length_line,
    "fulfilled when": condition_line,
    "violated when": condition_line,
    "on breach": on_breach_line,
    "effective only when": condition_line,
    "may sublicense": flag_line,
    "due within": length_line,
    "due on last business day": flag_line,
    "first": first_line,
    "then": first_line,
    "catch-up": first_line,
    **CLASS_LINES,
    **LOAN_LINES,
    "ends": effect_line,
    "suspends": effect_line,
    "resumes": effect_line,
    "triggers": effect_line,
    "terminating": effect_line,
}
"""First words of the lines that belong to one kind of sentence and stand one level under it."""

OF_AN_AMENDMENT: Final[Mapping[str, Reader]] = {
    "effective": moment_line,
    "known from": moment_line,
    "withdraws": names_line,
    "requires": requires_line,
    "says": text_line,
    "untranslated": untranslated_line,
    "source": source_line,
}
