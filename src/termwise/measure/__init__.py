"""Measures of a run: cash by party and clause, present value, internal rate of return, day counts."""
