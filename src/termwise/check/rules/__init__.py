"""One rule per file: the reason in its docstring, `RULE` at its end."""
