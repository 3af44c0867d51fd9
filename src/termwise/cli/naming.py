"""Names on the command line that the deal must declare."""

from collections.abc import Iterable

import click

from termwise.base.similar import did_you_mean


def declared(thing: str, name: str, known: Iterable[str], hint: str) -> None:
    """Refuses, as a usage error at `hint`, a name that the deal does not declare, naming the ones alike."""
    names = list(known)
    if name in names:
        return
    near = did_you_mean(name, names)
    more = f": {near}?" if near else f"; it has {', '.join(f'`{found}`' for found in names) or 'none'}"
    raise click.BadParameter(f"the deal has no {thing} `{name}`{more}", param_hint=hint)
