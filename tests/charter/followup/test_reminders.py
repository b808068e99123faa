"""The reminders: when, to whom, in which language, once, and only the latest after an outage."""

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings

from charter.followup import services
from charter.followup.emails import progress_url, readers
from charter.followup.models import Reminder
from coalition.mail.models import Message
from tests.charter.test_emails import render
from tests.factories.charter import reviewer
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import ContactFactory, members_page

pytestmark = pytest.mark.django_db
DUE = date(2027, 1, 15)


def run(days_before: int) -> int:
    """Run the daily task `days_before` the due date; return how many commitments were reminded."""
    return services.remind_due(today=DUE - timedelta(days=days_before))


def sent() -> list[tuple[str, int]]:
    return [(message.to, message.context["days"]) for message in Message.objects.order_by("pk")]


def mailboxes(commitment) -> list[str]:
    return [commitment.signature.official_email, commitment.signature.contact_email]


def test_each_reminder_goes_once_to_the_mailbox_and_the_contact():
    commitment = CommitmentFactory()
    runs = [run(days) for days in (181, 180, 180, 179, 90, 31, 30, 1, 0, -1, -400)]
    assert runs == [0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0]
    assert sent() == [(to, days) for days in (180, 90, 30, 0) for to in mailboxes(commitment)]
    assert list(Reminder.objects.values_list("days", flat=True)) == [180, 90, 30, 0]


def test_after_an_outage_only_the_latest_missed_reminder_is_sent():
    CommitmentFactory()
    assert [run(20), run(20), run(-3)] == [1, 0, 1]
    assert list(Reminder.objects.values_list("days", flat=True)) == [30, 0]


def test_another_due_date_has_its_own_reminders():
    commitment = CommitmentFactory()
    run(30)
    with time_machine.travel("2026-12-20 10:00Z", tick=False):
        services.reschedule(deliverable="diagnosis", months=18, by=reviewer(1))
    commitment.refresh_from_db()
    assert commitment.due_on == date(2027, 7, 15)
    assert services.remind_due(today=date(2027, 1, 16)) == 1
    assert list(Reminder.objects.values_list("due_on", "days")) == [(DUE, 30), (date(2027, 7, 15), 180)]


def test_what_is_met_paused_closed_or_not_dated_is_never_reminded_of():
    for state in ("on_hold", "withdrawn", "superseded"):
        CommitmentFactory(signature__state=state)
    CommitmentFactory(due_on=None)
    EvidenceFactory(commitment=CommitmentFactory(), state="accepted")
    assert [run(days) for days in (180, 30, 0, -1)] == [0, 0, 0, 0]

    waiting = EvidenceFactory(commitment=CommitmentFactory())  # nobody has read it: the commitment is not met
    EvidenceFactory(commitment=waiting.commitment, state="refused")
    assert run(30) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_day_without_reminders_costs_two_queries_at_most(django_assert_max_num_queries, rows):
    for _row in range(rows):
        CommitmentFactory(due_on=date(2028, 1, 1))
    with django_assert_max_num_queries(1):
        run(30)


@time_machine.travel("2026-12-20 10:00Z", tick=False)
def test_contacts_in_office_read_their_own_language_and_each_address_is_written_to_once():
    commitment = CommitmentFactory(signature__language="fr", signature__official_email="cabinet@town.example")
    government, contact = commitment.government, commitment.signature.contact_email
    ContactFactory(government=government, email="Successor@town.example", language="ar", mandate_end="2026-12-20")
    ContactFactory(government=government, email="deputy@town.example", language="", mandate_start="2026-12-20")
    ContactFactory(government=government, email=" Cabinet@town.example", language="es")  # the mailbox, in Spanish now
    ContactFactory(government=government, email="before@town.example", language="ar", mandate_end="2026-12-19")
    ContactFactory(government=government, email="later@town.example", language="ar", mandate_start="2026-12-21")
    ContactFactory(government=government, email="", language="ar")
    ContactFactory(email="elsewhere@town.example", language="ar")

    assert readers(commitment.signature) == [
        ("cabinet@town.example", "es"),
        (contact, "fr"),
        ("successor@town.example", "ar"),
        ("deputy@town.example", "fr"),
    ]


@pytest.mark.parametrize(
    ("member", "state", "profile"), [(True, "withdrawn", True), (False, "signed", True), (False, "withdrawn", False)]
)
def test_a_mail_links_to_the_profile_where_there_is_one_and_else_to_the_signature(client, member, state, profile):
    members_page()
    signature = CommitmentFactory(signature__state=state, signature__government__member=member).signature
    own, verified = signature.government.get_absolute_url(), f"/en/charter/verify/{signature.verification_code}/"
    url = progress_url(signature, "en")
    assert url == settings.SITE_URL + (f"{own}#commitments-title" if profile else verified)
    assert client.get(url.removeprefix(settings.SITE_URL).partition("#")[0]).status_code == 200


def test_the_refusal_of_evidence_from_a_report_is_mailed_with_its_reason():
    evidence = EvidenceFactory(commitment__signature__language="en")
    services.refuse_evidence(evidence=evidence, by=reviewer(1), reason="The <b>link</b> is dead.\nSend another one.")
    messages = list(Message.objects.order_by("pk"))
    assert [message.to for message in messages] == mailboxes(evidence.commitment)
    rendered = render(messages[0])
    assert rendered.subject == "A question about what you sent: Shared diagnosis"
    assert "The &lt;b&gt;link&lt;/b&gt; is dead." in rendered.html
    assert messages[0].context["url"] in rendered.text
