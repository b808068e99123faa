import pytest

from tests.mail import memory


@pytest.fixture
def wire():
    """What was sent: sender, recipient, data."""
    memory.outbox.clear()
    return memory.outbox
