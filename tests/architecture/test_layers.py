"""Imports go one way, and the test sees it when they do not."""

from pathlib import Path

import pytest

from tests.architecture.house import LAYERS, PACKAGE, cycles, import_graph, layer_breaches


def test_imports_go_down() -> None:
    assert layer_breaches(import_graph()) == []


def test_no_cycles() -> None:
    assert cycles(import_graph()) == []


def test_every_layer_exists() -> None:
    missing = [
        name
        for names in LAYERS
        for name in names
        if not (PACKAGE / name).is_dir() and not (PACKAGE / f"{name}.py").is_file()
    ]
    assert missing == []


def _planted(tmp_path: Path, files: dict[str, str]) -> Path:
    package = tmp_path / "termwise"
    for name, text in {"__init__.py": "", **files}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return package


@pytest.mark.parametrize(
    ("files", "breach"),
    [
        ({"base/up.py": "import termwise.model.deal\n"}, "termwise.base.up:1: `base` may not import `model`"),
        (
            {"syntax/side.py": "def f() -> None:\n    from termwise.model import deal\n"},
            "termwise.syntax.side:2: `syntax` may not import `model`",
        ),
        (
            {"rights/side.py": "if TYPE_CHECKING:\n    from termwise.explain.show import show\n"},
            "termwise.rights.side:2: `rights` may not import `explain`",
        ),
        ({"extra/new.py": "import termwise.base.dates\n"}, "termwise.extra.new:1: `extra` or `base` has no layer"),
    ],
)
def test_a_planted_breach_is_found(tmp_path: Path, files: dict[str, str], breach: str) -> None:
    assert layer_breaches(import_graph(_planted(tmp_path, files))) == [breach]


def test_a_planted_cycle_is_found(tmp_path: Path) -> None:
    package = _planted(
        tmp_path,
        {"base/a.py": "import termwise.base.b\n", "base/b.py": "def f() -> None:\n    import termwise.base.a\n"},
    )
    assert cycles(import_graph(package)) == [("termwise.base.a", "termwise.base.b")]
