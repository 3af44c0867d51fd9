"""Runs programs: the draws of a course of events, and the exact reference engine on one course."""
