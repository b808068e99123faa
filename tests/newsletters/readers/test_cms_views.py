"""What is done about all readers: their addresses out, a subscription ended on request, their desk."""

import csv
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message
from coalition.privacy import discretion
from coalition.users.roles import COMMITTEE_EDITORS, NEWSLETTER_EDITORS
from newsletters.readers import cms_views
from newsletters.readers import services as readers
from newsletters.readers.models import ImportedAddress, Reader, ReaderImport, SubscriptionRequest
from newsletters.sending.models import Delivery
from tests.factories.newsletters import EditionTextFactory, ReaderFactory

pytestmark = pytest.mark.django_db


def test_the_file_has_who_is_written_to_and_nobody_who_asked_for_discretion(client, sign_in):
    editor = sign_in(COMMITTEE_EDITORS)
    day = datetime(2026, 11, 20, 12, tzinfo=UTC)
    ReaderFactory(email="+ana@town.example", language="fr", themes=["shelter", "training"], confirmed_at=day)
    ReaderFactory(email="discreet@town.example", discreet=True)
    ReaderFactory(email="left@town.example", state="unsubscribed", unsubscribed_at=day)
    ReaderFactory(email="elsewhere@town.example")
    discretion.choose(address="elsewhere@town.example", source="registration:7", discreet=True)
    path = reverse("newsletter_readers:export")

    assert client.get(path).status_code == 200
    assert not ModelLogEntry.objects.filter(action=cms_views.EXPORTED).exists()
    answer = client.post(path)

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(text.splitlines())) == [
        ["email", "language", "themes", "frequency", "confirmed"],
        [
            "'+ana@town.example",
            "fr",
            "shelter;training",
            "each",
            "2026-11-20",
        ],  # no spreadsheet takes it for a formula
    ]
    assert answer["Cache-Control"].startswith("no-store, private")
    assert ModelLogEntry.objects.get(action=cms_views.EXPORTED).user == editor


@pytest.mark.parametrize("count", [1, 3])
def test_the_file_costs_the_same_for_any_number_of_readers(count, django_assert_num_queries):
    ReaderFactory.create_batch(count)

    with django_assert_num_queries(2):
        assert "".join(cms_views.exported()).count("\n") == count + 1


@pytest.mark.parametrize("known", [True, False])
def test_a_subscription_ends_on_request_with_the_same_answer(client, sign_in, known):
    editor = sign_in(NEWSLETTER_EDITORS)
    words = readers.consent_words("en")
    if known:
        reader, text = ReaderFactory(email="ana@town.example"), EditionTextFactory()
        Delivery.objects.create(edition=text.edition, reader=reader, text=text)
        readers.subscribe(email="ana@town.example", language="en", discreet=False, consent=words)
        batch = ReaderImport.objects.create(source="x" * 20)
        ImportedAddress.objects.create(batch=batch, email="ana@town.example", email_digest=reader.email_digest)

    answer = client.post(reverse("newsletter_readers:end"), {"address": " ANA@town.example"}, follow=True)

    assert "If this address read the newsletter, it no longer does." in answer.content.decode()
    assert [reader.state for reader in Reader.objects.all()] == ["unsubscribed"] * known
    assert list(Delivery.objects.values_list("state", flat=True)) == ["skipped"] * known
    assert not SubscriptionRequest.objects.exists()  # the link that was mailed opens nothing
    assert list(Message.objects.values_list("state", flat=True)) == ["suppressed"] * known  # nor is one mailed
    assert not ImportedAddress.objects.exists()
    entry = ModelLogEntry.objects.get(action=readers.ENDED)
    assert (entry.user, entry.label, entry.data) == (editor, str(editor), {})
