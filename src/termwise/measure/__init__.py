"""Measures: outputs added to programs, cash by party and clause, present value, rates of return, day counts."""
