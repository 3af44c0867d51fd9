"""Writes `syntaxes/termwise.tmLanguage.json` from the words of the language."""

import json
import re
from pathlib import Path

from termwise.model.act import VERBS
from termwise.syntax.parser.lines import HOMES
from termwise.syntax.words import DIRECTIVES, EXCLUSIVENESS, FREQUENCIES, FUNCTIONS, RESERVED, SENTENCE_VERBS, STATUSES

HERE = Path(__file__).parent
PATH = HERE / "syntaxes" / "termwise.tmLanguage.json"


def any_of(words: object) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(
        re.escape(word).replace(r"\ ", " ").replace(r"\-", "-")
        for word in sorted(set(words), key=lambda w: (-len(w), w))
    )


def grammar() -> dict[str, object]:
    """The TextMate grammar."""
    declared = r"(\s+)([a-z_][\w.]*)"
    directives = any_of([*DIRECTIVES, "field", "territory"])
    lines = any_of(words for directive in HOMES.values() for words in directive)
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "Termwise deal",
        "scopeName": "source.termwise",
        "fileTypes": ["deal"],
        "patterns": [
            {"name": "comment.line.number-sign.termwise", "match": r"#.*$"},
            {
                "name": "string.quoted.double.termwise",
                "begin": '"',
                "end": r'"|$',
                "patterns": [{"name": "constant.character.escape.termwise", "match": r'\\["\\]'}],
            },
            {
                "match": rf"^({directives})\b(?:{declared})?",
                "captures": {
                    "1": {"name": "keyword.control.directive.termwise"},
                    "3": {"name": "entity.name.type.termwise"},
                },
            },
            {
                "match": rf"^\s+(clause|change|end)\b{declared}",
                "captures": {
                    "1": {"name": "keyword.control.patch.termwise"},
                    "3": {"name": "entity.name.type.termwise"},
                },
            },
            {"match": rf"^\s+({lines})\b", "captures": {"1": {"name": "keyword.other.line.termwise"}}},
            {"name": "constant.numeric.date.termwise", "match": r"\b\d{4}-\d{2}(?:-\d{2})?\b"},
            {"name": "constant.numeric.termwise", "match": r"\b\d+(?:\.\d+)?(?:%|(?:bp|bn|tn|k|m|x)\b|\b)"},
            {"name": "constant.language.status.termwise", "match": rf"\b(?:{any_of(STATUSES)})\b(?!-)"},
            {"name": "keyword.operator.sentence.termwise", "match": rf"\b(?:{any_of(SENTENCE_VERBS)})\b"},
            {"name": "support.function.termwise", "match": rf"\b(?:{any_of(FUNCTIONS)})(?=\()"},
            {"name": "storage.modifier.termwise", "match": rf"\b(?:{any_of((*FREQUENCIES, *EXCLUSIVENESS))})\b"},
            {"name": "keyword.other.termwise", "match": rf"\b(?:{any_of(RESERVED)})\b"},
            {"name": "entity.name.function.verb.termwise", "match": rf"\b(?:{any_of(VERBS)})s?\b"},
            {"name": "keyword.operator.termwise", "match": r"[-+*/]|[<>]=?|!?="},
            {"name": "variable.other.termwise", "match": r"\b[a-z_]\w*(?:\.\w+)*\b"},
        ],
    }


def text() -> str:
    """The file as it is written."""
    return json.dumps(grammar(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), "utf-8")
