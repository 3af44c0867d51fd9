"""Debian's Chromium, headless, as the tests look at pages with it."""

from pathlib import Path

PROGRAM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Without the last four it would look for hosts that tests must not ask for."""
