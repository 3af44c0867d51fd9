"""An asset is used when something is said about it, about a part of it, or about what it is part of."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.check.terms import ancestors
from termwise.model.declaration import Asset


def _run(subject: Subject) -> Iterable[Diagnostic]:
    mentioned = subject.mentions
    touched = {whole for asset in subject.deal.assets if asset.name in mentioned for whole in ancestors(asset.name)}
    for asset in subject.deal.assets:
        if asset.name not in touched and not any(whole in mentioned for whole in ancestors(asset.name)):
            yield _unused(asset)


def _unused(asset: Asset) -> Diagnostic:
    return warning(
        "unused-asset",
        f"nothing is said about the {asset.kind} `{asset.name}`",
        asset.name_span or asset.span,
        "name it in a clause, or remove it",
    )


RULE = Rule("unused-asset", "an asset, field or territory that nothing is said about", _run)
