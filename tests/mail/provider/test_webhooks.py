"""What a provider says: believed once, lately, and from nobody else; and never more than a server's answer says."""

import base64
import hashlib
import hmac
import json
import random
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from coalition.mail.bounces import verp
from coalition.mail.bounces.models import BounceReport
from coalition.mail.incoming.models import Received
from coalition.mail.models import Suppression
from coalition.mail.provider.checks import check_webhook
from newsletters.readers.models import Reader
from tests.factories.mail import MessageFactory
from tests.factories.newsletters import DeliveryFactory

pytestmark = pytest.mark.django_db
DOOR = "/mail/webhook/"
KEY, PASSWORD = "signing-key", "provider:a-password-of-many-letters"
SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes....").decode()


@pytest.fixture
def mailgun(settings):
    settings.MAIL_PROVIDER, settings.MAIL_WEBHOOK_KEY = "mailgun", KEY


@pytest.fixture
def postmark(settings):
    settings.MAIL_PROVIDER, settings.MAIL_WEBHOOK_PASSWORD = "postmark", PASSWORD


@pytest.fixture
def resend(settings):
    settings.MAIL_PROVIDER, settings.MAIL_WEBHOOK_KEY = "resend", SECRET


@pytest.fixture
def message():
    return MessageFactory(state="sent", sent_at=timezone.now())


def code_of(row, ledger="m"):
    digest = row.to_digest if ledger == "m" else row.reader.email_digest
    return verp.sender(ledger, row.pk, digest, discreet=False).partition("@")[0].partition("+")[2]


def failed(code, *, status="5.1.1", said="5.1.1 The email account that you tried to reach does not exist", number=550,
           severity="permanent", event="failed"):  # fmt: skip
    """Return the event of Mailgun, as its documentation has it."""
    return {
        "event": event, "severity": severity, "reason": "bounce", "timestamp": timezone.now().timestamp(),
        "id": "G9Bn5sl1TC6nu79C8C0bwg", "recipient": "alice@example.com", "recipient-domain": "example.com",
        "user-variables": {"copy": code}, "tags": [], "log-level": "error", "storage": {"url": "https://x.example"},
        "message": {"headers": {"to": "Alice <alice@example.com>", "message-id": "20130503192659.13651.20287@m.org"}},
        "delivery-status": {"code": number, "enhanced-code": status, "message": said, "attempt-no": 1,
                            "session-seconds": 0.4, "description": None},
    }  # fmt: skip


def from_mailgun(client, event, *, key=KEY, token="t" * 50, at=None):
    moment = str(int((at or timezone.now()).timestamp()))
    signature = hmac.new(key.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    signed = {"signature": {"token": token, "timestamp": moment, "signature": signature}, "event-data": event}
    return client.post(DOOR, json.dumps(signed), content_type="application/json")


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


def from_postmark(client, event, password=PASSWORD):
    auth = "Basic " + base64.b64encode(password.encode()).decode()
    body = event if isinstance(event, bytes) else json.dumps(event)
    return client.post(DOOR, body, content_type="application/json", headers={"Authorization": auth})


def from_resend(client, event, *, secret=SECRET, at=None, said=None):
    moment, body = str(int((at or timezone.now()).timestamp())), json.dumps(event)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.new(key, f"msg_1.{moment}.{said or body}".encode(), hashlib.sha256).digest())
    headers = {"svix-id": "msg_1", "svix-timestamp": moment, "svix-signature": f"v1,bad v1,{signature.decode()}"}
    return client.post(DOOR, body, content_type="application/json", headers=headers)


def changed():
    return BounceReport.objects.count(), Suppression.objects.count(), Received.objects.count()


def alike(*answers):
    """Say whether nobody could tell the answers from each other."""
    heads = [sorted(head for head in one.headers.items() if head[0] != "X-Request-ID") for one in answers]
    return len({(one.status_code, one.content, str(head)) for one, head in zip(answers, heads, strict=True)}) == 1


def test_mailgun_says_that_a_mailbox_is_gone(client, mailgun, message):
    answer = from_mailgun(client, failed(code_of(message)))

    [row] = Suppression.objects.all()
    assert (answer.status_code, answer.content, row.address_digest, row.reason, row.status) == (
        200, b"", message.to_digest, "bounced", "5.1.1",
    )  # fmt: skip
    assert BounceReport.objects.get().source == "hook"


def test_postmark_says_that_a_mailbox_is_gone(client, postmark, message):
    from_postmark(client, bounced(code_of(message)))

    assert Suppression.objects.get().address_digest == message.to_digest


def test_resend_signs_over_the_raw_body(client, resend, message):
    event = {
        "type": "email.bounced", "created_at": timezone.now().isoformat(),
        "data": {"email_id": "56761188", "to": ["a@mail.example"], "headers": [
            {"name": "X-Metadata", "value": json.dumps({"copy": code_of(message)})}],
            "bounce": {"message": "550 5.1.1 User unknown", "type": "Permanent", "subType": "General"}},
    }  # fmt: skip
    refused = [from_resend(client, event, said="another body"), from_resend(client, event, secret="whsec_" + "b" * 44),
               from_resend(client, event, at=timezone.now() - timedelta(days=2))]  # fmt: skip
    assert changed() == (0, 0, 0)

    assert alike(*refused, from_resend(client, event))
    assert changed() == (1, 1, 1)


def test_what_is_forged_old_or_repeated_changes_nothing_and_is_answered_alike(client, mailgun, message):
    other = MessageFactory(state="sent", sent_at=timezone.now())
    event = failed(code_of(message))
    old = failed(code_of(message)) | {"timestamp": (timezone.now() - timedelta(days=2)).timestamp()}
    unheard = [
        from_mailgun(client, event, key="guessed"),
        from_mailgun(client, event, at=timezone.now() - timedelta(days=2)),
        from_mailgun(client, event, at=timezone.now() + timedelta(hours=1)),
        from_mailgun(client, old),
        from_mailgun(client, failed("0" * 34)),
        client.post(DOOR, "{}", content_type="application/json"),
    ]
    assert changed()[:2] == (0, 0)

    good = from_mailgun(client, event, token="u" * 50)
    once = changed()
    again = [from_mailgun(client, event, token="u" * 50), from_mailgun(client, failed(code_of(other)), token="u" * 50)]

    assert (changed(), once[:2]) == (once, (1, 1))
    assert alike(good, *unheard, *again)


def test_a_wrong_password_changes_nothing(client, postmark, message):
    event = bounced(code_of(message))
    answers = [
        from_postmark(client, event, password="provider:another"),
        client.post(DOOR, json.dumps(event), content_type="application/json"),
        from_postmark(client, bounced(code_of(message), BouncedAt="2019-11-05T16:33:54Z")),
    ]
    assert changed()[:2] == (0, 0)

    assert alike(*answers, from_postmark(client, event), from_postmark(client, event))
    assert changed()[:2] == (1, 1)


@pytest.mark.parametrize("event", [
    {"status": "5.2.2", "said": "552 5.2.2 Mailbox full"},
    {"status": "", "said": "550 5.7.1 Message rejected due to policy", "number": 550},
    {"status": "5.7.26", "said": "unauthenticated"},
    {"status": "5.1.1", "said": "5.1.1 blocked by reputation"},
    {"status": "", "said": "Not delivering to previously bounced address", "number": 605},
    {"status": "4.4.1", "said": "too old", "number": 602},
    {"severity": "temporary"},
    {"event": "delivered"},
    {"event": "opened"},
    {"event": "clicked"},
    {"event": "unsubscribed"},
])  # fmt: skip
def test_what_is_no_fault_of_the_address_does_not_end_it(client, mailgun, message, event):
    from_mailgun(client, failed(code_of(message), **event))

    assert not Suppression.objects.exists()


def test_a_provider_that_calls_it_permanent_without_a_word_does_not_end_it(client, postmark, message):
    from_postmark(client, bounced(code_of(message), Details="", Description="Not delivered."))

    assert (BounceReport.objects.get().verdict, Suppression.objects.exists()) == ("soft", False)


def test_soft_ones_let_an_address_rest_only_when_they_come_day_after_day(client, mailgun):
    to = {"to": "reader@town.example"}
    for day in range(3):
        with time_machine.travel(timezone.now() + timedelta(days=day)):
            mail = MessageFactory(state="sent", sent_at=timezone.now(), **to)
            assert not Suppression.objects.exists()
            event = failed(code_of(mail), status="4.2.2", said="452 4.2.2 mailbox full", number=452)
            from_mailgun(client, event, token=f"{day}" * 50)

    assert Suppression.objects.get().until is not None


@pytest.mark.parametrize(("event", "bounce"), [("complained", "complaint"), ("unsubscribed", "")])
def test_who_leaves_at_the_provider_has_left(client, mailgun, event, bounce):
    copy = DeliveryFactory()

    from_mailgun(client, failed(code_of(copy, "d"), event=event))

    copy.refresh_from_db()
    reader = Reader.objects.get()
    assert (reader.state, copy.bounce, Suppression.objects.exists()) == ("unsubscribed", bounce, False)


def test_a_complaint_about_a_single_mail_ends_its_address(client, postmark, message):
    event = bounced(code_of(message), RecordType="SpamComplaint", Type="SpamComplaint")

    from_postmark(client, event)

    assert Suppression.objects.get().reason == "complained"


def test_it_is_acknowledged_after_it_is_kept(client, mailgun, message, monkeypatch):
    def fail(*_given, **_more):
        raise OperationalError("the database went away")

    client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("coalition.mail.bounces.services.suppress_digest", fail)
        first = from_mailgun(client, failed(code_of(message)))
        assert (first.status_code, changed()) == (503, (0, 0, 0))

    assert from_mailgun(client, failed(code_of(message))).status_code == 200
    assert changed() == (1, 1, 1)


def test_the_door_is_closed_where_no_secret_is_set(client, settings):
    settings.MAIL_PROVIDER = "mailgun"
    settings.MAIL_WEBHOOK_PASSWORD = PASSWORD  # Mailgun signs
    assert [client.post(DOOR).status_code, client.get(DOOR).status_code, client.head(DOOR).status_code] == [404] * 3


def test_it_takes_posts_of_a_size(client, postmark):
    large = from_postmark(client, b"x" * (1024 * 1024 + 1))
    assert [client.get(DOOR).status_code, client.head(DOOR).status_code, large.status_code] == [405, 200, 413]


@pytest.mark.parametrize(("provider", "key", "password", "said"), [
    ("", "", "", []),
    ("mailgun", KEY, "", []),
    ("mailgun", "", PASSWORD, ["mail.E015"]),
    ("mailgun", "clé", "", ["mail.E015"]),
    ("postmark", "", PASSWORD, []),
    ("postmark", "", "short:one", ["mail.E015"]),
    ("postmark", "", "a-password-without-a-name", ["mail.E015"]),
    ("scaleway", KEY, "", ["mail.E015"]),
    ("", KEY, "", ["mail.E015"]),
])  # fmt: skip
def test_secrets_that_open_no_door_are_refused(settings, provider, key, password, said):
    settings.MAIL_PROVIDER, settings.MAIL_WEBHOOK_KEY, settings.MAIL_WEBHOOK_PASSWORD = provider, key, password

    assert [error.id for error in check_webhook()] == said


def test_garbage_changes_nothing_and_breaks_nothing(client, settings, message):
    """200 bodies: noise, and what providers send with a part that is missing, of another kind, or enormous."""
    dice = random.Random(13)  # noqa: S311
    wrong = [None, [], {}, "", "\0", "ا" * 300, -1, 1e308, True, [{}], {"copy": []}, "2026-99-99T00:00:00Z"]
    answers = set()
    for number in range(200):
        if number % 2:
            settings.MAIL_PROVIDER, settings.MAIL_WEBHOOK_KEY, settings.MAIL_WEBHOOK_PASSWORD = "mailgun", KEY, ""
            event = failed("0" * 34)
            event[dice.choice(list(event))] = dice.choice(wrong)
            if number % 4 == 1:
                event = dice.choice(wrong)
            answers.add(from_mailgun(client, event, token=str(number)).status_code)
        else:
            settings.MAIL_PROVIDER, settings.MAIL_WEBHOOK_KEY, settings.MAIL_WEBHOOK_PASSWORD = "postmark", "", PASSWORD
            said = bounced("0" * 34)
            said[dice.choice(list(said))] = dice.choice(wrong)
            noise = dice.randbytes(dice.randrange(400))
            answers.add(from_postmark(client, noise if number % 4 else said).status_code)

    assert (answers, changed()[:2]) == ({200}, (0, 0))
