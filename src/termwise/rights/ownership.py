"""Whose an asset is, and which acts need a grant."""

from collections.abc import Mapping

from termwise.model.act import PROPERTY_VERBS, Act
from termwise.model.declaration import Asset


def owner_of(asset: str, assets: Mapping[str, Asset]) -> str | None:
    """The party an asset belongs to: its own `of`, else that of the nearest whole it is part of.

    None when it belongs to nobody in the deal, or is not an asset.
    """
    name: str | None = asset
    while name:
        found = assets.get(name)
        if found is not None and found.owner is not None:
            return found.owner
        name = name.rpartition(".")[0]
    return None


def needs_grant(act: Act, assets: Mapping[str, Asset]) -> str | None:
    """The owner whose grant the act needs, or None: it is free by itself.

    A property verb on an asset of another party needs one; conduct, one's own property and what
    belongs to nobody do not.
    """
    if act.verb not in PROPERTY_VERBS or act.asset is None:
        return None
    owner = owner_of(act.asset, assets)
    return owner if owner is not None and owner != act.actor else None
