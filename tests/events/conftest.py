"""What tests of events begin with."""

import pytest
import time_machine

from coalition.users import roles
from coalition.users.models import User
from tests.factories.charter import staff
from tests.factories.events import NOW, run_all


@pytest.fixture
def january():
    """Let it be January 2027."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clock():
    """Let it be January 2027 on a clock that a test moves."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def sign_in(client):
    """Return a function: the browser of somebody in a group, who runs every event."""

    def sign_in(role, name=""):
        client.force_login(run_all(staff(role, name)))
        return client

    return sign_in


@pytest.fixture
def host(sign_in):
    """The browser of somebody who runs every event."""
    return sign_in(roles.EVENT_HOSTS, "somebody")


@pytest.fixture
def editor(client):
    """The browser of an administrator."""
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    return client
