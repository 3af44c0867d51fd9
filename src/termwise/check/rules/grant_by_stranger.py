"""Nobody can grant more than they have: an asset of one's own, or a grant that may be passed on."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.check.terms import ancestors, owner_of
from termwise.model.sentence import Grant


def _run(subject: Subject) -> Iterable[Diagnostic]:
    grants = [(w, w.sentence) for w in subject.wordings if isinstance(w.sentence, Grant)]
    passable = {(grantee, g.asset) for _, g in grants if g.may_sublicense for grantee in g.grantees}
    for wording, grant in grants:
        owner = owner_of(subject.names, grant.asset)
        held = any((grant.grantor, whole) in passable for whole in ancestors(grant.asset))
        if owner is not None and owner != grant.grantor and not held:
            yield _stranger(wording, grant, owner)


def _stranger(wording: Wording, grant: Grant, owner: str) -> Diagnostic:
    return warning(
        "grant-by-stranger",
        f"`{grant.grantor}` grants `{grant.asset}` in `{wording.clause}`, which belongs to `{owner}`",
        wording.place,
        f"let `{owner}` grant it, or add `may sublicense` to a grant of `{owner}` to `{grant.grantor}`",
    )


RULE = Rule("grant-by-stranger", "a grant by somebody who may not give it", _run)
