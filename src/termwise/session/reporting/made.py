"""How a report was made: versions, view, seed, hashes, and the command that makes it again."""

import hashlib
import os
import shlex
from collections.abc import Mapping

from termwise.base.dates import day_before
from termwise.report.contents import Made, TextSaid
from termwise.session.reporting.material import Material
from termwise.session.versions import versions
from termwise.view.view import View
from termwise.view.words import given_words, view_words

_MOST_TEXT = 1_000_000
"""Characters of the deal's texts up to which a report repeats them whole."""


def made(found: Material) -> Made:
    """Everything that the bytes of the report hang on, and nothing else: no clock, no place on this machine."""
    names = file_names(found)
    texts = {names[file]: source.text for file, source in found.session.texts.items()}
    whole = sum(map(len, texts.values())) <= _MOST_TEXT
    said = [TextSaid(name, _sha256(text), tuple(text.splitlines()) if whole else ()) for name, text in texts.items()]
    plan = None if found.money is None else found.money.futures.statistics.simulated.plan
    simulated = (
        "nothing was simulated" if plan is None else f"{plan.paths:,} paths, seed {plan.seed}, {plan.sampling} sampling"
    )
    deal = found.session.deal
    facts = (
        ("Deal", f"{deal.title}, written on {deal.today}"),
        ("Period", f"{deal.start} through {day_before(deal.end)}, {deal.grid}"),
        ("View", view_words(found.view)),
        ("Simulation", simulated),
        ("Versions", ", ".join(f"{name} {number}" for name, number in versions().items())),
    )
    return Made(facts, _command(found, said), tuple(said))


def file_names(found: Material) -> Mapping[str, str]:
    """The deal's files by the name that places carry: as seen from the folder of the deal."""
    folder = found.session.folder
    names = {}
    for file in found.session.texts:
        apart = folder is None or not os.path.lexists(file)
        names[file] = file if apart else os.path.relpath(file, folder).replace(os.sep, "/")
    return names


def _command(found: Material, texts: list[TextSaid]) -> str:
    view, default = found.view, View(found.session.deal.today)
    words = ["termwise", "report", texts[0].name if texts else "DEAL", "--known-by", str(view.known_by)]
    words += ["--status", view.lowest] if view.lowest != default.lowest else []
    words += ["--scenario", view.scenario] if view.scenario is not None else []
    for pin in view.given:
        words += ["--given", given_words(pin)]
    words += ["--paths", str(found.asked.paths), "--seed", str(found.asked.seed)]
    return shlex.join(words)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
