"""The text form of a deal: lexer, tree, recursive-descent parser, formatter.

Knows spelling and shape, no meaning: names are unresolved, units unchecked.
"""
