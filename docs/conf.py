"""Sphinx configuration: MyST pages, no network, warnings are errors in `make docs`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Termwise"
author = "The Termwise authors"
copyright = "The Termwise authors, Apache-2.0"
extensions = ["myst_parser", "deal_lexer"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "_ext"]
html_theme = "furo"
html_title = "Termwise"
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
pygments_style = "friendly"
