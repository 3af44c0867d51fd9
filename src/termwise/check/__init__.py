"""Opinions about a well-formed deal: what it probably did not mean to say.

`elaborate` refuses what has no meaning: unknown names, wrong dimensions. The rules here read a deal
that has one. Each rule is one file under `rules/`, makes the diagnostics of one code, and has a page
of the same name under `docs/errors/`. A rule reports an error only where the deal contradicts itself.
"""
