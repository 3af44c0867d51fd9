"""Simulates a program over many paths: plan, batches, executors, checkpoints; the same bits however it is spread."""
