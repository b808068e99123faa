"""Requests of persons: who may answer them, what is given and erased, and what no table holds afterwards."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from charter.signing.models import Signature
from coalition.certificates.models import IssuedCertificate
from coalition.mail.models import Message, Suppression
from coalition.mail.services import suppress
from coalition.members.models import Contact
from coalition.privacy import discretion, inquiries, person_requests, registry
from coalition.privacy import services as privacy
from coalition.privacy.email_addresses import address_digest, holder_digest
from coalition.privacy.models import DiscreetAddress, Inquiry, PersonRequest
from coalition.users import roles, work_panel
from coalition.users.models import User
from events.agenda import private_calendar as own_calendar
from events.door.models import CheckIn
from events.online.models import Joining
from events.programme.models import SpeakerContact
from events.registrations.models import Registration, RegistrationRequest, SeatMove
from home.contact import services as writing
from newsletters.readers.models import Reader
from newsletters.sending.models import Delivery
from tests.factories.charter import SignatureFactory, staff
from tests.factories.doors import CheckInFactory, DoorFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.mail import MessageFactory
from tests.factories.members import ContactFactory
from tests.factories.newsletters import EditionTextFactory, ReaderFactory
from tests.factories.programmes import SpeakerFactory

pytestmark = pytest.mark.django_db

ADA, NAME = "ada.hidden@town.example", "Ada Hidden"
INDEX, NEW = "/cms/person-requests/", "/cms/person-requests/new/"


@pytest.fixture
def officer(client):
    user = staff(roles.DATA_PROTECTION)
    client.force_login(user)
    return user


def asked_for(kind, **fields):
    values = {"channel": "email", "identity_check": "reply", "address": f" {ADA.upper()} ", "by": None,
              "received_on": timezone.localdate()}  # fmt: skip
    return person_requests.record(kind=kind, **values | fields)


def answer(client, asked, **values):
    return client.post(reverse("person_requests:answer", args=[asked.pk]), values)


def told(response):
    """Return the message that the answer to a POST left for the next page."""
    return str(next(iter(get_messages(response.wsgi_request))))


def everything_about_ada():
    contact = ContactFactory(name=NAME, email=ADA, phone="+33 1 00 00 00 93")
    ModelLogEntry.objects.log_action(contact, "wagtail.create")
    draft, signed = (
        SignatureFactory(contact_name=NAME, contact_email=ADA, state=state) for state in ("draft", "signed")
    )
    event = EventFactory(start=timezone.now() + timedelta(days=9), end=timezone.now() + timedelta(days=10))
    registration = RegistrationFactory(category__event=event, name=NAME, email=ADA, access_needs=f"{NAME} reads slowly")
    RegistrationRequest.objects.create(
        event=event, category=registration.category, name=NAME, email=ADA, language="en", access_needs=""
    )
    registration.languages_needed, registration.mails_off = ["fr"], ["week"]
    registration.calendar_reply = {"answer": "accepted", "sequence": 0, "stamp": "", "received": ""}
    registration.save()
    own_calendar.make(registration=registration, shows_titles=True)
    Joining.objects.create(registration=registration)
    CheckInFactory(registration=registration, door=DoorFactory(event=event, name="Hall"))
    SeatMove.objects.create(
        event=event, registration=registration, category=registration.category, kind="promoted", state="confirmed"
    )
    IssuedCertificate.objects.create(kind="attendance", key=registration.pk, name=NAME, shows_name=True)
    SpeakerContact.objects.create(speaker=SpeakerFactory(), email=ADA, language="en")
    text = EditionTextFactory()
    reader = ReaderFactory(email=ADA)
    Delivery.objects.create(edition=text.edition, reader=reader, text=text)
    MessageFactory(to=ADA, context={"name": NAME}, subject=NAME, text=NAME, html=NAME)
    MessageFactory(to=ADA, context={"name": NAME}, state="sent", sent_at=timezone.now(), text=NAME)
    discretion.choose(address=ADA, source="newsletter", discreet=True)
    privacy.record_consent(purpose="newsletter", address=ADA, text="I agree.", version="1", language="en")
    inquiries.ask("newsletter", email=ADA, name=NAME)
    writing.write(topic="site", text="Hello", name=NAME, email=ADA, language="en")
    suppress(digest=address_digest(ADA), reason=Suppression.Reason.ASKED)
    return {"draft": draft, "signed": signed, "registration": registration}


def tables_with(*texts):
    """Return the tables of which a row, as PostgreSQL writes it, holds one of `texts`."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for text in texts:
                cursor.execute(f'SELECT 1 FROM "{table}" AS r WHERE r::text ILIKE %s LIMIT 1', [f"%{text}%"])  # noqa: S608
                if cursor.fetchone():
                    found.add(table)
    return found


def test_a_request_is_recorded_without_its_address_and_is_due_in_a_month(client, officer):
    assert INDEX in client.get("/cms/").content.decode()
    with time_machine.travel(datetime(2027, 1, 31, 12, tzinfo=UTC)):
        values = {"kind": "access", "address": ADA, "received_on": "2027-01-31", "channel": "letter",
                  "identity_check": "call"}  # fmt: skip
        client.force_login(officer)
        response = client.post(NEW, values)
        asked = PersonRequest.objects.get()
        assert response["Location"] == reverse("person_requests:answer", args=[asked.pk])
        refused = client.post(NEW, {**values, "received_on": "2027-02-01"})
        assert "today or before" in refused.content.decode()
        assert f'value="{ADA}"' in refused.content.decode()
    assert (asked.due_on, asked.recorded_by, asked.is_open) == (date(2027, 2, 28), officer, True)
    entry = ModelLogEntry.objects.get(action=person_requests.RECORDED)
    assert (entry.user, entry.label) == (officer, f"privacy request {asked.pk}")
    assert tables_with(ADA) == set()
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC)):
        client.force_login(officer)
        assert "overdue" in client.get(INDEX).content.decode()


def test_a_copy_is_given_once_and_holds_everything_and_nobody_elses(client, officer, caplog):
    everything_about_ada()
    ContactFactory(name="Other Person", email="other@town.example")
    asked = asked_for("access")

    wrong = answer(client, asked, act="give", address="other@town.example")
    assert "This is not the address that the request was recorded for." in wrong.content.decode()
    given = answer(client, asked, act="give", address=ADA)

    assert given["Content-Disposition"] == f'attachment; filename="request-{asked.pk}.json"'
    held = json.loads(given.content)["held"]
    counts = {name: len(rows) for name, rows in held.items()}
    assert {name: count for name, count in counts.items() if count != 1} == {"charter": 2, "mail": 2} | dict.fromkeys(
        ("accounts", "courses", "event messages", "people named for seats", "personal invitations", "proposals",
         "sessions"), 0,
    )  # fmt: skip
    (came,), (moved,) = held["check-ins at doors"], held["changes of seats"]
    assert (came["door"], came["recorded"], came["moment"]) == ("Hall", "checked in", "2027-03-10T08:31:00+00:00")
    assert (moved["what"], moved["state"]) == ("got a seat that became free", "confirmed")
    assert held["event registrations"][0]["emails_switched_off"] == ["a week before"]
    assert "Other Person" not in given.content.decode()
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by, asked.counts) == ("done", officer, counts)
    assert "answered before" in told(answer(client, asked, act="give", address=ADA))
    assert NAME not in caplog.text
    assert ADA not in caplog.text


def test_erasing_shows_first_asks_again_and_leaves_in_no_table_but_what_is_documented(client, officer, caplog):
    rows = everything_about_ada()
    other = ContactFactory(email="other@town.example")
    asked = asked_for("erasure")
    before = tables_with(ADA, NAME)

    shown = answer(client, asked, act="look", address=ADA).content.decode()

    for text in ("<td>contacts</td><td>1</td>", "<td>signatures and applications</td><td>2</td>",
                 "<td>emails</td><td>2</td>",
                 "check-ins at doors (1)", "changes of seats (1)",
                 "signatures of the charter (1)", "consents (2)", "suppressed address (1)",
                 "requests in this register (1)", "This person asked for discreet emails:"):  # fmt: skip
        assert text in shown
    assert tables_with(ADA, NAME) == before  # looking erased nothing
    assert f'value="{ADA}"' in shown.split('name="act" value="erase"')[0].split("<form")[0] or ADA not in shown

    for values in ({"address": ADA}, {"address": "other@town.example", "understood": "on"}):
        assert answer(client, asked, act="erase", **values).status_code == 200
    assert tables_with(ADA, NAME) == before

    response = answer(client, asked, act="erase", address=ADA, understood="on")
    assert [str(said)[:40] for said in get_messages(response.wsgi_request)] == [
        "The data has been erased. Tell only this", "This person asked for discreet emails: w",
    ]  # fmt: skip

    assert tables_with(ADA, NAME, "+33 1 00 00 00 93") == set()
    assert tables_with(address_digest(ADA)) == {"mail_suppression", "privacy_consent", "privacy_personrequest"}
    assert tables_with(holder_digest(ADA)) == set()
    assert set(Contact.objects.all()) == {other}
    assert list(Signature.objects.values_list("pk", "contact_email")) == [(rows["signed"].pk, "")]
    assert set(Message.objects.filter(to="").values_list("state", flat=True)) == {"suppressed", "sent"}
    assert [(row.typed, row.settled_at is not None) for row in Inquiry.objects.all()] == [({}, True)]
    assert (Registration.objects.get().state, Reader.objects.count()) == ("cancelled", 0)
    assert Delivery.objects.get().state == "skipped"
    counted = CheckIn.objects.count(), SeatMove.objects.filter(kind="promoted").count()
    assert counted == (1, 1)  # what is counted stays, and names nobody
    chosen = Registration.objects.values_list("languages_needed", "mails_off", "calendar_reply").get()
    assert chosen == ([], [], None)
    assert ADA not in caplog.text
    entry = ModelLogEntry.objects.get(action=person_requests.ERASED)
    assert (entry.user, entry.label) == (officer, str(asked))
    later = client.get(reverse("person_requests:answer", args=[asked.pk])).content.decode()
    for text in ("What was erased", "<td>contacts</td><td>1</td>", "signatures of the charter (1)"):
        assert text in later


def test_a_signatures_mailbox_stays_and_the_person_is_told_that_it_still_gets_emails(client, officer):
    SignatureFactory(state="signed", official_email=ADA)
    asked = asked_for("erasure")

    answer(client, asked, act="erase", address=ADA, understood="on")

    later = client.get(reverse("person_requests:answer", args=[asked.pk])).content.decode()
    assert "mailboxes of institutions (1)</strong>: This is the mailbox of an institution" in later
    assert Signature.objects.get().official_email == ADA


@pytest.mark.parametrize(
    ("role", "first"), [(roles.DATA_PROTECTION, True), (None, True), (roles.COMMITTEE_EDITORS, False)]
)
def test_what_is_due_first_stands_before_all_other_work(client, role, first):
    for day in (9, 1):
        asked_for("access", received_on=date(2026, 11, day))
    SignatureFactory(state="submitted")
    user = User.objects.create_superuser("admin", "admin@town.example") if role is None else staff(role)

    lines = [line for line in work_panel.lines(user) if line.count]

    assert [(line.label, line.count, str(line.until)) for line in lines[:1]] == [
        ("Privacy requests to answer", 2, "2026-12-01")
    ] * first
    assert ("Privacy requests to answer" in {line.label for line in lines}) == first


def test_an_erasure_that_fails_keeps_what_was_done_and_goes_on_from_there(client, officer, monkeypatch):
    everything_about_ada()
    asked = asked_for("erasure")
    runs = []

    def failing(address):
        runs.append(address)
        if len(runs) == 1:
            raise RuntimeError(address)
        return 0

    source = registry.PersonalData("d fails once", lambda _address: [], failing, lambda _now: 0)
    monkeypatch.setitem(registry._sources, source.name, source)

    response = answer(client, asked, act="erase", address=ADA, understood="on")

    assert "stopped at “d fails once”" in told(response)
    asked.refresh_from_db()
    assert asked.is_open
    assert asked.counts.keys() >= {"charter", "contacts"}
    assert asked.counts.keys().isdisjoint({"newsletters", "mail"})
    assert Reader.objects.count() == 1

    answer(client, asked, act="erase", address=ADA, understood="on")
    asked.refresh_from_db()
    assert (asked.state, asked.counts["charter"], asked.counts["newsletters"]) == ("done", 2, 1)
    assert (Reader.objects.count(), len(runs)) == (0, 2)
    with pytest.raises(person_requests.AlreadyAnswered):
        person_requests.erase(request=asked, address=ADA, by=officer)


def test_no_page_or_file_is_kept_by_anything(client, officer):
    access, erasure = asked_for("access"), asked_for("erasure")
    for response in (
        client.get(INDEX), client.get(NEW), answer(client, erasure, act="look", address=ADA),
        answer(client, access, act="give", address=ADA),
    ):  # fmt: skip
        assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    warned = client.get(reverse("person_requests:answer", args=[erasure.pk])).content.decode()
    assert "A violent partner may ask in somebody’s name." in warned
    assert "Tell nobody else whether data exist" in warned


def test_whoever_is_not_proven_is_refused_and_the_register_forgets_after_three_years(client, officer):
    asked = asked_for("access")
    answer(client, asked, act="refuse")
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("refused", officer)
    with pytest.raises(person_requests.AlreadyAnswered):
        person_requests.give(request=asked, address=ADA, by=officer)
    waiting = asked_for("access")
    privacy.purge(now=timezone.now() + person_requests.RETENTION + timedelta(days=1))
    assert list(PersonRequest.objects.all()) == [waiting]


def test_discretion_ends_last_so_that_what_is_owed_meanwhile_is_discreet():
    discretion.choose(address=ADA, source="newsletter", discreet=True)
    assert list(privacy.erasing(ADA))[-1] == "discretion"
    assert privacy.erase(address=ADA)["discretion"] == 1
    assert not DiscreetAddress.objects.exists()
