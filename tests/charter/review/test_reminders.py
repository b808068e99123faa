"""Reminders before a day passes, and before a signature goes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from charter.review import reminders
from charter.signing import services
from charter.signing.models import DeskLink, Signature
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from coalition.privacy import services as privacy
from tests.factories.charter import SignatureFactory
from tests.factories.members import LocalGovernmentFactory

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(START, tick=False)]


def after(days: int) -> datetime:
    return START + timedelta(days=days)


def run(days: int, *, worker: bool = True) -> tuple[int, int]:
    """Let the clock run once, so many days after the start; return how many reminders and how many signatures left."""
    with time_machine.travel(after(days), tick=False):
        reminded = reminders.remind_untouched(now=timezone.now())
        if worker:
            Message.objects.filter(state="queued").update(state="sent", sent_at=timezone.now())
        privacy.purge(now=timezone.now())
    return reminded, Signature.objects.count()


def open_signature(**fields) -> Signature:
    return SignatureFactory(created_at=START, updated_at=START, **fields)


def test_a_reminder_with_a_fresh_link_and_then_the_signature_goes(client):
    for state in ("submitted", "signed", "rejected", "withdrawn"):
        open_signature(state=state)
    signature = open_signature(language="ar", contact_email="camille@secret.example", signatory_name="Not to be quoted")

    assert [run(days) for days in (59, 61, 62, 84, 90)] == [(0, 5), (1, 5), (0, 5), (0, 5), (0, 5)]
    mail = Message.objects.get()
    assert (mail.template, mail.to, mail.language, mail.sensitive) == (
        "charter/mail/dossier_reminder", "camille@secret.example", "ar", True,
    )  # fmt: skip
    assert sorted(mail.context) == ["day", "url"]
    assert client.get("/" + mail.context["url"].split("/", 3)[3]).context["signature"] == signature
    assert run(91) == (0, 4)


def test_whoever_touches_a_signature_starts_the_clock_again():
    signature = open_signature()
    run(61)
    with time_machine.travel(after(80), tick=False):
        services.set_act(signature=signature, act_body="Council", act_number="1", act_date=date(2026, 1, 1))
    assert [run(days) for days in (95, 139, 141, 164, 172)] == [(0, 1), (0, 1), (1, 1), (0, 1), (0, 0)]


def test_without_reminders_nothing_goes_and_the_clock_waits():
    open_signature()
    privacy.purge(now=after(200))  # no reminder was ever made
    assert Signature.objects.count() == 1

    assert run(200, worker=False) == (1, 1)  # made, and not sent
    assert run(230, worker=False) == (0, 1)
    assert run(231) == (0, 1)  # the worker is back: it leaves today
    assert run(244) == (0, 1)
    assert run(246) == (0, 0)


def test_a_mail_that_was_given_up_does_not_keep_a_signature_for_ever():
    open_signature()
    run(61, worker=False)
    Message.objects.update(state="suppressed")
    assert run(92, worker=False) == (0, 0)


def test_a_proposed_government_that_nothing_names_goes():
    """The town hall chose another one after all; what signatures, members or groups name stays."""
    left = LocalGovernmentFactory(code="P-1", member=False, proposed=True)
    named = LocalGovernmentFactory(code="P-2", member=False, proposed=True)
    LocalGovernmentFactory(code="FR-1")
    open_signature(government=named)
    privacy.purge(now=after(1))
    assert list(LocalGovernment.objects.order_by("code").values_list("code", flat=True)) == ["FR-1", "P-2"]
    assert not LocalGovernment.objects.filter(pk=left.pk).exists()


def awaiting(**fields) -> Signature:
    fields = {"state": "signed", "act_file_sha256": "", "ad_referendum_until": date(2026, 4, 1), **fields}
    return SignatureFactory(**fields)


def test_the_mailbox_is_reminded_thirty_and_seven_days_before_the_act_is_due(client):
    signature = awaiting(language="es")
    awaiting(act_file_sha256="a" * 64)  # it came
    awaiting(state="on_hold")
    awaiting(state="withdrawn")
    SignatureFactory(state="signed")
    march = [date(2026, 3, day) for day in (1, 2, 3, 25, 26, 31)]

    assert [reminders.remind_of_acts(today=day) for day in march] == [0, 1, 0, 1, 0, 0]

    mails = list(Message.objects.order_by("pk"))
    assert [(mail.template, mail.to, mail.language, mail.context["day"]) for mail in mails] == [
        ("charter/mail/act_reminder", signature.official_email, "es", "1 de abril de 2026"),
        ("charter/mail/act_reminder", signature.contact_email, "es", "1 de abril de 2026"),
    ] * 2
    assert client.get("/" + mails[0].context["url"].split("/", 3)[3]).context["action"] == "act"
    assert mails[1].context["url"].endswith("/es/charter/desk/")  # the secret link is the official mailbox's alone

    DeskLink.objects.all().delete()  # as after an outage: the nearest one only
    assert reminders.remind_of_acts(today=date(2026, 3, 30)) == 1
    assert DeskLink.objects.get().occasion == "act:2026-04-01:7"
