"""Files of a test lie in a folder of its own, and the day is that of the factories."""

import pytest
import time_machine

from tests.factories.events import NOW
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
