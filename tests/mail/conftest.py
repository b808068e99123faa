import pytest

from coalition.mail import transport


@pytest.fixture
def wire():
    """What was sent: sender, recipient, data."""
    transport.outbox.clear()
    return transport.outbox
