"""Whether what a clause speaks of covers an act.

A clause on an asset covers the asset's parts, not the reverse. The same holds for fields and
territories, and for a clause that names a counterparty: it covers the act with that counterparty,
not the act with anyone. What a clause says of a part of the act asked for limits the answer.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from termwise.model.act import Act
from termwise.model.clause import Scope
from termwise.model.declaration import Asset

Fit = Literal["covers", "inside", "apart"]
"""The clause covers the whole act; speaks only of a part inside it; speaks of something else."""


class Coverage(Struct, frozen=True):
    """How a clause fits an act. `limits` are the cut-outs inside the act, in words ("except for hardware")."""

    fit: Fit
    limits: tuple[str, ...] = ()


def is_part(name: str, whole: str) -> bool:
    """Whether `name` is `whole` or one of its parts, by the dots of its name."""
    return name == whole or name.startswith(whole + ".")


def fit_of(said: str | None, asked: str | None) -> Fit:
    """How one named dimension of a clause fits that of an act; None is "any"."""
    if said is None:
        return "covers"
    if asked is None:
        return "inside"
    if is_part(asked, said):
        return "covers"
    return "inside" if is_part(said, asked) else "apart"


def together(fits: "tuple[Fit, ...]") -> Fit:
    """The fit over several dimensions: apart in one is apart, inside in one is inside."""
    if "apart" in fits:
        return "apart"
    return "inside" if "inside" in fits else "covers"


def act_fit(said: Act, asked: Act) -> Fit:
    """How the act a clause speaks of fits the act asked for: actor and verb equal, the rest by parts."""
    if said.actor != asked.actor or said.verb != asked.verb:
        return "apart"
    return together(
        (
            fit_of(said.asset, asked.asset),
            counterparty_fit(said, asked),
            fit_of(said.field, asked.field),
            fit_of(said.territory, asked.territory),
        )
    )


def counterparty_fit(said: Act, asked: Act) -> Fit:
    """How counterparties fit. An act that names its venue says nothing of its buyer: then it is "inside"."""
    if said.counterparty is None:
        return "covers"
    if asked.counterparty is None or asked.relation != said.relation:
        return "inside"
    return fit_of(said.counterparty, asked.counterparty)


def scoped(
    fit: Fit,
    act: Act,
    only_for: Scope | None,
    except_for: Scope | None,
    assets: Mapping[str, Asset],
) -> Coverage:
    """A fit cut by a clause's `only for` and `except for`."""
    fits: list[Fit] = [fit]
    limits: list[str] = []
    if only_for is not None:
        fits += [_best(fits_of) for fits_of in _only_fits(act, only_for, assets)]
        if "inside" in fits and "apart" not in fits:
            limits.append("only for " + ", ".join(only_for.names))
    cuts = except_for.names if except_for is not None else ()
    for name in cuts:
        cut = fit_of(name, _dimension(act, name, assets))
        if cut == "covers":
            fits.append("apart")
        elif cut == "inside" and _overlaps(act, name, assets):
            limits.append(f"except for {name}")
    return Coverage(together(tuple(fits)), tuple(limits))


def _only_fits(act: Act, scope: Scope, assets: Mapping[str, Asset]) -> list[list[Fit]]:
    """The fits of each kind of name in the scope: one of a kind is enough, every kind must be met."""
    by_kind: dict[str, list[Fit]] = {}
    for name in scope.names:
        by_kind.setdefault(_kind(name, assets), []).append(fit_of(name, _dimension(act, name, assets)))
    return list(by_kind.values())


def _best(fits: list[Fit]) -> Fit:
    if "covers" in fits:
        return "covers"
    return "inside" if "inside" in fits else "apart"


def _kind(name: str, assets: Mapping[str, Asset]) -> str:
    found = assets.get(name)
    return found.kind if found is not None else "counterparty"


def _dimension(act: Act, name: str, assets: Mapping[str, Asset]) -> str | None:
    """What the act says in the dimension that `name` belongs to."""
    kind = _kind(name, assets)
    if kind == "field":
        return act.field
    if kind == "territory":
        return act.territory
    return act.asset if kind == "asset" else act.counterparty


def _overlaps(act: Act, name: str, assets: Mapping[str, Asset]) -> bool:
    """Whether a cut-out is worth telling: a field, territory or counterparty always, an asset when it is a part."""
    return _kind(name, assets) != "asset" or act.asset is None or is_part(name, act.asset)
