"""Measures: outputs added to programs; statistics, comparison, sensitivity of runs; cash, rates, power, day counts."""
