"""A file of the site is there whole, and with the row that knows of it, or not at all."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction

from coalition.privacy.storage import NoRoom, WholeStorage


def test_nothing_is_left_of_a_file_that_does_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def half(storage: FileSystemStorage, name: str, content: ContentFile) -> str:
        Path(storage.path(name)).write_bytes(content.read()[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(FileSystemStorage, "_save", half)
    with pytest.raises(NoRoom):
        WholeStorage(location=tmp_path).save("harbour.png", ContentFile(b"x" * 5000))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("rolled_back", "left"), [(True, []), (False, ["harbour.png"])])
def test_a_picture_goes_with_the_transaction_that_stored_it(tmp_path: Path, rolled_back: bool, left: list[str]):
    with transaction.atomic():
        WholeStorage(location=tmp_path).save("harbour.png", ContentFile(b"new"))
        transaction.set_rollback(rolled_back)

    assert [path.name for path in tmp_path.iterdir()] == left
