"""The faults of elaboration: one small function for each, by what they are about."""
