"""Workbooks: formulas, what they recalculate to, and that text stays text."""
