"""Tests of what reports write."""
