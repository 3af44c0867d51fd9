"""The five press documents, when they are at hand."""

from datetime import date
from pathlib import Path

import pytest

from termwise.evidence.quotes import check_quotes
from termwise.model.clause import Citation
from termwise.model.deal import Deal
from termwise.model.declaration import SourceDocument

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
FILES = {
    "s000": ("000_5e3351adb4b53baf.txt", "34ae3cf7e1f482c89693afcfd1ee58b92225d22ae502211a6eb8b3af2f433aad"),
    "s001": ("001_d10d8c9a95f9c430.txt", "365d74796b22e6547687c4f5b970e6da430cf22af89bed10be636dcd3e09862a"),
    "s002": ("002_e31fba9e33d7d810.txt", "158a9fccc6b896f3d5ff4b710f1e26bf1c61251d80852c2430fb002cbed1953f"),
    "s003": ("003_ca2af10e03603316.txt", "48278f8a0bec49ca32da7dbdc96b7561060de9c90e15d102c2bf68c8d78f6d5b"),
    "s004": ("004_fddb7d81ce6d5971.txt", "7678cdabccdad35b87df54c26711281b0038a0dc492bd199642a269d05ace8e2"),
}
QUOTES = [
    ("s000", "non contraignant", "exact"),
    ("s000", "près de 500 milliards de dollars", "exact"),
    ("s000", "PRES DE 500 milliards", "missing"),
    ("s000", "500 milliards de dollars", "ambiguous"),
    ("s000", "plus de 100 milliards", "exact"),
    ("s000", "\"l'IA au service de l'humanité\"", "normalised"),
    ("s001", "estimé à 13 milliards", "exact"),
    ("s002", "Plus de 13 milliards", "normalised"),
    ("s003", "1 milliard de dollars", "exact"),
    ("s004", "27 %", "exact"),
    ("s004", "27%", "normalised"),
    ("s004", "jusqu'en 2030", "normalised"),
    ("s004", "2032", "ambiguous"),
    ("s004", "19 %", "missing"),
    ("s004", "250 milliards de dollars", "exact"),
]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the press documents are not at hand")
def test_quotes_of_the_press_documents() -> None:
    deal = Deal(
        title="T",
        start=date(2019, 7, 22),
        end=date(2035, 1, 1),
        today=date(2025, 10, 29),
        sources=tuple(SourceDocument(name, name, file=file, sha256=sha) for name, (file, sha) in FILES.items()),
        citations=tuple(Citation(source, quote) for source, quote, _ in QUOTES),
    )
    findings = check_quotes(deal, SEEDS)
    assert [(f.source, f.quote, f.finding) for f in findings] == QUOTES
