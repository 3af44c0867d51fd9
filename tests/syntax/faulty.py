# ruff: noqa: E501 - messages stand as they are told
"""Faulty texts, and what is told about each: `line:column-end code: message (help)`."""

CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "clause c\n    micros0ft pay openai",
        ("2:15-18 missing-verb: a sentence needs a verb after `micros0ft`, found `pay` (write `micros0ft pays`)",),
    ),
    (
        "clause c\n    openai purchases compute from microsoft",
        ("2:12-21 missing-verb: a sentence needs a verb after `openai`, found `purchases` (write `openai buys`)",),
    ),
    (
        "clause c\n    openai",
        (
            "2:5-11 missing-verb: a sentence needs a verb after `openai` (the verbs are `pays`, `buys`, `commits`, `grants`, `has`, `needs`, `must`, `may`, `issues`, `invests`, `converts`, `reserves`, `distributes`, `appoints` and `lends`; any other stands with `only`: `openai sells api only on azure`)",
        ),
    ),
    (
        "clause c\n    openai pays 5bn to microsoft",
        (
            "2:17-20 unexpected-word: expected the party that is paid, found `5bn` (who is paid stands before the amount: `openai pays microsoft 5bn`)",
        ),
    ),
    (
        "clause c\n    openai pays microsoft",
        (
            "2:17-26 unfinished-line: the line ends after `microsoft`, and an amount such as `13bn`, `27%` or the name of a driver is missing",
        ),
    ),
    (
        "clause c\n    openai pays microsoft 6GW",
        ("2:27-30 bad-number: `6GW` is not a number (a unit stands apart from its number: `6 GW`)",),
    ),
    (
        "clause c\n    openai pays microsoft 1e999999",
        ("2:27-35 bad-number: `1e999999` is not a number (numbers are written `13bn`, `0.01`, `27%`)",),
    ),
    (
        "clause c\n    openai pays microsoft 1234567890123456789012345678901",
        (
            "2:27-58 number-too-long: this number has 31 digits, and at most 30 are kept exactly (use a scale: `13bn` instead of all its zeros)",
        ),
    ),
    (
        "clause c\n    openai pays microsoft 1,000,000",
        (
            "2:27-36 digit-grouping: `1,000,000` may be one number or several (write `1m` or `1000000` for one number, and a space after each comma for several)",
        ),
    ),
    (
        "clause c\n    openai pays microsoft 13,5 bn",
        ("2:29-30 left-over-words: the statement is complete before `,` (decimals are written with a point: `13.5`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn.",
        ("2:30-31 unexpected-character: `.` has no meaning here (a line needs no full stop at its end)",),
    ),
    (
        "clause c\n    openai pays microsoft $5bn",
        ("2:27-31 unexpected-character: `$` has no meaning here (write `5bn USD`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn on 2025-02-30",
        ("2:34-44 no-such-day: `2025-02-30` is not in the calendar (write `2025-02-28`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn on 28.10.2025",
        ("2:34-44 bad-date: `28.10.2025` is not how a date is written (write `2025-10-28`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn on 28 October 2025",
        ("2:34-49 bad-date: `28 October 2025` is not how a date is written (write `2025-10-28`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn every quarter",
        ("2:37-44 unexpected-word: expected a length of time such as `3 months`, found `quarter` (write `quarterly`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn within 30 days after ipo",
        ("2:46-51 unexpected-word: expected `of`, found `after` (write `within 30 days of ipo`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn within 99999 years of ipo",
        ("2:38-49 duration-too-long: `99999 years` is longer than any agreement (at most 1000 years are understood)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn within 1.5 years of ipo",
        ("2:38-41 unexpected-word: expected a whole number, found `1.5`",),
    ),
    (
        "clause c\n    openai pays microsoft (5bn + 2bn",
        ("2:34-37 unfinished-line: the line ends after `2bn`, and `)` is missing",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn + ",
        (
            "2:31-32 unfinished-line: the line ends after `+`, and an amount such as `13bn`, `27%` or the name of a driver is missing",
        ),
    ),
    (
        "clause c\n    openai pays microsoft 5bn quaterly",
        ("2:31-39 left-over-words: the statement is complete before `quaterly` (did you mean `quarterly`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    openai must not build agi",
        (
            "3:5-30 second-sentence: clause `c` already has its sentence, and this is another one (a clause says one thing; give this sentence a clause of its own)",
        ),
    ),
    (
        "clause c\n    openai must",
        ("2:12-16 unfinished-line: the line ends after `must`, and a verb such as `use` is missing",),
    ),
    (
        "clause c\n    openai must to deliver compute",
        ("2:17-19 unexpected-word: expected a verb such as `use`, found `to`",),
    ),
    (
        "clause c\n    openai buys compute",
        (
            "2:17-24 unfinished-line: the line ends after `compute`, and `from` is missing (a purchase names the seller: `openai buys compute from microsoft`)",
        ),
    ),
    (
        "clause c\n    openai buys compute only by microsoft",
        ("2:30-32 unexpected-word: expected `from`, `to`, `on`, `with` or `in`, found `by`",),
    ),
    (
        "clause c\n    openai commits to sell 5bn of compute to microsoft",
        ("2:23-27 unexpected-word: expected `buy` or `invest`, found `sell`",),
    ),
    (
        "clause c\n    openai grants microsoft exclusive use openai.models",
        ("2:43-56 unexpected-word: expected `of`, found `openai.models` (write `use of openai.models`)",),
    ),
    (
        "clause c\n    microsoft has a first refusal when openai buys compute",
        (
            "2:19-20 unexpected-word: expected `first`, found `a` (write `microsoft has first refusal when openai buys compute`)",
        ),
    ),
    (
        "clause c\n    openai needs approval of microsoft to convert",
        (
            "2:18-26 unexpected-word: expected `consent`, found `approval` (write `openai needs consent of microsoft to convert`)",
        ),
    ),
    (
        "clause c\n    either microsoft or openai may terminate after 90 days",
        (
            "2:55-59 unfinished-line: the line ends after `days`, and `notice` is missing (write `after 90 days notice`)",
        ),
    ),
    (
        "clause c\n    softbank invests 30bn in openai at 260bn",
        (
            "2:40-45 unfinished-line: the line ends after `260bn`, and `pre-money`, `post-money` or `per share` is missing",
        ),
    ),
    (
        "clause c\n    foundation appoints some seats of board",
        ("2:25-29 unexpected-word: expected `all` or a number of seats, found `some`",),
    ),
    (
        "clause c\n    from 2019-07-22",
        (
            "1:8-9 missing-sentence: clause `c` says nothing (it needs one sentence, such as `openai pays microsoft 1bn on 2019-07-22`)",
        ),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    untill 2030",
        ("3:5-11 unknown-line: `untill` begins no line that can stand under a clause (did you mean `until`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    currency USD",
        ("3:5-13 misplaced-line: `currency` does not belong to a clause (it belongs under `deal`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    until",
        (
            "3:5-10 unfinished-line: the line ends after `until`, and a date such as `2025-10-28` or the name of an event is missing",
        ),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    cap 5bn in all",
        (
            "3:16-19 unexpected-word: expected `total`, found `all` (a cap is `in total`, or `per year` or another time)",
        ),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    tiers",
        ("3:5-10 empty-block: `tiers` needs rows such as `from 1bn: 5%` under it (indent them by four more spaces)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    tiers\n        above 5bn: 7%\n        from 6bn: 8%",
        ("4:9-14 unexpected-word: expected `from`, found `above` (a tier is written `from 1bn: 5%`)",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    says commercially reasonable",
        (
            '3:10-22 unexpected-word: expected a quoted text, found `commercially` (it stands in quotes: `"commercially reasonable"`)',
        ),
    ),
    (
        'clause c\n    openai pays microsoft 5bn\n    says "open',
        (
            '3:10-15 unclosed-quote: this quoted text is not closed on its line (close it with `"`; a quote inside a text is written `\\"`)',
        ),
    ),
    (
        'clause c\n    openai pays microsoft 5bn\n    says "a \\n b"',
        (
            '3:13-15 bad-escape: `\\n` means nothing inside a quoted text (only `\\"` and `\\\\` do; a single backslash is written `\\\\`)',
        ),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    says “quoted”",
        ('3:10-18 unexpected-character: `“` has no meaning here (write `"quoted"`)',),
    ),
    (
        "clause Payment\n    openai pays microsoft 5bn",
        ("1:8-15 bad-name: `Payment` cannot be a name (write `payment`)",),
    ),
    (
        "clause until\n    openai pays microsoft 5bn",
        (
            "1:8-13 reserved-name: `until` is a word of the language and cannot be a name (call it something else, such as `the_until`)",
        ),
    ),
    (
        "clause 5\n    openai pays microsoft 5bn",
        (
            "1:8-9 bad-name: `5` cannot be a name (names are lower-case letters, digits and `_`, and begin with a letter)",
        ),
    ),
    (
        "clause\n    openai pays microsoft 5bm x",
        (
            "1:1-7 unfinished-line: the line ends after `clause`, and the name of the clause is missing",
            "2:27-30 bad-number: `5bm` is not a number (scales are `k`, `m`, `bn` and `tn`; a unit stands apart, as in `6 GW`)",
        ),
    ),
    (
        "clausse c\n    openai pays microsoft 5bn",
        ("1:1-8 unknown-directive: `clausse` does not begin a directive (did you mean `clause`)",),
    ),
    (
        'clause c "A" "B"\n    openai pays microsoft 5bn',
        ('1:14-17 left-over-words: the statement is complete before `"B"`',),
    ),
    (
        "openai pays microsoft 5bn",
        (
            "1:1-7 unknown-directive: `openai` does not begin a directive (a directive begins with `deal`, `party`, `asset`, `field`, `territory`, `body`, `event`, `driver`, `clause`, `amendment`, `source`, `scenario`, `interest`, `claim`, `expect` or `include`)",
        ),
    ),
    (
        "deal Partnership",
        (
            '1:6-17 unexpected-word: expected the title of the deal, found `Partnership` (it stands in quotes: `"Partnership"`)',
        ),
    ),
    (
        'deal "P"\n    period 2019 to 2034',
        (
            "2:17-19 unexpected-word: expected `through`, found `to` (write `period 2019 through 2034`: the last day is included)",
        ),
    ),
    (
        'deal "P"\n    today yesterday',
        ("2:11-20 unexpected-word: expected a date such as `2025-10-28`, found `yesterday`",),
    ),
    (
        'deal "P"\n    currency USD\n        today 2025-01-01',
        ("3:9-25 unexpected-indentation: nothing can stand under `currency` (indent this line like the one above it)",),
    ),
    (
        "party openai, company\n    seats 9",
        ("2:5-10 misplaced-line: `seats` does not belong to a party (it belongs under `body`)",),
    ),
    (
        "event ipo\n    on 2025-10-28\n    on 2025-10-29",
        ("3:5-18 said-twice: `on` is said twice in this event (keep one of the two lines)",),
    ),
    (
        "event ipo\n    likely 60%, soon",
        (
            "2:17-21 unexpected-word: expected the time in which it is likely, found `soon` (write `between 2026-06 and 2028`, or `3 to 18 months after EVENT`)",
        ),
    ),
    ("event ipo\n    1% from 2026", ("2:8-12 unexpected-word: expected `per month` or another time, found `from`",)),
    (
        "driver d\n    known 2025 5bn",
        (
            "1:8-9 unfinished-line: the line ends after `d`, and `in` is missing (a driver names its unit: `driver d in USD per year`)",
        ),
    ),
    ("driver d in USD\n    grows 5%", ("2:11-13 unfinished-line: the line ends after `5%`, and `per` is missing",)),
    ("driver d in USD\n    known 5bn", ("2:11-14 unexpected-word: expected a day, month or year, found `5bn`",)),
    (
        "amendment a signed 2025-01-01\n    end c",
        (
            "1:20-30 unfinished-line: the line ends after `2025-01-01`, and a status such as `, binding` is missing (it says how binding the text is: `rumoured`, `reported`, `proposed`, `non-binding`, `binding` or `withdrawn`)",
        ),
    ),
    (
        "amendment a signed 2025-01-01, bindin\n    end c",
        (
            "1:32-38 unexpected-word: expected a status: `rumoured`, `reported`, `proposed`, `non-binding`, `binding` or `withdrawn`, found `bindin` (did you mean `binding`)",
        ),
    ),
    (
        "amendment a 2025-01-01, binding\n    end c",
        ("1:13-23 unexpected-word: expected `signed`, `reported`, `proposed` or `announced`, found `2025-01-01`",),
    ),
    (
        "amendment a signed 2025-01-01, binding\n    amend c",
        (
            "2:5-10 unknown-line: `amend` begins no line that can stand under an amendment (what can stand there begins with `effective`, `known`, `withdraws`, `requires`, `says`, `untranslated` or `source`)",
        ),
    ),
    (
        "amendment a signed 2025-01-01, binding\n    change c\n        remove kap",
        ("3:16-19 unknown-line: `kap` begins no line that can stand under a clause (did you mean `cap`)",),
    ),
    (
        "scenario s\n    ipo happens 2025",
        (
            "2:9-16 unexpected-word: expected `on` and a date, `never`, `likely`, `is`, `grows`, `varies`, `exercises` or `paid … late`, found `happens`",
        ),
    ),
    ("claim c\n    sometimes: ipo", ("2:5-14 unexpected-word: expected `always` or `never`, found `sometimes`",)),
    (
        "claim c",
        (
            "1:7-8 empty-block: `claim` needs one line such as `always: microsoft may use openai.models` under it (indent them by four more spaces)",
        ),
    ),
    (
        "expect\n    on 2031-06-01 microsoft may use models",
        (
            "2:19-28 unexpected-word: expected `:`, found `microsoft` (a colon stands between the view and the statement: `on 2031-06-01: …`)",
        ),
    ),
    (
        "expect\n    on 2031-06-01, status sure: microsoft may use models",
        (
            "2:27-31 unexpected-word: expected a status: `rumoured`, `reported`, `proposed`, `non-binding`, `binding` or `withdrawn`, found `sure`",
        ),
    ),
    (
        "interest openai\n    wants 5bn",
        (
            "2:5-10 unknown-line: `wants` begins no line that can stand under an interest (what can stand there begins with `value`, `worth` or `walk`)",
        ),
    ),
    (
        "  party openai",
        (
            "1:3-15 uneven-indentation: this line is indented by 2 spaces, like no line it could belong to (a directive starts in column 1)",
        ),
    ),
    (
        'deal "P"\n        currency USD\n    today 2025-01-01\n',
        (
            "3:5-21 uneven-indentation: this line is indented by 4 spaces, like no line it could belong to (the lines above are indented by 0 or 8)",
        ),
    ),
    (
        'deal "P"\n\tcurrency USD',
        ("2:1-2 tab-character: this line holds a tab (use spaces, four for each level: a tab has no agreed width)",),
    ),
    (
        'deal "P\x1b[31m"',
        (
            "1:8-9 control-character: this line holds an invisible character, U+001B (delete it: what is read must be what is seen)",
        ),
    ),
    (
        'deal "P"\n    currency USD\u202e',
        (
            "2:17-18 control-character: this line holds an invisible character, U+202E (delete it: what is read must be what is seen)",
        ),
    ),
    (
        "party a, company; rich",
        (
            "1:17-18 unexpected-character: `;` has no meaning here (a line needs no semicolon; every statement has a line of its own)",
        ),
    ),
    (
        "clause c\n    openai grants microsoft use of models\n    only for\n",
        ("3:10-13 unfinished-line: the line ends after `for`, and a name is missing",),
    ),
    (
        "clause c\n    openai pays microsoft 5bn\n    notice 30 days, silent\n",
        (
            "3:21-27 unknown-line: `silent` begins no line that can stand under a first refusal or a consent (did you mean `silence`)",
        ),
    ),
    (
        "clause c\n    amd issues openai warrant on 160m shares at 0.01\n    vests\n        40m shares if ipo\n        40m shares when ipo\n            source s\n",
        (
            "4:20-22 unexpected-word: expected `when`, found `if` (a row is written `40m shares when ipo`)",
            "6:13-21 unexpected-indentation: nothing can stand under a row (indent this line like the one above it)",
        ),
    ),
    (
        "clause c\n    openai distributes profit yearly\n        first 13bn microsoft 75%\n        until microsoft has: others 25%\n",
        (
            "3:30-33 unexpected-word: expected `:`, found `75%` (write `first 13bn: microsoft 75%, others 25%`)",
            "4:28-29 unexpected-word: expected an amount such as `13bn`, `27%` or the name of a driver, found `:`",
        ),
    ),
    (
        "clause c\n    openai must advance models\n    on breach nothing\n    cure 30\n",
        (
            "3:15-22 unexpected-word: expected an effect such as `ends deal`, `suspends X`, `triggers X` or `openai pays microsoft 500m`, found `nothing`",
            "4:10-12 unexpected-word: expected a length of time such as `30 days`, found `30`",
        ),
    ),
    (
        "clause c\n    microsoft may use models is violated\n",
        ("2:30-32 left-over-words: the statement is complete before `is`",),
    ),
    (
        "event e\n    when payment is brocken\n",
        ("2:21-28 unexpected-word: expected a state such as `in force` or `violated`, found `brocken`",),
    ),
    (
        "event e\n    when foundation does control board\n",
        ("2:26-33 unexpected-word: expected `not`, found `control`",),
    ),
    (
        "event e\n    when (((x)\n    likely one of (5%, 7%\n",
        (
            "2:14-15 unfinished-line: the line ends after `)`, and `)` is missing",
            "3:24-26 unfinished-line: the line ends after `7%`, and `)` is missing",
        ),
    ),
    (
        "driver d in USD\n    is stake(openai\n    is 5bn\n",
        (
            "2:14-20 unfinished-line: the line ends after `openai`, and `)` is missing",
            "3:5-11 said-twice: `is` is said twice in this driver (keep one of the two lines)",
        ),
    ),
    (
        "driver d in USD\n    known 2025 5bn, 2026\n    varies 25% per year, correlated 0.6 to e\n",
        (
            "2:21-25 unfinished-line: the line ends after `2026`, and an amount such as `13bn`, `27%` or the name of a driver is missing",
            "3:44-45 unexpected-word: expected a number, found `e`",
        ),
    ),
    ("event e\n    when whether x depends y\n", ("2:28-29 unexpected-word: expected `on`, found `y`",)),
    (
        "clause c\n    openai pays microsoft 20% openai_revenue\n",
        ("2:31-45 left-over-words: the statement is complete before `openai_revenue` (write `20% of openai_revenue`)",),
    ),
    (
        "include deals/parts.deal\n    on 2025-01-01\n",
        (
            '1:9-14 unexpected-word: expected the path of a file, found `deals` (it stands in quotes: `"deals/parts.deal"`)',
            "2:5-18 unexpected-indentation: nothing can stand under `include` (indent this line like the one above it)",
        ),
    ),
    (
        'source s "A"\n    published soon\n    pages 12\n',
        (
            "2:15-19 unexpected-word: expected a date such as `2025-10-28`, found `soon`",
            "3:5-10 unknown-line: `pages` begins no line that can stand under a source (what can stand there begins with `publisher`, `published`, `language`, `file`, `sha256` or `url`)",
        ),
    ),
    (
        'body board "B" of\n    seats many\n',
        (
            "1:16-18 unfinished-line: the line ends after `of`, and the name of a party is missing",
            "2:11-15 unexpected-word: expected a number of seats, found `many`",
        ),
    ),
)
