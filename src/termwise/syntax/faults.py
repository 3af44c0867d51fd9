"""Every fault that reading or spelling can have, one function each."""

from termwise.base.dates import FIRST_YEAR, LAST_YEAR
from termwise.base.diagnostic import Diagnostic, error
from termwise.base.similar import did_you_mean
from termwise.base.source import Span
from termwise.syntax import instead


def shown(text: str, most: int = 40) -> str:
    """User text in backticks, shortened to `most` characters."""
    visible = "".join(character if character.isprintable() else "\ufffd" for character in text[:most])
    return f"`{visible}`" if len(text) <= most else f"`{visible[:-1]}…`"


def listed(words: "tuple[str, ...] | list[str]", last: str = "or") -> str:
    """Words in backticks, separated by commas and a last `or`."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" {last} {quoted[-1]}"


# -- the file as a whole -------------------------------------------------------------------------


def file_too_large(span: Span, most: int) -> Diagnostic:
    """The text has more than `most` characters; how many may be unknown, for nobody has read it to its end."""
    return error(
        "file-too-large",
        f"the text has more than {most} characters, and so it was not read",
        span,
        "split the deal into parts and name them with `include`",
    )


def line_too_long(span: Span, most: int) -> Diagnostic:
    """A line is longer than is read."""
    return error(
        "line-too-long",
        f"this line is longer than {most} characters, and reading stops here",
        span,
        "is this file really a deal?",
    )


def binary_file(span: Span) -> Diagnostic:
    """The file holds a NUL character: it is not a text."""
    return error("binary-file", "this file is not a text", span, "a deal is a plain text file in UTF-8")


def not_utf_8(span: Span, byte: int) -> Diagnostic:
    """A byte does not belong to a UTF-8 text."""
    return error(
        "not-utf-8",
        f"this file is not UTF-8 text: byte 0x{byte:02X} has no meaning here",
        span,
        "save the file with the encoding UTF-8",
    )


def too_many_errors(span: Span | None, most: int) -> Diagnostic:
    """Reading stopped after `most` faults."""
    return error(
        "too-many-errors",
        f"more than {most} faults were found, and the rest of the text was not read",
        span,
        "mend the first ones and check again",
    )


# -- characters and words ------------------------------------------------------------------------


def control_character(span: Span, character: str) -> Diagnostic:
    """An invisible character that could make the text look different from what it is."""
    return error(
        "control-character",
        f"this line holds an invisible character, U+{ord(character):04X}",
        span,
        "delete it: what is read must be what is seen",
    )


def tab_character(span: Span, lines: int) -> Diagnostic:
    """A tab, whose width nobody can see; told once for all the lines that have one."""
    more = {1: "", 2: ", and so does 1 more"}.get(lines, f", and so do {lines - 1} more")
    advice = "use spaces, four for each level: a tab has no agreed width"
    return error("tab-character", f"this line holds a tab{more}", span, advice)


def unexpected_character(span: Span, character: str) -> Diagnostic:
    """A character that no word of the language contains."""
    instead = {
        ".": "a line needs no full stop at its end",
        ";": "a line needs no semicolon; every statement has a line of its own",
        "“": 'write straight quotes, `"`',
        "”": 'write straight quotes, `"`',
        "„": 'write straight quotes, `"`',
        "«": 'write straight quotes, `"`',
        "»": 'write straight quotes, `"`',
        "'": 'texts stand in double quotes, `"`',
        "’": 'texts stand in double quotes, `"`',
        "–": "write `-`",
        "—": "write `-`",
        "≥": "write `>=`",
        "≤": "write `<=`",
        "≠": "write `!=`",
        "×": "write `*`",
        "$": "write `USD`",
        "€": "write `EUR`",
        "£": "write `GBP`",
        "¥": "write `JPY`",
        "{": "there are no braces; what belongs together is indented",
        "}": "there are no braces; what belongs together is indented",
        "&": "write `and`",
        "|": "write `or`",
        "!": "write `not`",
        "^": "write the product out with `*`",
    }.get(character, 'free words stand in quotes, `"…"`')
    if not character.isprintable():
        return error(
            "unexpected-character",
            f"the character U+{ord(character):04X} has no meaning here",
            span,
            "write an ordinary space" if character.isspace() else "delete it",
        )
    return error("unexpected-character", f"`{character}` has no meaning here", span, instead)


def currency_sign(span: Span, text: str) -> Diagnostic:
    """`$13bn`: a sign where the code of the currency belongs, after the number."""
    sign = next(character for character in text if character in instead.CURRENCY_OF)
    return error("unexpected-character", f"`{sign}` has no meaning here", span, f"write `{instead.money(text)}`")


def other_quotes(span: Span, text: str) -> Diagnostic:
    """A text in curly, angled or single quotes."""
    straight = f'"{text[1:-1]}"'
    return error("unexpected-character", f"`{text[0]}` has no meaning here", span, f"write {shown(straight, 60)}")


def bad_date(span: Span, text: str, advice: str | None = None) -> Diagnostic:
    """`28/10/2025`, `October 28, 2025`, `end of 2032`: a date in a form that the language does not have."""
    return error("bad-date", f"{shown(text)} is not how a date is written", span, advice or instead.date_help(text))


def unclosed_quote(span: Span) -> Diagnostic:
    """A quoted text without its second quote."""
    return error(
        "unclosed-quote",
        "this quoted text is not closed on its line",
        span,
        'close it with `"`; a quote inside a text is written `\\"`',
    )


def bad_escape(span: Span, escape: str) -> Diagnostic:
    """A backslash before something else than a quote or a backslash."""
    return error(
        "bad-escape",
        f"{shown(escape)} means nothing inside a quoted text",
        span,
        'only `\\"` and `\\\\` do; a single backslash is written `\\\\`',
    )


def digit_grouping(span: Span, text: str) -> Diagnostic:
    """Commas between groups of digits."""
    digits = text.replace(",", "")
    short = instead.scaled(digits)
    one = f"`{short}` or {shown(digits)}" if short else shown(digits)
    return error(
        "digit-grouping",
        f"{shown(text)} may be one number or several",
        span,
        f"write {one} for one number, and a space after each comma for several",
    )


def bad_number(span: Span, text: str, help_: str) -> Diagnostic:
    """Something that starts like a number and is none."""
    return error("bad-number", f"{shown(text)} is not a number", span, help_)


def number_too_long(span: Span, digits: int, most: int) -> Diagnostic:
    """A number with more digits than are kept exactly."""
    return error(
        "number-too-long",
        f"this number has {digits} digits, and at most {most} are kept exactly",
        span,
        "use a scale: `13bn` instead of all its zeros",
    )


def no_such_day(span: Span, text: str) -> Diagnostic:
    """A date that the calendar does not have."""
    return error(
        "no-such-day",
        f"{shown(text)} is not in the calendar",
        span,
        instead.date_help(text),
    )


def day_too_far(span: Span, text: str) -> Diagnostic:
    """A day in the calendar, and so far away that no agreement means it."""
    return error(
        "no-such-day",
        f"{shown(text)} is outside the years {FIRST_YEAR} to {LAST_YEAR}",
        span,
        "leave out an end that never comes: a clause without one runs as long as the deal",
    )


def duration_too_long(span: Span, text: str) -> Diagnostic:
    """A length of time beyond the calendar."""
    return error(
        "duration-too-long", f"{shown(text)} is longer than any agreement", span, "at most 1000 years are understood"
    )


# -- the shape of the lines ------------------------------------------------------------------------


def uneven_indentation(span: Span, indent: int, known: tuple[int, ...]) -> Diagnostic:
    """A line that starts in a column where no line above it starts."""
    spaces = "1 space" if indent == 1 else f"{indent} spaces"
    return error(
        "uneven-indentation",
        f"this line is indented by {spaces}, like no line it could belong to",
        span,
        "the lines above are indented by " + " or ".join(str(k) for k in known)
        if known != (0,)
        else "a directive starts in column 1",
    )


def nested_too_deeply(span: Span, most: int) -> Diagnostic:
    """Lines indented under lines under lines, beyond any use."""
    return error(
        "nested-too-deeply",
        f"lines can be indented {most} levels deep, and this one is deeper",
        span,
        "nothing in the language needs more than five levels",
    )


def unexpected_indentation(span: Span, above: str) -> Diagnostic:
    """Lines indented under one that takes none."""
    return error(
        "unexpected-indentation",
        f"nothing can stand under {above}",
        span,
        "indent this line like the one above it",
    )


def empty_block(span: Span, keyword: str, what: str) -> Diagnostic:
    """A heading without the lines it announces."""
    return error("empty-block", f"`{keyword}` needs {what} under it", span, "indent them by four more spaces")


# -- words in their places -------------------------------------------------------------------------


def unexpected_word(span: Span, expected: str, found: str, help_: str | None = None) -> Diagnostic:
    """Something else stands where the sentence needs a certain thing."""
    return error("unexpected-word", f"expected {expected}, found {shown(found)}", span, help_)


def unfinished_line(span: Span, expected: str, after: str, help_: str | None = None) -> Diagnostic:
    """The line ends before its sentence does."""
    return error("unfinished-line", f"the line ends after {shown(after)}, and {expected} is missing", span, help_)


def left_over_words(span: Span, found: str, help_: str | None = None) -> Diagnostic:
    """The sentence is complete and the line goes on."""
    return error("left-over-words", f"the statement is complete before {shown(found)}", span, help_)


def unknown_directive(span: Span, word: str, known: tuple[str, ...]) -> Diagnostic:
    """A line in column 1 that starts with no keyword."""
    return error(
        "unknown-directive",
        f"{shown(word)} does not begin a directive",
        span,
        did_you_mean(word.lower(), known)
        or (f"write `{instead.DIRECTIVES[word.lower()]}`" if word.lower() in instead.DIRECTIVES else None)
        or f"a directive begins with {listed(known)}",
    )


def unindented(span: Span, word: str, above: str) -> Diagnostic:
    """A line in column 1 that belongs to the directive above it."""
    return error(
        "unknown-directive",
        f"{shown(word)} does not begin a directive",
        span,
        f"lines that belong to `{above}` are indented: put four spaces before each of them",
    )


def unknown_line(span: Span, word: str, where: str, known: tuple[str, ...], advice: str | None = None) -> Diagnostic:
    """An indented line that starts with no keyword its directive knows."""
    return error(
        "unknown-line",
        f"{shown(word)} begins no line that can stand under {where}",
        span,
        advice
        or did_you_mean(word, known)
        or (f"what can stand there begins with {listed(known)}" if len(known) < 12 else None),
    )


def misplaced_line(span: Span, keyword: str, where: str, homes: tuple[str, ...]) -> Diagnostic:
    """A line that belongs to another directive."""
    return error("misplaced-line", f"`{keyword}` does not belong to {where}", span, f"it belongs under {listed(homes)}")


def missing_verb(
    span: Span, subject: str, found: str | None, known: tuple[str, ...], advice: str | None = None
) -> Diagnostic:
    """A sentence whose second word is none of the verbs."""
    tail = "" if found is None else f", found {shown(found)}"
    suggestion = advice or (did_you_mean(found, known) if found else None)
    return error(
        "missing-verb",
        f"a sentence needs a verb after {shown(subject)}{tail}",
        span,
        suggestion
        or f"the verbs are {listed(known, 'and')}; any other stands with `only`: `openai sells api only on azure`",
    )


def missing_sentence(span: Span, clause: str) -> Diagnostic:
    """A clause that says nothing."""
    return error(
        "missing-sentence",
        f"clause `{clause}` says nothing",
        span,
        "it needs one sentence, such as `openai pays microsoft 1bn on 2019-07-22`",
    )


def second_sentence(span: Span, clause: str) -> Diagnostic:
    """A second sentence in one clause."""
    return error(
        "second-sentence",
        f"clause `{clause}` already has its sentence, and this is another one",
        span,
        "a clause says one thing; give this sentence a clause of its own",
    )


def said_twice(span: Span, keyword: str, where: str) -> Diagnostic:
    """A line repeated where only one can count."""
    return error("said-twice", f"`{keyword}` is said twice in {where}", span, "keep one of the two lines")


def reserved_name(span: Span, word: str) -> Diagnostic:
    """A word of the language declared as a name."""
    return error(
        "reserved-name",
        f"`{word}` is a word of the language and cannot be a name",
        span,
        f"call it something else, such as `the_{word.replace('-', '_')}`",
    )


def bad_name(span: Span, word: str, better: str | None, advice: str | None = None) -> Diagnostic:
    """A name that is not lower-case letters, digits and underscores."""
    return error(
        "bad-name",
        f"{shown(word)} cannot be a name",
        span,
        advice
        or (f"write {shown(better)}" if better else None)
        or "names are lower-case letters, digits and `_`, and begin with a letter",
    )


def expression_too_deep(span: Span, most: int) -> Diagnostic:
    """More operations on one line than anyone can follow."""
    return error(
        "expression-too-deep",
        f"one line can hold at most {most} operations and brackets, and here are more",
        span,
        "give parts of it names of their own, as drivers with `is`",
    )


def empty_question(span: Span) -> Diagnostic:
    """A question without words."""
    return error(
        "empty-question",
        "nothing is asked",
        span,
        "ask, for example, `microsoft may use openai.models on 2031-06-01`",
    )
