"""All of this folder is for `make attack`."""

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each attack as one."""
    item.add_marker(pytest.mark.attack)
