"""A deal under a view: what was known by a date, from which status up, in which scenario.

`fold.consolidate` turns a deal and a view into the agreement in force, every value with its blame.
"""
