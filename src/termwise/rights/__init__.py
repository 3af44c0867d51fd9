"""Who may, must and owes what on a day: readings of an agreement, each with its reasons.

Answers are three-valued; every one names the clauses that decide it and those that lost.
"""
