"""Certificates are for who was there, and say no more than their holder wishes; badges hold no address."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
import time_machine
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition import dates
from coalition.certificates import services as certificates
from coalition.certificates.models import IssuedCertificate
from events.door import papers
from events.door.certificates import ATTENDANCE, PERSONAL_DATA
from events.online.models import Joining
from events.registrations import personal_data as registrations
from events.registrations import services
from events.registrations.models import Registration
from tests.charter.certificates.test_build import words
from tests.factories.doors import CheckInFactory
from tests.factories.events import EventFactory

from .test_door import at, host, person

pytestmark = pytest.mark.django_db
AFTER = at(24 * 60)


def came(event, **fields):
    row = person(event, **fields)
    CheckInFactory(registration=row)
    return row


def own_page(row):
    return f"/en/registrations/{row.token}/"


def check_page(code):
    return f"/en/events/attendance/{code}/"


@pytest.mark.parametrize("way", ["door", "online", "absent", "undone", "waiting"])
def test_only_who_was_there_has_a_certificate(client, way):
    event = EventFactory()
    row = person(event, state="waiting" if way == "waiting" else "confirmed")
    if way in ("door", "undone"):
        kept = CheckInFactory(registration=row)
        if way == "undone":
            CheckInFactory(registration=row, door=kept.door, undoes=kept.number)
    if way == "online":
        Joining.objects.create(registration=row)
    with time_machine.travel(AFTER):
        answer = client.get(f"{own_page(row)}certificate/")
        offered = f"{own_page(row)}certificate/" in client.get(own_page(row)).content.decode()

    assert (answer.status_code, offered) == ((200, True) if way in ("door", "online") else (404, False))


def test_before_the_end_there_is_none(client):
    row = came(EventFactory())
    with time_machine.travel(at(60)):
        assert client.post(f"{own_page(row)}certificate/", {"name": "Ada"}).status_code == 404


def test_the_page_that_checks_names_no_closed_event_and_knows_no_other_code(client):
    with time_machine.travel(AFTER):
        row = came(EventFactory(name="Shelter meeting", closed=True))
        made = certificates.make(kind=ATTENDANCE, key=row.pk, name="Ada", shows_name=False)
        known = client.get(check_page(made.code))
        unknown = client.get(check_page("AAAA-AAAA-AAAA"))

    assert (known.status_code, "Shelter" in known.content.decode(), unknown.status_code) == (200, False, 404)


def test_the_name_goes_with_the_names_of_the_event_and_the_certificate_stays(client):
    row = came(EventFactory(retention_days=10))
    with time_machine.travel(AFTER):
        made = certificates.make(kind=ATTENDANCE, key=row.pk, name="Ada", shows_name=True)
    told = PERSONAL_DATA.export(row.email)
    end = row.event.end

    purged = [PERSONAL_DATA.purge(end + timedelta(days=days)) for days in (10, 11)]
    registrations.purge_registrations(end + timedelta(days=11))

    assert ([one["name"] for one in told], purged) == (["Ada"], [0, 1])
    with time_machine.travel(end + timedelta(days=12)):
        page = client.get(check_page(made.code)).content.decode()
    assert ("genuine" in page, "Ada" in page) == (True, False)


def pdf_of(client, row, **typed):
    """Return the file of a certificate, as its holder downloads it."""
    return client.post(f"{own_page(row)}certificate/", {"name": "Ada", **typed}).content


def test_a_file_is_recognised_where_the_charters_are_and_a_changed_one_is_not(client):
    with time_machine.travel(AFTER):
        row = came(EventFactory(name="Training"))
        pdf = pdf_of(client, row)
        genuine, changed = (hashlib.sha256(data).hexdigest() for data in (pdf, pdf + b"x"))
        page = client.get(f"/en/charter/verify/file/{genuine}/", follow=True)
        ways = ("charter/verify", "events/attendance")
        unknown = [client.get(f"/en/{way}/file/{changed}/").status_code for way in ways]
        Registration.objects.filter(pk=row.pk).update(state="cancelled")
        gone = client.get(f"/en/events/attendance/file/{genuine}/").status_code

    assert page.redirect_chain == [(f"/en/events/attendance/file/{genuine}/", 302)]
    assert ("The file is genuine" in page.text, "Training" in page.text, "Ada" in page.text) == (True, True, False)
    assert (unknown, gone) == ([404, 404], 404)


def test_one_presence_certifies_one_name_and_the_page_says_since_when(client):
    row = came(EventFactory(), name="Ada")
    with time_machine.travel(AFTER):
        old = hashlib.sha256(pdf_of(client, row)).hexdigest()
        old_code = IssuedCertificate.objects.get().code
    with time_machine.travel(AFTER + timedelta(days=2)):
        assert "no longer recognised" in client.get(f"{own_page(row)}certificate/").text
        new = hashlib.sha256(pdf_of(client, row, name="Bea", shows_name="on")).hexdigest()
        new_code = IssuedCertificate.objects.get().code
        statuses = [client.get(f"/en/events/attendance/file/{digest}/").status_code for digest in (old, new)]
        pages = [client.get(check_page(code)) for code in (old_code, new_code)]

    assert (statuses, [page.status_code for page in pages]) == ([404, 200], [404, 200])
    since = dates.day(AFTER + timedelta(days=2))
    assert f"<dt>Name unchanged since</dt><dd>{since}</dd>" in pages[1].text


def test_badges_hold_names_in_every_letter_and_no_address():
    event = EventFactory()
    for name in ("José µ", "\u0620\u063b", "Łukasz Žižek", "نجمة", "王", ""):
        person(event, name=name)
    person(event, name="Waiting", state="waiting")

    data = papers.sheets(event, "en")

    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
    text = words(data)  # one odd name changes no badge but its own
    assert [name in text for name in ("José u", "yg", "Łukasz Žižek", "نجمة")] == [True] * 4
    assert ("@" in text, "Waiting" in text) == (False, False)


def test_who_takes_badges_away_is_logged(client):
    event = person(EventFactory()).event
    user = host(client)

    assert client.get(reverse("events_papers:badges", args=[event.pk])).status_code == 200

    [entry] = ModelLogEntry.objects.filter(action=services.EXPORTED)
    assert (entry.user, entry.data) == (user, {"format": "badges", "event": str(event.pk)})
