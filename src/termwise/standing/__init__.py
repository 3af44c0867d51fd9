"""Where things stand on a day: clauses in force, conditions, duties, powers, holdings.

Reads an agreement; answers are three-valued and say what they hang on.
"""
