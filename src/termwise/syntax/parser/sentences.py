"""The sentence of a clause: which of the closed set it is, and the sentences of money and trade."""

from collections.abc import Callable, Mapping
from typing import Final

from termwise.syntax import faults
from termwise.syntax.instead import MODALS, THIRD_PERSON, as_name
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.equity import converts, distributes, invests, issues, reserves
from termwise.syntax.parser.expressions import amount, quantity
from termwise.syntax.parser.literals import is_name, name, names, text
from termwise.syntax.parser.loans import lends
from termwise.syntax.parser.moments import moment
from termwise.syntax.parser.rights import (
    appoints,
    consent,
    first_refusal,
    grants,
    may,
    must,
    only,
    only_follows,
)
from termwise.syntax.parser.schedules import optional_schedule
from termwise.syntax.parser.share_classes import put_or_call
from termwise.syntax.tree import (
    BuysSentence,
    CommitsToBuySentence,
    CommitsToInvestSentence,
    Expr,
    Name,
    PaysSentence,
    SentenceNode,
    UntranslatedSentence,
)
from termwise.syntax.words import SENTENCE_VERBS


def sentence(p: Cursor) -> SentenceNode:
    """One sentence. It begins with a party and one verb of a closed set, so the verb decides what it is.

    ``sentence = pays | buys | commits | lends | grants | only | first_refusal | put_or_call | consent | must | may
        | issues | warrant | invests | converts | reserves | distributes | appoints``
    """
    if p.word == "either" or _several_may(p):
        return may(p)
    if only_follows(p):
        return only(p)
    if p.kind != "word":
        p.fail("a sentence that begins with a party")
    verb = p.ahead(1)
    reader = READERS.get(verb.text)
    if reader is None:
        found = None if verb.kind == "end" else verb.text
        span = p.here() if found is None else p.span_of(verb)
        p.give_up(faults.missing_verb(span, p.word, found, SENTENCE_VERBS, _better_verb(p)))
    return reader(p)


def _better_verb(p: Cursor) -> str | None:
    """What to write for `openai shall pay …`, `openai can use …`, `The Licensor pays …`; None when nothing fits."""
    subject, verb, third = p.word, p.ahead(1).text, p.ahead(2).text
    if subject in {"The", "the", "Each", "Any"} and p.ahead(1).kind == "word":
        party = as_name(verb)
        return f"a sentence begins with the declared name of a party: `{party} {third}`"
    if is_name(p.tokens[p.at]) and subject != subject.lower() and p.ahead(1).kind == "word" and third in SENTENCE_VERBS:
        return f"a name is one word: `{as_name(f'{subject} {verb}')} {third}`"
    if verb in {"is", "has"} or verb in MODALS:
        return _for_modal(p, subject, verb)
    words = [token.text for token in p.tokens[p.at :] if token.kind != "end"]
    if "exclusively" in words:
        better = " ".join("only" if word == "exclusively" else word for word in words)
        return f"exclusivity is said with `only`: `{better}`"
    if verb in THIRD_PERSON:
        return f"write `{subject} {THIRD_PERSON[verb]}`"
    return None


def _for_modal(p: Cursor, subject: str, verb: str) -> str | None:
    words = [token.text for token in p.tokens[p.at + 1 :] if token.kind == "word"]
    negated = "not" in words[1:3]
    does = next((word for word in words[1:] if word not in {"not", "to", "be", "hereby"}), "")
    if verb in MODALS:
        if does in THIRD_PERSON and MODALS[verb] == "must" and not negated:
            return f"write `{subject} {THIRD_PERSON[does]}`; a duty of another kind is said with `must`"
        modal = MODALS[verb] + (" not" if negated else "")
        return f"write `{subject} {modal} {does}`" if does else f"write `{modal}`"
    if verb == "is" and "to" in words:
        act_ = words[words.index("to") + 1 : words.index("to") + 2]
        if act_ and words[1:2] in (["allowed"], ["entitled"], ["permitted"]):
            return f"write `{subject} may {act_[0]}`"
        if act_ and words[1:2] in (["obliged"], ["required"], ["obligated"], ["bound"]):
            return f"write `{subject} must {act_[0]}`"
    return None


def looks_like_sentence(p: Cursor) -> bool:
    """Whether the line begins like a sentence: a name and a verb of the closed set."""
    if p.kind != "word":
        return False
    return (
        p.word == "either"
        or (is_name(p.tokens[p.at]) and p.ahead(1).text in SENTENCE_VERBS)
        or _several_may(p)
        or only_follows(p)
    )


def _several_may(p: Cursor) -> bool:
    """Whether the line begins with several parties and `may`."""
    step = 0
    while is_name(p.ahead(step)) and p.ahead(step + 1).text in {",", "and", "or"}:
        step += 2
    return step > 0 and is_name(p.ahead(step)) and p.ahead(step + 1).text == "may"


# -- money and trade -----------------------------------------------------------------------------


def pays(p: Cursor) -> PaysSentence:
    """A payment.

    ``pays = name 'pays' name amount optional_schedule``
    """
    start = p.at
    payer = name(p, "the party that pays")
    p.expect("pays")
    if p.kind == "number":
        words = [token.text for token in p.tokens[p.at :]]
        paid_to = words[words.index("to") + 1] if "to" in words else "…"
        advice = f"who is paid stands before the amount: `{payer.text} pays {paid_to or '…'} {p.word}`"
        p.fail("the party that is paid", advice)
    if p.word == "to" and is_name(p.ahead(1)):
        p.fail("the party that is paid", f"write `{payer.text} pays {p.ahead(1).text}`")
    payee = name(p, "the party that is paid")
    paid = amount(p)
    due = optional_schedule(p)
    return PaysSentence(payer, payee, paid, due, p.since(start))


def buys(p: Cursor) -> BuysSentence:
    """A purchase, once or again and again.

    ``buys = name 'buys' [quantity 'of'] name 'from' name ['at' amount | [','] amount] optional_schedule``
    """
    start = p.at
    buyer = name(p, "the party that buys")
    p.expect("buys")
    counted: Expr | None = None
    if not is_name(p.tokens[p.at]) or p.ahead(1).text in {"of", "("}:
        counted = quantity(p)
        p.expect("of", help_=f"write `{buyer.text} buys 6 GW of compute from microsoft at 20bn per GW`")
    asset = name(p, "what is bought")
    who = p.word if is_name(p.tokens[p.at]) else "microsoft"
    p.expect("from", help_=f"a purchase names the seller: `{buyer.text} buys {asset.text} from {who}`")
    seller = name(p, "the party that sells")
    if p.accept("at"):
        price = amount(p)
        due = optional_schedule(p)
        return BuysSentence(buyer, asset, seller, None, due, p.since(start), counted, price)
    paid: Expr | None = None
    mark = p.mark()
    p.accept(",")
    due = None if p.ended else optional_schedule(p)
    if due is None:
        p.back_to(mark)
        if not p.ended:
            p.accept(",")
            paid = amount(p)
        due = optional_schedule(p)
    return BuysSentence(buyer, asset, seller, paid, due, p.since(start), counted)


def commits(p: Cursor) -> CommitsToBuySentence | CommitsToInvestSentence:
    """A commitment to buy or to invest.

    ``commits = name 'commits' 'to' (to_buy | 'invest' quantity 'in' name) ['by' moment]``
    ``to_buy = 'buy' quantity 'of' name 'from' name ['at' amount]``
    """
    start = p.at
    subject = name(p, "the party that commits itself")
    p.expect("commits")
    what = p.word if p.word in {"buy", "invest"} else "buy"
    p.expect("to", help_=f"write `{subject.text} commits to {what} …`")
    if p.expect_any(("buy", "invest"), "`buy` or `invest`").text == "buy":
        committed = quantity(p)
        p.expect("of", help_="write `openai commits to buy 250bn of compute from microsoft`")
        asset = name(p, "what will be bought")
        p.expect("from")
        seller = name(p, "the party that sells")
        price = amount(p) if p.accept("at") else None
        deadline = _by(p)
        return CommitsToBuySentence(subject, committed, asset, seller, deadline, p.since(start), price)
    committed = quantity(p)
    p.expect("in")
    company = name(p, "the company invested in")
    deadline = _by(p)
    return CommitsToInvestSentence(subject, committed, company, deadline, p.since(start))


def _by(p: Cursor) -> Expr | None:
    return moment(p) if p.accept("by") else None


# -- words without formal meaning ----------------------------------------------------------------


def untranslated(p: Cursor) -> UntranslatedSentence:
    """Words of the contract that are kept and shown.

    ``untranslated = 'untranslated' text [[','] 'owner' name] [[','] 'about' names]``
    """
    start = p.at
    p.expect("untranslated")
    words = text(p, "the words of the contract")
    owner: Name | None = None
    about: tuple[Name, ...] = ()
    if p.accept(",", "owner") or p.accept("owner"):
        owner = name(p, "who has to settle the meaning")
    if p.accept(",", "about") or p.accept("about"):
        about = names(p, "what the words are about")
    return UntranslatedSentence(words, owner, about, p.since(start))


def _has(p: Cursor) -> SentenceNode:
    return put_or_call(p) if p.ahead(2).text in {"put", "call"} else first_refusal(p)


READERS: Final[Mapping[str, Callable[[Cursor], SentenceNode]]] = {
    "pays": pays,
    "buys": buys,
    "commits": commits,
    "lends": lends,
    "grants": grants,
    "has": _has,
    "needs": consent,
    "must": must,
    "may": may,
    "issues": issues,
    "invests": invests,
    "converts": converts,
    "reserves": reserves,
    "distributes": distributes,
    "appoints": appoints,
}
"""The verb after the first party -> the reader of the sentence."""
