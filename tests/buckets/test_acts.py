"""Councils' acts in a bucket: sent at one host, read at another, on no disk; and nothing is lost while it is away."""

import json

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from charter.audit.row_audit import check_files
from charter.signing.models import Signature
from charter.texts.models import CharterText
from coalition.buckets import tasks
from coalition.privacy.storage import NO_ROOM
from coalition.users import roles
from tests.charter.signing.test_views import ACT, step_url
from tests.factories.charter import SignatureFactory, link_to, published_version, staff
from tests.uploads.files import PLAIN_PDF

pytestmark = pytest.mark.django_db


def send_act(client, token):
    return client.post(step_url(token, "act"), {**ACT, "act_file": SimpleUploadedFile("a.pdf", PLAIN_PDF)})


def hand_in():
    text, now = CharterText.objects.current("fr"), timezone.now()
    Signature.objects.update(
        state="submitted", version=text.version, text_digest=text.digest, mailbox_verified_at=now, submitted_at=now
    )


def faults():
    return [fault.message for fault in check_files()]


def test_an_act_that_was_sent_at_one_host_is_seen_by_the_reviewer_at_the_other_and_verified(client, hosts):
    published_version()
    token = link_to(SignatureFactory(act_number=""))

    answer = send_act(client, token)

    signature = Signature.objects.get()
    assert (answer.status_code, answer.url) == (302, step_url(token, "check"))
    assert hosts.stored(hosts.private, "acts") == [signature.act_file.name]

    hosts.at("second")
    hand_in()
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    file = client.get(reverse("charter_signatures:act", args=[signature.pk]))
    page = client.get(reverse("charter_signatures:act_pages", args=[signature.pk]))
    assert (file.getvalue(), file["Content-Length"]) == (PLAIN_PDF, str(len(PLAIN_PDF)))
    assert page.text.count('<img src="data:image/jpeg;base64,') == 1
    assert faults() == []
    assert [name for name in hosts.on_disk() if "development" not in name] == []  # keys of the tests

    hosts.private.put(signature.act_file.name, ContentFile(b"another"))
    assert len(faults()) == 1


def test_while_the_bucket_is_away_what_was_typed_stays_and_nothing_is_lost(client, hosts):
    published_version()
    token = link_to(SignatureFactory(act_number=""))
    there = hosts.settings.BUCKET_URL

    hosts.away()
    refused = send_act(client, token)
    told = Signature.objects.get()
    assert (refused.status_code, refused.context["form"].errors) == (200, {"act_file": [NO_ROOM]})
    assert f'value="{ACT["act_number"]}"' in refused.text
    assert (told.act_number, told.act_file.name) == ("", "")

    hosts.settings.BUCKET_URL = there
    assert send_act(client, token).status_code == 302
    kept = Signature.objects.get().act_file.name

    hand_in()
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    hosts.away()
    file = reverse("charter_signatures:act", args=[Signature.objects.get().pk])
    waits = client.get(file)
    assert (waits.status_code, waits["Retry-After"], waits["Cache-Control"]) == (503, "60", "no-store")

    hosts.settings.BUCKET_URL = there
    assert client.get(file).getvalue() == PLAIN_PDF
    assert hosts.stored(hosts.private, "acts") == [kept]


@pytest.mark.parametrize(("rolled_back", "left"), [(True, []), (False, ["acts/new.pdf"])])
def test_an_object_goes_with_the_transaction_that_stored_it(hosts, rolled_back, left):
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        hosts.private.save("acts/new.pdf", ContentFile(b"new"))
        transaction.set_rollback(rolled_back)

    assert hosts.stored(hosts.private, "acts") == left


def test_two_hosts_that_store_one_name_at_once_store_two_files(hosts, monkeypatch):
    hosts.private.save("acts/act.pdf", ContentFile(b"first"))
    looks = iter([True])  # the second host looked before the first stored its own
    real = type(hosts.private).exists
    monkeypatch.setattr(type(hosts.private), "exists", lambda self, name: not next(looks, None) and real(self, name))

    second = hosts.private.save("acts/act.pdf", ContentFile(b"second"))

    assert second != "acts/act.pdf"
    with hosts.private.open("acts/act.pdf") as one, hosts.private.open(second) as other:
        assert (one.read(), other.read()) == (b"first", b"second")


def test_what_could_not_be_deleted_is_deleted_later(hosts):
    hosts.private.save("acts/act.pdf", ContentFile(b"act"))
    there = hosts.settings.BUCKET_URL

    hosts.away()
    hosts.private.delete("acts/act.pdf")
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'buckets.delete' AND status = 'todo'")
        [(owed,)] = cursor.fetchall()
    hosts.settings.BUCKET_URL = there
    assert hosts.stored(hosts.private, "acts") == ["acts/act.pdf"]
    tasks.delete(**json.loads(owed))

    assert hosts.stored(hosts.private, "acts") == []


def test_what_names_no_file_or_another_folder_is_refused(hosts):
    with pytest.raises(FileNotFoundError):
        hosts.private.open("acts/none.pdf")
    for name in ("acts/../../media/a.png", "../private/acts", "acts//a", "acts/\x00"):
        with pytest.raises(SuspiciousFileOperation):
            hosts.private.open(name)
    with pytest.raises(ValueError, match="not accessible via a URL"):
        hosts.private.url("acts/act.pdf")
    with pytest.raises(NotImplementedError):
        hosts.private.path("acts/act.pdf")
