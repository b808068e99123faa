"""A provider of mail: it carries mails by anymail, and what it tells counts as every other report does."""

import base64
import json
from importlib import reload

import pytest
from anymail.signals import tracking
from django.urls import clear_url_caches
from django.utils import timezone

import coalition.urls
from coalition.mail import bounces, drain, provider, services
from coalition.mail.models import BounceReport, Message, Suppression
from tests.factories.mail import MessageFactory
from tests.mail.provider_api import CUT, Api
from tests.mail.smtp_sink import LEDGER

pytestmark = pytest.mark.django_db
PASSWORD = "provider:a-password-of-many-letters"

INACTIVE = (
    '{"ErrorCode": 406, "Message": "You tried to send to a recipient that has been marked as inactive. Found inactive '
    'addresses: a@town.example. Inactive recipients are ones that have generated a hard bounce."}'
)


@pytest.fixture
def api(settings):
    """Postmark, played on loopback."""
    server = Api()
    settings.MAILERS, settings.MAIL_PROVIDER = LEDGER, "postmark"
    address = f"http://127.0.0.1:{server.server_port}/"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "key", "POSTMARK_API_URL": address, **settings.ANYMAIL}
    yield server
    server.stop()


@pytest.fixture
def door(settings):
    """The door for what Postmark tells, as at the start of a process with these settings."""
    settings.MAIL_PROVIDER, settings.ANYMAIL = "postmark", {"WEBHOOK_SECRET": PASSWORD}
    tracking.connect(provider.hear, dispatch_uid="mail-provider")
    reload(coalition.urls)
    clear_url_caches()
    yield "/mail/webhook/postmark/tracking/"
    tracking.disconnect(dispatch_uid="mail-provider")
    settings.MAIL_PROVIDER = ""
    reload(coalition.urls)
    clear_url_caches()


def owe(key: str = "k", **more) -> Message:
    context = {"subject": "Agenda", "paragraphs": [["Words."]]}
    return services.send(key=key, template="mail/account", to="a@town.example", language="en", context=context, **more)


def state() -> tuple[str, int]:
    return Message.objects.values_list("state", "attempts").get()


def test_a_mail_leaves_with_its_words_and_the_code_of_its_copy_and_nothing_counts_its_reader(api):
    message = owe(reply_to="host@town.example")

    assert drain.drain().sent == 1

    [(headers, said)] = api.taken
    assert headers["X-Postmark-Server-Token"] == "key"
    assert (said["To"], said["Subject"], said["ReplyTo"]) == ("a@town.example", "Agenda", "host@town.example")
    assert "Words." in said["TextBody"]
    assert "Words." in said["HtmlBody"]
    assert bounces.read_detail(said["Metadata"]["copy"]).row == message.pk
    assert (said["TrackOpens"], said["TrackLinks"]) == (False, "None")
    assert state() == ("sent", 1)


@pytest.mark.parametrize(
    ("answer", "found", "outage"),
    [
        ((401, "who are you"), ("queued", 0), True),
        ((429, "slower"), ("queued", 0), True),
        ((422, '{"ErrorCode": 300, "Message": "what"}'), ("queued", 1), False),
        ((422, INACTIVE), ("failed", 1), False),
        ((500, "broken"), ("uncertain", 1), True),
        (CUT, ("uncertain", 1), True),
    ],
)
def test_what_it_answers_is_a_refusal_an_outage_or_nobody_knows(api, answer, found, outage):
    owe()
    api.answers = [answer]

    assert drain.drain().outage is outage

    assert state() == found


def test_a_provider_that_cannot_be_reached_is_an_outage(api):
    owe()
    api.stop()

    assert drain.drain().outage

    assert state() == ("queued", 0)


def code_of(row, ledger="m"):
    digest = row.to_digest if ledger == "m" else row.reader.email_digest
    return bounces.envelope_sender(ledger, row.pk, digest, discreet=False).partition("@")[0].partition("+")[2]


def bounced(code, **more):
    """Return the event of Postmark, as its documentation has it."""
    return {
        "RecordType": "Bounce", "MessageStream": "outbound", "ID": 4323372036854775807, "Type": "HardBounce",
        "TypeCode": 1, "Name": "Hard bounce", "Tag": "", "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Metadata": {"copy": code}, "ServerID": 23, "Email": "john@example.com", "From": "sender@example.com",
        "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist",
        "BouncedAt": timezone.now().isoformat(), "DumpAvailable": True, "Inactive": True, "CanActivate": True,
        "Subject": "Test subject",
    } | more  # fmt: skip


def tell(client, door, event, password=PASSWORD):
    authorization = {"Authorization": "Basic " + base64.b64encode(password.encode()).decode()}
    return client.post(door, json.dumps(event), content_type="application/json", headers=authorization)


@pytest.fixture
def message():
    return MessageFactory(state="sent", sent_at=timezone.now())


def test_who_has_no_mailbox_any_more_is_not_written_to(client, door, message):
    for _again in range(2):
        assert tell(client, door, bounced(code_of(message))).status_code == 200

    assert list(BounceReport.objects.values_list("verdict", "status", "source")) == [("hard", "5.1.1", "hook")]
    assert Suppression.objects.get().address_digest == message.to_digest


@pytest.mark.parametrize(
    ("event", "verdict"),
    [
        ({"Type": "SoftBounce", "Details": "452 4.2.2 mailbox full"}, "soft"),
        ({"Details": "552 5.2.2 mailbox is full"}, "soft"),
        ({"Details": "550 5.7.1 refused as spam"}, "policy"),
        ({"Type": "SpamComplaint", "RecordType": "SpamComplaint"}, "complaint"),
    ],
)
def test_what_it_says_is_read_by_the_rules_of_every_report(client, door, message, event, verdict):
    tell(client, door, bounced(code_of(message), **event))

    assert list(BounceReport.objects.values_list("verdict", flat=True)) == [verdict]


def test_what_is_forged_or_of_no_mail_of_ours_changes_nothing(client, door, message):
    other = MessageFactory.build(pk=message.pk, to_digest="0" * 64)

    assert tell(client, door, bounced(code_of(message)), password="provider:guessed").status_code == 400
    known = tell(client, door, bounced(code_of(other)))
    unknown = tell(client, door, bounced("nothing"))

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (200, b"")
    assert not BounceReport.objects.exists()


@pytest.mark.parametrize(("name", "secret"), [("", PASSWORD), ("postmark", None)])
def test_without_a_provider_or_a_password_there_is_no_door(settings, name, secret):
    settings.MAIL_PROVIDER, settings.ANYMAIL = name, {"WEBHOOK_SECRET": secret}

    assert provider.webhooks() == []
