"""A class of shares ranks before or with classes that exist."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, error
from termwise.base.similar import similar
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.sentence import Investment, Issue
from termwise.view.ranks import ORDINARY


def _run(subject: Subject) -> Iterable[Diagnostic]:
    stated = [(w, w.sentence) for w in subject.wordings if isinstance(w.sentence, Issue | Investment)]
    for wording, sentence in stated:
        own = {s.share_class or ORDINARY for _, s in stated if s.company == sentence.company}
        for name in (*sentence.senior_to, *sentence.pari_passu_with):
            if name not in own:
                yield _unknown(wording, name, own)


def _unknown(wording: Wording, name: str, known: set[str]) -> Diagnostic:
    near = similar(name, known)
    return error(
        "unknown-class",
        f"`{wording.clause}` ranks its shares by `{name}`, a class of which no shares are issued",
        wording.place,
        f"did you mean `{near[0]}`" if near else "issue shares of it with a line `class`, or leave it out",
    )


RULE = Rule("unknown-class", "a class of shares that ranks by one that does not exist", _run)
