"""From an agreement in a view to its program: what every clause does with money and shares, period by period.

Nothing is dropped in silence: what a program does not follow is in `Program.left_out`, with the clause and why.
"""
