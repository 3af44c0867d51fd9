"""The house as data: its layers and budgets. The tests beside this file hold the code to them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "termwise"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("cli",),
    ("web", "lsp"),
    ("__init__",),
    ("session",),
    ("report",),
    ("rights", "explain", "compare", "evidence"),
    ("check",),
    ("measure",),
    ("engine",),
    ("lower",),
    ("ir",),
    ("standing",),
    ("view",),
    ("elaborate",),
    ("syntax", "model"),
    ("base",),
)
"""Highest first. A package imports only from lower lines; packages on one line are blind to each other."""

MOST_FUNCTION_LINES = 60
MOST_PARAMETERS = 6
MOST_MODULE_LINES = 500
MOST_MEDIAN_MODULE_LINES = 150
BROAD_EXCEPT_ALLOWED = frozenset({"cli/main.py", "web/work.py"})
FORBIDDEN_NAMES = frozenset({"utils", "helpers", "common", "core", "misc", "util", "helper"})
FORBIDDEN_WORDS = ("TODO", "FIXME", "XXX", "HACK")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(package: Path = PACKAGE) -> list[Path]:
    """Every Python module of the package, sorted."""
    return sorted(package.rglob("*.py"))


@cache
def tree_of(module: Path) -> ast.Module:
    """What a module says, read once for all tests; nobody changes it."""
    return ast.parse(module.read_text("utf-8"))


def name_of(module: Path, package: Path = PACKAGE) -> str:
    """The dotted name of a module: `termwise.syntax.lexer`."""
    parts = [package.name, *module.relative_to(package).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST, within: str, known: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Every imported module of the package and its line, wherever the import stands.

    `from termwise.model import text` counts as the submodule when there is one of that name.
    """
    root = within.partition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((a.name, node.lineno) for a in node.names if a.name.split(".")[0] == root)
        elif isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == root):
            assert not node.level, f"{within}:{node.lineno}: imports are absolute in this house"
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                yield (deeper if deeper in known else str(node.module), node.lineno)


@cache
def import_graph(package: Path = PACKAGE) -> dict[str, dict[str, int]]:
    """Module -> {module it imports: line}, with every import counted, also lazy and type-checking ones."""
    paths = modules(package)
    known = frozenset(name_of(path, package) for path in paths)
    return {name_of(path, package): dict(imports(tree_of(path), name_of(path, package), known)) for path in paths}


def layer_of(module: str) -> str:
    """The package (or top-level module) a dotted name belongs to; "__init__" is termwise itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def layer_breaches(graph: dict[str, dict[str, int]]) -> list[str]:
    """Every import that does not go strictly down, as sentences."""
    height = {name: -line for line, names in enumerate(LAYERS) for name in names}
    found = []
    for module, targets in graph.items():
        own = layer_of(module)
        for target, line in targets.items():
            other = layer_of(target)
            if other in (own, "__init__"):
                continue
            if own not in height or other not in height:
                found.append(f"{module}:{line}: `{own}` or `{other}` has no layer")
            elif height[other] >= height[own]:
                found.append(f"{module}:{line}: `{own}` may not import `{other}`")
    return found


def cycles(graph: dict[str, dict[str, int]]) -> list[tuple[str, ...]]:
    """The groups of modules that import each other, by Tarjan's strongly connected components."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[tuple[str, ...]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for target in graph.get(module, {}):
            if target not in index:
                visit(target)
                low[module] = min(low[module], low[target])
            elif target in stack:
                low[module] = min(low[module], index[target])
        if low[module] == index[module]:
            group = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            if len(group) > 1:
                found.append(tuple(sorted(group)))

    for module in graph:
        if module not in index:
            visit(module)
    return found


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def parameters(function: Function) -> int:
    """How many parameters a function has, `self` and `cls` apart."""
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return len([a for a in named if a.arg not in ("self", "cls")])


def function_lines(function: Function) -> int:
    """Lines of a function's body without its docstring and decorators."""
    body = function.body
    if ast.get_docstring(function, clean=False) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether a handler catches `Exception`, `BaseException` or everything."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(k is None or (isinstance(k, ast.Name) and k.id in ("Exception", "BaseException")) for k in kinds)


def mutable_globals(tree: ast.Module) -> list[int]:
    """Lines of module-level names in lower case, or annotated as changing, bound to a list, dict or set."""
    found = []
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        changing = isinstance(node.value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)
        constant = all(isinstance(t, ast.Name) and (t.id.isupper() or t.id.startswith("__")) for t in targets)
        if changing and not constant:
            found.append(node.lineno)
    return found
