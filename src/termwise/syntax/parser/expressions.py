"""Expressions: amounts, conditions, propositions. Names are words here; nothing is typed yet."""

from typing import Literal, cast

from termwise.base.units import CURRENCIES
from termwise.syntax import faults
from termwise.syntax.parser.acts import act
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.literals import bare_name, duration, is_name, name, starts_duration, text
from termwise.syntax.parser.moments import breach, extreme, shifted
from termwise.syntax.parser.uncertain import between, number_or_range, one_of, shaped_range, triangular, undisclosed
from termwise.syntax.tree import (
    BinaryExpr,
    CallExpr,
    ComparisonExpr,
    ConnectiveExpr,
    ControlsExpr,
    DependsExpr,
    DurationExpr,
    Expr,
    MayExpr,
    Name,
    NameExpr,
    NegativeExpr,
    NotExpr,
    ShiftedExpr,
    StateExpr,
    TextExpr,
)
from termwise.syntax.words import BASES, COMPARATORS, STATES

AN_AMOUNT = "an amount such as `13bn`, `27%` or the name of a driver"
A_CONDITION = "a condition or an amount"
AFTER_A_NAME = frozenset(
    {",", "depends", ")", ":", "and", "or", "on", "known", "status", "scenario", "given", "by", "otherwise"}
)


# -- conditions ----------------------------------------------------------------------------------


def expression(p: Cursor) -> Expr:
    """Any expression: a condition, a proposition or an amount.

    ``expression = conjunction {'or' conjunction}``
    """
    start = p.at
    first = conjunction(p)
    if p.word != "or":
        return first
    operands = [first]
    while p.accept("or"):
        operands.append(conjunction(p))
    return ConnectiveExpr("or", tuple(operands), p.since(start))


def conjunction(p: Cursor) -> Expr:
    """Conditions that must all hold.

    ``conjunction = negation {'and' negation}``
    """
    start = p.at
    first = negation(p)
    if p.word != "and":
        return first
    operands = [first]
    while p.accept("and"):
        operands.append(negation(p))
    return ConnectiveExpr("and", tuple(operands), p.since(start))


def negation(p: Cursor) -> Expr:
    """A condition or its opposite.

    ``negation = 'not' negation | proposition | comparison``
    """
    start = p.at
    if p.accept("not"):
        p.operate()
        operand = negation(p)
        return NotExpr(operand, p.since(start))
    return proposition(p) or comparison(p)


def comparison(p: Cursor) -> Expr:
    """An amount, or two compared, equal up to a tolerance.

    ``comparison = sum [comparator sum ['within' sum]]``
    ``comparator = '>=' | '<=' | '>' | '<' | '=' | '!='``
    """
    start = p.at
    left = amount(p, A_CONDITION)
    token = p.accept_any(COMPARATORS)
    if token is None:
        return left
    right = amount(p)
    tolerance = amount(p) if p.accept("within") else None
    operator = cast("Literal['>=', '<=', '>', '<', '=', '!=']", token.text)
    return ComparisonExpr(operator, left, right, tolerance, p.since(start))


# -- propositions --------------------------------------------------------------------------------


def proposition(p: Cursor) -> Expr | None:
    """A statement about a party or a clause, if one comes next.

    ``proposition = may_proposition | state_proposition | control_proposition | dependence``
    ``may_proposition = name 'may' ['not'] act``
    ``control_proposition = name 'controls' name | name 'does' 'not' 'control' name``
    """
    if p.word == "whether":
        return dependence(p)
    if not is_name(p.tokens[p.at]):
        return None
    start = p.at
    match p.ahead(1).text:
        case "may":
            subject = name(p, "a party")
            p.expect("may")
            negated = p.accept("not")
            return MayExpr(act(p, subject), negated, p.since(start))
        case "is":
            return state(p)
        case "controls":
            subject = name(p, "a party")
            p.expect("controls")
            return ControlsExpr(subject, name(p, "the name of a body"), negated=False, span=p.since(start))
        case "does":
            subject = name(p, "a party")
            p.expect("does", "not", "control")
            return ControlsExpr(subject, name(p, "the name of a body"), negated=True, span=p.since(start))
        case _:
            return None


def state(p: Cursor) -> StateExpr:
    """What has become of a clause.

    ``state_proposition = name 'is' ['not'] clause_state``
    ``clause_state = 'in' ('force' | 'effect') | 'fulfilled' | 'overdue' | 'violated' | 'cured' | 'waived'
        | 'suspended' | 'exercised' | 'ended'``
    """
    start = p.at
    clause = name(p, "a clause")
    p.expect("is")
    negated = p.accept("not")
    words = p.word if p.word != "in" else f"in {p.ahead(1).text}"
    if words not in STATES:
        p.expect_any(STATES, "a state such as `in force` or `violated`")
    p.at += len(words.split())
    return StateExpr(clause, words, negated, p.since(start))


def dependence(p: Cursor) -> DependsExpr:
    """What the answer to a proposition hangs on.

    ``dependence = 'whether' expression 'depends' 'on' name {',' name}``
    """
    start = p.at
    p.expect("whether")
    p.operate()
    about = expression(p)
    p.expect("depends", "on")
    found = [name(p, "what it depends on")]
    while p.word == "," and is_name(p.ahead(1)) and (p.ahead(2).kind == "end" or p.ahead(2).text in AFTER_A_NAME):
        p.take()
        found.append(name(p, "what it depends on"))
    return DependsExpr(about, tuple(found), p.since(start))


# -- amounts -------------------------------------------------------------------------------------


def amount(p: Cursor, what: str = AN_AMOUNT) -> Expr:
    """A sum of products; `what` names it for the fault.

    ``sum = product {('+' | '-') product}``
    ``amount = sum``
    """
    start = p.at
    left = product(p, what)
    while (token := p.tokens[p.at]).text in {"+", "-"}:
        p.at += 1
        p.operate()
        right = product(p, AN_AMOUNT)
        left = BinaryExpr("+" if token.text == "+" else "-", left, right, p.since(start))
    return left


def product(p: Cursor, what: str) -> Expr:
    """Shares multiplied or divided.

    ``product = share {('*' | '/') share}``
    """
    start = p.at
    left = share(p, what)
    while (token := p.tokens[p.at]).text in {"*", "/"}:
        p.at += 1
        p.operate()
        right = share(p, AN_AMOUNT)
        left = BinaryExpr("*" if token.text == "*" else "/", left, right, p.since(start))
    return left


def share(p: Cursor, what: str) -> Expr:
    """`20% of openai_revenue`.

    ``share = quantity ['of' share]``
    """
    start = p.at
    left = quantity(p, what)
    if not p.accept("of"):
        return left
    p.operate()
    right = share(p, AN_AMOUNT)
    return BinaryExpr("of", left, right, p.since(start))


def quantity(p: Cursor, what: str = AN_AMOUNT) -> Expr:
    """An amount that needs no brackets, certain or uncertain.

    ``quantity = '-' quantity | value``
    """
    if p.word != "-" or (p.ahead(1).kind == "number" and not starts_duration(p, 1)):
        return value(p, what)
    start = p.at
    p.take()
    p.operate()
    operand = quantity(p)
    return NegativeExpr(operand, p.since(start))


def value(p: Cursor, what: str) -> Expr:  # noqa: RET503 - `fail` never returns
    """One value.

    ``value = number | range | date_literal | length | TEXT | '(' expression ')' | triangular | one_of | between
        | undisclosed | extreme_moment | breach | call | name``
    ``date_literal = DATE | MONTH``
    """
    token = p.tokens[p.at]
    match token.kind:
        case "number" | "odd" | "date":
            return length(p) if starts_duration(p) else number_or_range(p, what)
        case "text":
            found = text(p, what)
            return TextExpr(found.text, found.span)
        case "mark":
            return _marked(p, what)
        case "word":
            return call(p, what) if p.ahead(1).text == "(" and is_name(token) else _worded(p, what)
        case _:
            p.fail(what)


def _marked(p: Cursor, what: str) -> Expr:
    if p.word == "-":
        return number_or_range(p, what)
    if p.word != "(":
        p.fail(what)
    p.take()
    p.operate()
    kept, p.keeps_per = p.keeps_per, True
    inner = expression(p)
    p.keeps_per = kept
    p.expect(")")
    return inner


def _worded(p: Cursor, what: str) -> Expr:
    token = p.tokens[p.at]
    match token.text:
        case "normal" | "uniform":
            return shaped_range(p)
        case "triangular":
            return triangular(p)
        case "between":
            return between(p)
        case "undisclosed":
            return undisclosed(p)
        case "true" | "false":
            p.at += 1
            span = p.span_of(token)
            return NameExpr(Name(token.text, span), span)
        case _:
            return _named(p, what)


def _named(p: Cursor, what: str) -> Expr:
    if p.ahead(1).text == "of":
        match p.word:
            case "one":
                return one_of(p)
            case "first" | "last":
                return extreme(p)
            case "breach":
                return breach(p)
            case _:
                pass
    if p.word in CURRENCIES and p.ahead(1).kind == "number":
        better = f"`{p.ahead(1).text} {p.word}`"
        p.give_up(faults.unexpected_word(p.here(), what, p.word, f"the currency stands after the number: {better}"))
    found = bare_name(p, what)
    return NameExpr(found, found.span)


def length(p: Cursor) -> DurationExpr | ShiftedExpr:
    """A length of time, or the moment that far from another.

    ``length = duration | shifted``
    """
    mark = p.mark()
    found = duration(p)
    if p.word not in {"after", "before"}:
        return found
    p.back_to(mark)
    return shifted(p)


def call(p: Cursor, what: str) -> CallExpr:
    """A function of the language.

    ``call = FUNCTION '(' argument {',' argument} ')'``
    ``argument = basis | expression``
    ``basis = 'outstanding' | 'as' 'converted' | 'fully' 'diluted'``
    """
    start = p.at
    function = name(p, what)
    p.expect("(")
    p.operate()
    arguments = [argument(p)]
    while p.accept(","):
        arguments.append(argument(p))
    p.expect(")")
    return CallExpr(function, tuple(arguments), p.since(start))


def argument(p: Cursor) -> Expr:
    """One argument of a call: the words of a basis are a text."""
    start = p.at
    if (words := basis(p)) is not None:
        return TextExpr(words, p.since(start))
    return expression(p)


def basis(p: Cursor) -> str | None:
    """The basis of a percentage, if one is named next."""
    for words in BASES:
        if p.accept(*words.split()):
            return words
    return None
