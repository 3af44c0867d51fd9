import doctest
from types import ModuleType

import pytest

from termwise.model.text import deals


@pytest.mark.parametrize("module", [deals], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_run(module: ModuleType) -> None:
    result = doctest.testmod(module, raise_on_error=False)
    assert result.attempted
    assert not result.failed
