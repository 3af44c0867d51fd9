"""The versions of everything that has a hand in the numbers."""

import platform
from importlib.metadata import version

from termwise import __version__


def versions() -> dict[str, str]:
    """Termwise, Python and the libraries that calculate, by name."""
    libraries = {name: version(name) for name in ("llvmlite", "numpy", "pyarrow")}
    return {"termwise": __version__, "python": platform.python_version(), **libraries}
