"""Files of a test lie in a folder of its own."""

import pytest
import time_machine
from django.contrib.auth.models import Group

from coalition.users import roles
from coalition.users.models import User
from tests.factories.events import NOW, run_all
from webinars.replays import models


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    storage = models.private_storage()
    monkeypatch.setattr(storage, "_location", str(tmp_path))
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)
    yield tmp_path
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)


@pytest.fixture
def host(client):
    user = User.objects.create_user("somebody", "somebody@coalition.example", "x")
    user.groups.add(Group.objects.get(name=roles.EVENT_HOSTS))
    run_all(user)
    client.force_login(user)
    return client
