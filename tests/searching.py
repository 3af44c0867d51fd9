"""How many examples a law is tried on: a few in every run of the tests, many in a search (`make laws`)."""

import os

from hypothesis import settings

TIMES = int(os.environ.get("TERMWISE_TIMES", "1"))


def examples(count: int) -> settings:
    """So many examples, or that many times as many in a search; no time limit for one."""
    return settings(max_examples=count * TIMES, deadline=None)
