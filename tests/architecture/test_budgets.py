"""The budgets of the house, each with a planted breach that its test must catch."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.architecture import house


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in house.modules():
        yield path.relative_to(house.PACKAGE), house.tree_of(path)


def _long_functions(tree: ast.AST) -> list[str]:
    return [f.name for f in house.functions(tree) if house.function_lines(f) > house.MOST_FUNCTION_LINES]


def _wide_functions(tree: ast.AST) -> list[str]:
    return [f.name for f in house.functions(tree) if house.parameters(f) > house.MOST_PARAMETERS]


def _broad_handlers(tree: ast.AST) -> list[int]:
    return [n.lineno for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler) and house.is_broad(n)]


def _without_docstring(tree: ast.AST) -> Iterator[str]:
    """Public functions and classes without one; what is inside a function or a private class is nobody's business."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                if not name.startswith("_"):
                    yield from () if ast.get_docstring(node) is not None else (name,)
                    yield from _without_docstring(node) if isinstance(node, ast.ClassDef) else ()
            case _:
                yield from _without_docstring(node)


def test_functions_are_short() -> None:
    assert [(str(p), f) for p, t in _trees() for f in _long_functions(t)] == []


def test_functions_take_few_parameters() -> None:
    assert [(str(p), f) for p, t in _trees() for f in _wide_functions(t)] == []


def test_modules_are_small() -> None:
    lengths = {str(p): len((house.PACKAGE / p).read_text("utf-8").splitlines()) for p, _ in _trees()}
    assert {p: n for p, n in lengths.items() if n > house.MOST_MODULE_LINES} == {}
    assert median(lengths.values()) <= house.MOST_MEDIAN_MODULE_LINES


def test_broad_excepts_stand_at_named_boundaries() -> None:
    found = {str(p) for p, t in _trees() if _broad_handlers(t)}
    assert found <= house.BROAD_EXCEPT_ALLOWED


def test_everything_public_has_a_docstring() -> None:
    missing = [(str(p), n) for p, t in _trees() for n in _without_docstring(t)]
    assert missing == []


def test_no_module_level_mutable_state() -> None:
    assert [(str(p), line) for p, t in _trees() for line in house.mutable_globals(t)] == []
    assert [(str(p), n.lineno) for p, t in _trees() for n in ast.walk(t) if isinstance(n, ast.Global)] == []


def test_no_catch_all_module_names() -> None:
    assert [str(p) for p, _ in _trees() if {*p.parts[:-1], p.stem} & house.FORBIDDEN_NAMES] == []


def test_nothing_is_left_to_do() -> None:
    pattern = re.compile("|".join(rf"\b{word}\b" for word in house.FORBIDDEN_WORDS))
    found = [str(p) for p, _ in _trees() if pattern.search((house.PACKAGE / p).read_text("utf-8"))]
    assert found == []


def test_a_planted_long_function_is_found() -> None:
    body = "\n".join("    x = 1" for _ in range(house.MOST_FUNCTION_LINES + 1))
    assert _long_functions(ast.parse(f"def long():\n{body}\n")) == ["long"]


def test_a_planted_wide_function_is_found() -> None:
    assert _wide_functions(ast.parse("def wide(a, b, c, *, d, e, f, g): ...")) == ["wide"]
    assert _wide_functions(ast.parse("class A:\n    def fine(self, a, b, c, d, e, f): ...")) == []


def test_a_planted_broad_except_is_found() -> None:
    for caught in ("", " Exception", " (ValueError, BaseException)"):
        assert _broad_handlers(ast.parse(f"try:\n    pass\nexcept{caught}:\n    pass\n")) == [3]


def test_a_planted_missing_docstring_is_found() -> None:
    source = (
        "def f(): ...\nclass A:\n    '''Text.'''\n    def g(self): ...\n    def _h(self):\n        def inner(): ..."
    )
    assert list(_without_docstring(ast.parse(source))) == ["f", "g"]


def test_planted_mutable_state_is_found() -> None:
    assert house.mutable_globals(ast.parse("cache = {}\nTABLE = {}\nseen: list[int] = []\n")) == [1, 3]
