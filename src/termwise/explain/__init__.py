"""A deal explained: the agreement clause by clause, one clause through time, everything on one line of time.

`show.show`, `history.history` and `timeline.timeline` give data; drawing it is for the edges.
"""
