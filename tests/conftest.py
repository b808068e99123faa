"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Let no test see what another one cached."""
    cache.clear()
    yield
