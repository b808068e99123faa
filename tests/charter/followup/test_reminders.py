"""The reminders: when, to whom, in which language, once, and only the latest after an outage."""

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from charter.followup import deliverables, services
from charter.followup.deliverables import Status
from charter.followup.emails import progress_url, readers
from charter.followup.models import Commitment, Evidence, Reminder
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from tests.charter.test_emails import render
from tests.factories.charter import reviewer
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import ContactFactory, members_page

pytestmark = pytest.mark.django_db
DUE = date(2027, 1, 15)


def run(days_before: int) -> int:
    """Run the daily task `days_before` the due date; return how many commitments were reminded."""
    return services.remind_due(today=DUE - timedelta(days=days_before))


def mailboxes(commitment) -> list[str]:
    return [commitment.signature.official_email, commitment.signature.contact_email]


def test_each_reminder_goes_once_to_the_mailbox_and_the_contact():
    commitment = CommitmentFactory()
    runs = [run(days) for days in (91, 90, 90, 89, 31, 30, 1, 0, -1, -400)]
    assert runs == [0, 1, 0, 0, 0, 1, 0, 1, 0, 0]
    assert [(message.to, message.context["days"]) for message in Message.objects.order_by("pk")] == [
        (to, days) for days in (90, 30, 0) for to in mailboxes(commitment)
    ]
    assert list(Reminder.objects.values_list("days", flat=True)) == [90, 30, 0]


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
    assert services.remind_due(today=date(2027, 4, 16)) == 1
    assert list(Reminder.objects.values_list("due_on", "days")) == [(DUE, 30), (date(2027, 7, 15), 90)]


def test_what_is_met_sent_paused_closed_or_not_dated_is_never_reminded_of():
    for state in ("on_hold", "withdrawn", "superseded"):
        CommitmentFactory(signature__state=state)
    CommitmentFactory(due_on=None)
    EvidenceFactory(commitment=CommitmentFactory(), state="accepted")
    waiting = EvidenceFactory(commitment=CommitmentFactory())
    assert [run(days) for days in (90, 30, 0, -1)] == [0, 0, 0, 0]

    Evidence.objects.filter(pk=waiting.pk).update(
        state="refused", reason="Dead.", decided_by=reviewer(1), decided_at=timezone.now()
    )
    assert run(30) == 1


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


@pytest.mark.parametrize("source", ["town_hall", "report"])
def test_the_refusal_of_what_a_town_hall_sent_is_mailed_with_its_reason(source):
    evidence = EvidenceFactory(commitment__signature__language="en", source=source)
    services.refuse_evidence(evidence=evidence, by=reviewer(1), reason="The <b>link</b> is dead.\nSend another one.")
    messages = list(Message.objects.order_by("pk"))
    assert [message.to for message in messages] == mailboxes(evidence.commitment)
    assert "The &lt;b&gt;link&lt;/b&gt; is dead." in render(messages[0]).html


TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("state", "due", "met", "expected"),
    [
        ("signed", 91, None, Status.OPEN),
        ("signed", 90, None, Status.DUE_SOON),
        ("signed", 0, None, Status.DUE_SOON),
        ("signed", -1, None, Status.OVERDUE),
        ("signed", None, None, Status.UNDATED),
        ("on_hold", -1, None, Status.PAUSED),
        ("withdrawn", 300, None, Status.CLOSED),
        ("superseded", None, None, Status.CLOSED),
        ("signed", -10, -10, Status.MET),
        ("signed", -10, -9, Status.MET_LATE),
        ("signed", None, -9, Status.MET),
        ("withdrawn", -10, -20, Status.MET),
    ],
)
@pytest.mark.django_db
def test_the_status_follows_from_signature_day_and_evidence(state, due, met, expected):
    due_on, met_on = (None if days is None else TODAY + timedelta(days=days) for days in (due, met))
    row = CommitmentFactory(due_on=due_on, signature__state=state)
    if met_on:
        EvidenceFactory(commitment=row, state="accepted", dated=met_on)
        EvidenceFactory(commitment=row, state="accepted", dated=met_on + timedelta(days=300))
    EvidenceFactory(commitment=row, dated=TODAY - timedelta(days=300), state="refused")
    found = Commitment.objects.with_status(TODAY).get()
    assert (found.met_on, found.status) == (met_on, expected)
    assert Commitment.objects.totals(TODAY) == {
        "kept": expected in deliverables.DONE,
        "made": expected != Status.CLOSED,
        "overdue": expected == Status.OVERDUE,
        "soon": expected == Status.DUE_SOON,
    }
    LocalGovernment.objects.update(at_risk=True)  # nothing is told to be late or due there
    told = {Status.MET_LATE: Status.MET, Status.OVERDUE: Status.OPEN, Status.DUE_SOON: Status.OPEN}
    assert Commitment.objects.told(TODAY).get().status == told.get(expected, expected)

    EvidenceFactory(commitment=row)  # nobody has read it yet: of a place at risk it is not told either
    assert Commitment.objects.told(TODAY).get().status == told.get(expected, expected)
    awaited = expected in (*deliverables.RUNNING, Status.UNDATED)
    assert Commitment.objects.with_status(TODAY).get().status == (Status.SENT if awaited else expected)
