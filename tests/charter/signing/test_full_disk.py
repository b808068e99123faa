"""A full disk takes no act: nothing is in the database, nothing is left on the disk, and nothing typed is lost."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from charter.signing.models import Signature
from coalition.privacy.storage import NO_ROOM
from tests.factories.charter import SignatureFactory, link_to, published_version
from tests.uploads.files import PLAIN_PDF

from .test_views import ACT, step_url

pytestmark = pytest.mark.django_db


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
