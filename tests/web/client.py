"""The client of the tests. Starlette would have it on a successor of httpx that few have yet, and warns of that."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

__all__ = ["TestClient"]
