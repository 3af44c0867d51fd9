"""Random deal texts: sentences of the grammar about declared things, and shipped texts cut, swapped and spliced."""

import re
from functools import cache
from pathlib import Path
from random import Random

from termwise.syntax.grammar import productions
from tests.syntax.ebnf import Writer

ROOT = Path(__file__).parents[2]

PREAMBLE = """\
deal "Random partnership"
    currency USD
    period 2020-01-01 through 2034-12-31
    today 2026-03-01
party firm "Firm Inc.", company
party labs "Labs Ltd", company
party panel "Panel", expert
asset models "Models" of labs
asset models.vision "Vision"
asset compute "Capacity"
body board "Board" of labs
    seats 5
event reached by panel
    likely 50%, between 2027 and 2033
event listed by labs
    on 2025-06-30
driver revenue in USD per year
    known 2025 2bn
driver worth in USD
    known 2025-12-31 10bn
source paper "Paper"
    published 2025-01-01
clause licence "Licence"
    labs grants firm use of models
clause fee "Fee"
    firm pays labs 5m on 2026-06-30
clause delivery "Delivery"
    labs must deliver models to firm by 2026-12-31
        fulfilled when reached
"""

NAMES = (
    *("firm", "labs", "panel", "models", "models.vision", "compute"),
    *("board", "reached", "listed", "revenue", "worth"),
)
CLAUSES = ("licence", "fee", "delivery", "paper")
_PLACEHOLDER = re.compile(r"\b(?:alpha|beta\.one|gamma_2|delta)\b")
_TOKEN = re.compile(r'"[^"\n]*"|[A-Za-z0-9_.]+|[^\sA-Za-z0-9_.]|\n[ ]*|[ ]+')


@cache
def _writer() -> Writer:
    return Writer(productions())


@cache
def shipped_texts() -> tuple[str, ...]:
    """The shipped deals and the faulty deals of the corpus."""
    paths = [*sorted((ROOT / "examples").rglob("*.deal")), *sorted((ROOT / "tests" / "corpus").rglob("*.deal"))]
    return tuple(path.read_text("utf-8", errors="replace") for path in paths if path.stat().st_size < 20_000)


def from_the_grammar(seed: int) -> str:
    """The preamble, then random directives whose names are mostly declared ones."""
    random = Random(seed)
    length = random.choice((4, 10, 25))
    parts = [_writer().text("directive", random.randrange(2**48), length) for _ in range(random.randint(1, 8))]
    text = "".join(parts)
    named = _PLACEHOLDER.sub(lambda _: random.choice(NAMES + CLAUSES), text)
    fresh = re.sub(
        r"^(\s*(?:clause|amendment|party|asset|event|driver|source|body|scenario|claim) )\S+",
        lambda found: f"{found[1]}new_{random.randrange(1_000_000)}",
        named,
        flags=re.MULTILINE,
    )
    return PREAMBLE + re.sub(r"^deal .*\n(?:    .*\n)*", "", fresh, flags=re.MULTILINE)


def mutated(seed: int) -> str:
    """A shipped text with a few of its tokens dropped, doubled, swapped, or taken from another text."""
    random = Random(seed)
    text, other = random.choice(shipped_texts()), random.choice(shipped_texts())
    tokens, donors = _TOKEN.findall(text), _TOKEN.findall(other) or ["\n"]
    for _ in range(random.randint(1, 8)):
        if not tokens:
            break
        place = random.randrange(len(tokens))
        match random.randrange(5):
            case 0:
                del tokens[place]
            case 1:
                tokens.insert(place, tokens[place])
            case 2:
                tokens.insert(place, random.choice(donors))
            case 3:
                tokens[place] = random.choice(donors)
            case _:
                start = random.randrange(len(donors))
                tokens[place:place] = donors[start : start + 40]
    return "".join(tokens)
