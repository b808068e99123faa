"""A picture is drawn anew before it is kept: the digest of what was sent stays beside that of what is kept."""

import hashlib

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from charter.audit.services import verify
from charter.signing.forms import ActForm
from charter.signing.models import Signature
from tests.factories.charter import SignatureFactory, accept, link_to, submitted
from tests.uploads.files import PLAIN_PDF, image

pytestmark = pytest.mark.django_db
PICTURE = image("JPEG", size=(300, 200), comment=b"private")
ACT = {"act_body": "Council", "act_number": "7", "act_date": "2026-01-15"}
SENT = hashlib.sha256(PICTURE).hexdigest()


def sent(content: bytes, name: str) -> dict[str, object]:
    return {**ACT, "act_status": ActForm.DECIDED, "act_file": SimpleUploadedFile(name, content)}


def kept_digests(signature: Signature) -> tuple[str, str, str]:
    """Return the digest of the file as it lies on the disk, and the two that are stored."""
    signature.refresh_from_db()
    with signature.act_file.open("rb") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    return found, signature.act_file_sha256, signature.act_file_sent_sha256


def test_a_picture_has_two_digests_and_a_pdf_has_one(client):
    signature = SignatureFactory()
    page = reverse("charter:sign_step", kwargs={"token": link_to(signature), "step": "act"})

    client.post(page, sent(PICTURE, "act.jpg"))
    found, kept, of_what_was_sent = kept_digests(signature)
    assert (kept, of_what_was_sent, signature.act_was_drawn_anew) == (found, SENT, found != SENT)
    assert signature.act_was_drawn_anew is True

    client.post(page, sent(PLAIN_PDF, "act.pdf"))
    assert kept_digests(signature) == (hashlib.sha256(PLAIN_PDF).hexdigest(),) * 3
    assert signature.act_was_drawn_anew is False


@pytest.mark.parametrize("value", ["", "d" * 64])
def test_the_digest_of_what_was_sent_is_frozen_and_its_change_is_found(value):
    signature = accept(submitted(act_file_sha256="b" * 64, act_file_sent_sha256=SENT))
    row = Signature.objects.filter(pk=signature.pk)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        row.update(act_file_sent_sha256=value)
    assert verify().faults == []

    with pgtrigger.ignore("charter.Signature:published_act_is_frozen"):
        row.update(act_file_sent_sha256=value)
    assert [fault.message for fault in verify().faults] == [
        f"signature {signature.verification_code} is not what the ledger says: act_file_sent_sha256"
    ]
