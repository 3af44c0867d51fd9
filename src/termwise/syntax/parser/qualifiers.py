"""Qualifier lines: what may stand around a clause's sentence, and the simple lines of other directives.

Each line becomes one `QualifierNode` (or several: `notice 30 days, silence declines` makes two,
`also called "A", "B"` makes two). `keyword` is exactly the string in the first column; only the parts named
are filled, and every other part keeps its default. Where `word` repeats a free name,
`names[0]` carries the same name with its span.

Around any clause (also inside `change`):

| keyword           | written                                                       | parts                                      |
|-------------------|---------------------------------------------------------------|--------------------------------------------|
| `from`            | `from T`                                                      | expr (moment)                              |
| `until`           | `until T`                                                     | expr (moment)                              |
| `through`         | `through T`                                                   | expr (moment)                              |
| `while`           | `while C`                                                     | expr                                       |
| `unless`          | `unless C`                                                    | expr                                       |
| `requires`        | `requires C [by T][, otherwise O]`                            | expr, second (T or None), otherwise, word  |
| `overrides`       | `overrides A, B`                                              | names                                      |
| `only for`        | `only for A, B`                                               | names                                      |
| `except for`      | `except for A, B`                                             | names                                      |
| `survives termination` | `survives termination`                                   | flag (True)                                |
| `whole periods`   | `whole periods`                                               | flag (True)                                |
| `cap`             | `cap X [in total or per year]`                                | expr, word ("total", "year", … or None)    |
| `floor`           | `floor X`                                                     | expr (keeps its own `per`)                 |
| `minimum`         | `minimum X [per year][, trued up yearly]`                     | expr, word ("year" … or None), names[0] = the true-up frequency |
| `tiers`           | `tiers [, reset yearly or never][, cliff]`, rows `from X: R`  | tiers, word ("yearly", "never" or None), flag (cliff) |
| `carried forward` | `carried forward`                                             | flag (True)                                |
| `recoups`         | `recoups A, B`                                                | names                                      |
| `deducts`         | `deducts X`                                                   | expr                                       |
| `late interest`   | `late interest 8% per year`                                   | expr (keeps its `per`)                     |
| `rounded`         | `rounded to X [up, down, half up or half even]`               | expr, word (mode or None)                  |
| `says`            | `says "…"`                                                    | text                                       |
| `untranslated`    | `untranslated "…"[, owner P]`                                 | text, names = (P,) or ()                   |
| `source`          | `source S ["words"]`                                          | names = (S,), text or None                 |

In `cap` and `minimum` the time after `per` is in `word`, never in the number's own `per`.
In `requires`, `otherwise` is None when not said and when `no effect` is said (then `word` is "no effect"); an
`EffectNode` for `ends deal`, `ends clause X`, `triggers [event] Y`; an expression for an amount.

Belonging to one kind of sentence (the parser takes them anywhere in a clause; `elaborate` decides):

| keyword                    | written                                        | parts                                   |
|----------------------------|------------------------------------------------|-----------------------------------------|
| `notice`                   | `notice 30 days`                               | length                                  |
| `accept within`            | `accept within 60 days`                        | length                                  |
| `within`                   | `within 30 days` (of a consent)                | length                                  |
| `silence`                  | `silence declines` or `silence accepts`        | word ("declines" or "accepts")          |
| `vests`                    | `vests`, rows `X when C`                       | vesting                                 |
| `basis`                    | `basis as converted`                           | word ("outstanding", "as converted", "fully diluted") |
| `class`                    | `class preferred_a`                            | word, names[0]                          |
| `shortfall`                | `shortfall paid` or `shortfall carried`        | word                                    |
| `at least`                 | `at least 20bn per year`                       | expr (keeps its `per`)                  |
| `cure`                     | `cure 30 days`                                 | length                                  |
| `fulfilled when`           | `fulfilled when C`                             | expr                                    |
| `violated when`            | `violated when C`                              | expr                                    |
| `on breach`                | `on breach EFFECT`, or rows of effects         | effects (one or more)                   |
| `effect`                   | a line that is itself an effect                | effects (exactly one)                   |
| `effective only when`      | `effective only when C`                        | expr                                    |
| `may sublicense`           | `may sublicense`                               | flag (True)                             |
| `allocation`               | `first X: …`, `until P has X: …`, `then …`     | allocation                              |
| `steps`                    | `first 5 years 88%, then 90%`                  | steps (the last has length None)        |
| `due within`               | `due within 30 days`                           | length                                  |
| `due on last business day` | `due on last business day`                     | flag (True)                             |

Effects: `ends deal[, except A, B]` (excepts) · `ends clause X` (target) · `suspends [clause] X` · `resumes [clause] X` ·
`triggers [event] Y` (target) · `terminating party pays [Q] X` (payer None; payee None is the other side) ·
`P pays [Q] X`.

In an amendment:

| keyword      | written                     | parts                                              |
|--------------|-----------------------------|----------------------------------------------------|
| `effective`  | `effective T`               | expr (moment)                                      |
| `known from` | `known from D`              | expr (moment)                                      |
| `withdraws`  | `withdraws A, B`            | names                                              |

and `requires`, `says`, `untranslated`, `source` as above. `remove K, L` in `change` goes to `ChangeNode.removed`, one
`Name` per keyword (its text is the keyword of these tables, e.g. "late interest", and `end` is not one: say `until` or `through`).

In other directives:

| directive           | keyword        | written                                      | parts                             |
|---------------------|----------------|----------------------------------------------|-----------------------------------|
| deal                | `currency`     | `currency USD`                               | word, names[0]                    |
| deal                | `period`       | `period A through B[, monthly]`              | expr, second (both moments), word (frequency or None) |
| deal                | `today`        | `today D`                                    | expr (moment)                     |
| deal                | `months round` | `months round down` (`up`, `refuse`)         | word                              |
| deal                | `calendar`     | `calendar weekdays`                          | word, names[0]                    |
| party               | `discounts at` | `discounts at 9%`                            | expr                              |
| party, asset        | `also called`  | `also called "A", "B"`: one node each        | text                              |
| body                | `seats`        | `seats 9`                                    | expr (a number)                   |
| body                | `majority`     | `majority 60%`                               | expr                              |
| source              | `publisher`    | `publisher "…"`                              | text                              |
| source              | `published`    | `published D`                                | expr (moment)                     |
| source              | `language`     | `language fr`                                | word, names[0]                    |
| source              | `file`         | `file "s004.pdf"`                            | text                              |
| source              | `sha256`       | `sha256 HEX`                                 | word, names[0]                    |
| source              | `url`          | `url "…"`                                    | text                              |

`source` lines may stand in deal, party, asset, body, event, driver, clause, change, end and amendment.

A moment is a `DateExpr` (a bare year too), `NameExpr` (an event), `BreachExpr`, `ShiftedExpr`, `ExtremeOfExpr`, `OneOfExpr` of
dates, or `UndisclosedExpr` whose range is None, a `BetweenExpr` or a `RangeExpr` of dates.

Further notes for readers of the tree. `grows 20% to 80% per year`: the `per` is in the last number. `PinNode`, `WorthNode.on` and
`ScheduleNode.moment` hold moments. In an act, `in X` right after a verb without asset is a relation (`invest in openai`), after an asset or
a relation it is the territory. `MaySentence.actors` is empty for a bare `either may …`; `act.actor` is None unless exactly one actor is
named. Verbs in `OnlySentence` and in first refusals are in their base form. `untranslated` as the only line
that could be a sentence is an `UntranslatedSentence` in `clause`, and a qualifier everywhere else, `change` included.
"""
