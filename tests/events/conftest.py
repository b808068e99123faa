"""What tests of events begin with."""

import pytest
import time_machine

from tests.factories.events import NOW


@pytest.fixture
def january():
    """Let it be January 2027."""
    with time_machine.travel(NOW, tick=False):
        yield
