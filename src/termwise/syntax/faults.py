"""Every fault that reading or spelling can have, one function each."""

from termwise.base.diagnostic import Diagnostic, error
from termwise.base.similar import did_you_mean
from termwise.base.source import Span


def shown(text: str, most: int = 40) -> str:
    """User text in backticks, shortened to `most` characters."""
    visible = "".join(character if character.isprintable() else "\ufffd" for character in text[:most])
    return f"`{visible}`" if len(text) <= most else f"`{visible[:-1]}…`"


def listed(words: "tuple[str, ...] | list[str]", last: str = "or") -> str:
    """Words in backticks, separated by commas and a last `or`."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" {last} {quoted[-1]}"


# -- the file as a whole -------------------------------------------------------------------------


def file_too_large(span: Span, size: int, most: int) -> Diagnostic:
    """The text is longer than is read."""
    return error(
        "file-too-large",
        f"the text has {size} characters, and at most {most} are read",
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


def tab_character(span: Span) -> Diagnostic:
    """A tab, whose width nobody can see."""
    return error(
        "tab-character", "this line holds a tab", span, "use spaces, four for each level: a tab has no agreed width"
    )


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
        "$": "write `USD` after the number",
        "€": "write `EUR` after the number",
        "£": "write `GBP` after the number",
        "¥": "write `JPY` after the number",
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
    return error(
        "digit-grouping",
        f"{shown(text)} may be one number or several",
        span,
        f"write {shown(text.replace(',', ''))} for one number, and a space after each comma for several",
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
        "dates are written `2025-10-28`, months `2025-10`; a minus between numbers needs spaces",
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
        did_you_mean(word, known) or "lines that belong to the directive above are indented",
    )


def unknown_line(span: Span, word: str, where: str, known: tuple[str, ...]) -> Diagnostic:
    """An indented line that starts with no keyword its directive knows."""
    return error(
        "unknown-line",
        f"{shown(word)} begins no line that can stand under {where}",
        span,
        did_you_mean(word, known) or (f"what can stand there begins with {listed(known)}" if len(known) < 12 else None),
    )


def misplaced_line(span: Span, keyword: str, where: str, homes: tuple[str, ...]) -> Diagnostic:
    """A line that belongs to another directive."""
    return error("misplaced-line", f"`{keyword}` cannot stand under {where}", span, f"it belongs under {listed(homes)}")


def missing_verb(span: Span, subject: str, found: str | None, known: tuple[str, ...]) -> Diagnostic:
    """A sentence whose second word is none of the verbs."""
    tail = "" if found is None else f", found {shown(found)}"
    suggestion = did_you_mean(found, known) if found else None
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
    return error(
        "said-twice",
        f"{where} already has a line `{keyword}`",
        span,
        "keep one of the two: nothing says which would count",
    )


def reserved_name(span: Span, word: str) -> Diagnostic:
    """A word of the language declared as a name."""
    return error(
        "reserved-name",
        f"`{word}` is a word of the language and cannot be a name",
        span,
        f"call it something else, such as `the_{word.replace('-', '_')}`",
    )


def bad_name(span: Span, word: str, better: str | None) -> Diagnostic:
    """A name that is not lower-case letters, digits and underscores."""
    return error(
        "bad-name",
        f"{shown(word)} cannot be a name",
        span,
        f"write {shown(better)}" if better else "names are lower-case letters, digits and `_`, and begin with a letter",
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
