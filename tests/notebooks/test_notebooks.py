"""The example notebook runs, and what it shows is rich."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "examples" / "notebooks"


@pytest.fixture(scope="module")
def ran() -> nbformat.NotebookNode:
    notebook = nbformat.read(NOTEBOOKS / "partnership.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(NOTEBOOKS)}})
    return client.execute()


def _shown(ran: nbformat.NotebookNode, code: str) -> dict[str, str]:
    """What the cell that holds `code` shows, by kind."""
    cell = next(one for one in ran.cells if one.cell_type == "code" and code in one.source)
    return dict(cell.outputs[-1].data)


def test_a_deal_shows_its_clauses_in_words(ran: nbformat.NotebookNode) -> None:
    html = _shown(ran, "termwise.load")["text/html"]
    assert "Microsoft Corporation" in html
    assert "<code>model_rights</code>" in html


@pytest.mark.parametrize("kind", ["timeline", "history", "cash", "worth"])
def test_a_chart_shows_itself(ran: nbformat.NotebookNode, kind: str) -> None:
    shown = _shown(ran, f'chart(deal, "{kind}"')
    assert shown["image/svg+xml"].startswith("<svg")
    assert len(shown["text/plain"]) < 2000


def test_a_run_of_many_futures_shows_a_table(ran: nbformat.NotebookNode) -> None:
    assert "<table" in _shown(ran, "deal.simulate(paths=4096, conditions")["text/html"]


def test_an_explanation_opens_step_by_step(ran: nbformat.NotebookNode) -> None:
    assert "<details open>" in _shown(ran, "deal.explain")["text/html"]


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    notebook = nbformat.read(NOTEBOOKS / "partnership.ipynb", as_version=4)
    assert [one for one in notebook.cells if one.get("outputs") or one.get("execution_count")] == []
