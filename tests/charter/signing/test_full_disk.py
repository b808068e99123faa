"""A full disk takes no act: nothing is in the database, nothing is left on the disk, and nothing typed is lost."""

import errno
import os
import resource
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from charter.acts.storage import private_storage
from charter.signing.models import Signature
from coalition.privacy.storage import NO_ROOM, NoRoom
from tests.charter.signing.test_signing import ACT, step_url
from tests.factories.charter import SignatureFactory, link_to, published_version
from tests.uploads.files import PLAIN_PDF

pytestmark = pytest.mark.django_db


@contextmanager
def full_after(size):
    """Let no file of this process grow beyond `size` bytes: the kernel refuses it as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files(folder):
    return [path.name for path in folder.rglob("*") if path.is_file()]


def half(storage, name, content):
    """Store half of a file, and fail as on a full disk."""
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.read()[:100])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_act_that_does_not_fit_changes_nothing_and_keeps_what_was_typed(client, private_files, monkeypatch):
    published_version()
    token = link_to(SignatureFactory(act_number=""))
    monkeypatch.setattr(FileSystemStorage, "_save", half)

    answer = client.post(step_url(token, "act"), {**ACT, "act_file": SimpleUploadedFile("a.pdf", PLAIN_PDF)})

    signature = Signature.objects.get()
    assert (answer.status_code, answer.context["form"].errors) == (200, {"act_file": [NO_ROOM]})
    assert f'value="{ACT["act_number"]}"' in answer.text
    assert (signature.act_number, signature.act_file.name, files(private_files)) == ("", "", [])


@pytest.mark.django_db(transaction=True)
def test_the_file_before_stays_where_the_new_one_does_not_fit(private_files):
    kept = private_storage().save("acts/kept.pdf", ContentFile(b"kept"))

    with full_after(100), pytest.raises(NoRoom):
        private_storage().save("acts/new.pdf", ContentFile(b"x" * 5000))

    assert files(private_files) == ["kept.pdf"]
    with private_storage().open(kept) as file:
        assert file.read() == b"kept"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("rolled_back", "left"), [(True, []), (False, ["new.pdf"])])
def test_a_file_goes_with_the_transaction_that_stored_it(private_files, rolled_back, left):
    with transaction.atomic():
        private_storage().save("acts/new.pdf", ContentFile(b"new"))
        transaction.set_rollback(rolled_back)

    assert files(private_files) == left
