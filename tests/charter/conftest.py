"""What every test of the charter may ask for."""

from pathlib import Path

import pytest

from charter.review.models import TownHallRequest
from charter.signing.models import Signature
from tests.charter.ledger.authority import make_authority, serving


@pytest.fixture(autouse=True)
def private_files(monkeypatch, tmp_path_factory) -> Path:
    """Return a folder of this test alone, where acts are kept: the storage is as old as the models, not as the test."""
    storage = TownHallRequest._meta.get_field("file").storage
    assert storage is Signature._meta.get_field("act_file").storage
    folder = tmp_path_factory.mktemp("charter") / "private"
    folder.mkdir()
    for name in ("_location", "base_location", "location"):  # the last two are forgotten when MEDIA_ROOT changes
        monkeypatch.setitem(vars(storage), name, str(folder))
    return folder


@pytest.fixture(scope="session")
def running_authority():
    with serving(make_authority()) as server:
        yield server


@pytest.fixture
def authority(running_authority, settings):
    """A time-stamping authority on this machine, configured and well-behaved."""
    running_authority.misbehave = running_authority.stamper.fixed_dt = None
    running_authority.asked.clear()
    settings.CHARTER_TSA_URL = running_authority.url
    settings.CHARTER_TSA_CERTIFICATE = running_authority.pem
    settings.CHARTER_TSA_ALLOW_LOOPBACK = True
    return running_authority
