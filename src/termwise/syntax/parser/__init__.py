"""Recursive descent over the outline of a deal text; every function's docstring holds its productions."""
