"""Termwise: strategic partnerships as executable text."""

__version__ = "0.1.0"
