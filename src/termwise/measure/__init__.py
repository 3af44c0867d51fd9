"""Measures: outputs added to programs; statistics, comparison and sensitivity of runs; cash, rates, power, day counts."""
