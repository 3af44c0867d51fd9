"""The program: what an agreement under a view does with money and shares, as typed operations.

One program serves every engine. It holds no dates and no names that an engine must understand: days are
numbers, clauses and parties are labels that travel along for explanations.
"""
