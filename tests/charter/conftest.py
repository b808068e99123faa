"""What every test of the charter may ask for."""

from pathlib import Path

import pytest

from charter.review.models import TownHallRequest
from charter.signing.models import Signature


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
