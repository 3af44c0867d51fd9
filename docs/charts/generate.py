"""Writes the pictures of `charts.md` into this folder, from the shipped deals (`python docs/charts/generate.py`)."""

import sys
from pathlib import Path

from termwise import load
from termwise.engine.simulate.plan import Plan
from termwise.model.amendment import Status
from termwise.report.charts import Look, svg
from termwise.session.pictures import Drawn, Kind, picture
from termwise.session.sensitivity import sensitivity
from termwise.session.tables import Only

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
REFERENCE, PHARMA, FILM = (f"{name}/{name}.deal" for name in ("microsoft-openai", "pharma-licence", "film-waterfall"))
PATHS = 1024

SHOWN: dict[str, tuple[str, Kind, Status, int, Only, str | None]] = {
    "timeline": (PHARMA, "timeline", "binding", PATHS, Only(), None),
    "history": (REFERENCE, "history", "binding", 0, Only(clause="model_rights"), None),
    "ledger": (FILM, "ledger", "binding", 0, Only(), None),
    "cash": (REFERENCE, "cash", "reported", PATHS, Only(), None),
    "clauses": (REFERENCE, "clauses", "reported", PATHS, Only(), None),
    "worth": (FILM, "worth", "binding", PATHS, Only(), None),
    "commitments": (REFERENCE, "commitments", "reported", PATHS, Only(), None),
    "ownership": (REFERENCE, "ownership", "binding", 0, Only(), None),
    "dependence": (REFERENCE, "dependence", "reported", PATHS, Only(), None),
    "tornado": (PHARMA, "tornado", "binding", 256, Only(), "cash of biotech"),
}
"""By the name of the file: deal, kind, weakest text that counts, futures (0: the central course), part, figure."""


def drawing(name: str) -> str:
    """The picture of a name, as the page shows it."""
    file, kind, lowest, paths, only, figure = SHOWN[name]
    session = load(EXAMPLES / file)
    view = session.view(lowest=lowest)
    if figure is not None:
        drawn = Drawn(hanging=sensitivity(session.agreement(view), figure, Plan(paths, 0)))
    else:
        drawn = Drawn(session.simulate(view, paths=paths) if paths else None, only=only)
    return svg(picture(session, kind, view, drawn), Look(theme="light")) + "\n"


if __name__ == "__main__":
    for chosen in sys.argv[1:] or SHOWN:
        (HERE / f"{chosen}.svg").write_text(drawing(chosen), "utf-8")
