"""Writes the pictures of `charts.md` into this folder, from the shipped deals, and what they say into the page.

`python docs/charts/generate.py` draws all of them, with names only these.
"""

import re
import sys
from pathlib import Path

from termwise import load
from termwise.engine.simulate.plan import Plan
from termwise.model.amendment import Status
from termwise.report.charts import Chart, Look, svg
from termwise.session.pictures import Drawn, Kind, picture
from termwise.session.sensitivity import sensitivity
from termwise.session.tables import Only

HERE = Path(__file__).parent
PAGE = HERE.parent / "charts.md"
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


def chart(name: str) -> Chart:
    """The chart of a name."""
    file, kind, lowest, paths, only, figure = SHOWN[name]
    session = load(EXAMPLES / file)
    view = session.view(lowest=lowest)
    if figure is not None:
        drawn = Drawn(hanging=sensitivity(session.agreement(view), figure, Plan(paths, 0)))
    else:
        drawn = Drawn(session.simulate(view, paths=paths) if paths else None, only=only)
    return picture(session, kind, view, drawn)


def drawing(name: str) -> str:
    """The picture of a name, as the page shows it."""
    return svg(chart(name), Look(theme="light")) + "\n"


def retold(page: str, name: str, words: str) -> str:
    """The page with these words as the text alternative of a picture."""
    return re.sub(rf"!\[[^]]*\]\(charts/{name}\.svg\)", lambda _: f"![{words}](charts/{name}.svg)", page)


if __name__ == "__main__":
    for chosen in sys.argv[1:] or SHOWN:
        found = chart(chosen)
        (HERE / f"{chosen}.svg").write_text(svg(found, Look(theme="light")) + "\n", "utf-8")
        PAGE.write_text(retold(PAGE.read_text("utf-8"), chosen, found.summary), "utf-8")
