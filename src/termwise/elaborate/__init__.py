"""From the tree of a text to the meaning of the deal: includes, names, dimensions, clauses.

`deal.elaborate` is the whole translation, `includes.gather` reads the files it starts from,
`questions.elaborate_question` does the same for one question about a deal.
"""
