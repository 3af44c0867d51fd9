"""Classes of shares with preferences are paid in an order: it must be told for every two of them."""

from collections import defaultdict
from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.sentence import Investment, Issue
from termwise.view.ranks import ORDINARY, UndecidedRanksError, ranked, ranks


def _run(subject: Subject) -> Iterable[Diagnostic]:
    by_company: defaultdict[str, list[Wording]] = defaultdict(list)
    for wording in subject.wordings:
        if isinstance(wording.sentence, Issue | Investment):
            by_company[wording.sentence.company].append(wording)
    for wordings in by_company.values():
        sentences = [w.sentence for w in wordings if isinstance(w.sentence, Issue | Investment)]
        try:
            ranks(ranked(sentences))
        except UndecidedRanksError as undecided:
            last = [
                w for w, s in zip(wordings, sentences, strict=True) if (s.share_class or ORDINARY) in undecided.names
            ]
            yield _undecided(undecided, last[-1])


def _undecided(undecided: UndecidedRanksError, wording: Wording) -> Diagnostic:
    first, second = undecided.names[0], undecided.names[-1]
    return warning(
        "class-rank",
        str(undecided),
        wording.place,
        f"say it under one of them: `senior to {first}`, or `pari passu with {first}`"
        if not undecided.circular
        else f"leave out one of the two lines by which `{first}` and `{second}` are senior to each other",
    )


RULE = Rule("class-rank", "preferences of shares of which nothing says which is paid first", _run)
