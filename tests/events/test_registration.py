import re

import pytest
import time_machine
from wagtail.models import Locale

from coalition.mail.models import Message
from events.models import Registration
from events.permissions import invitation
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    event_page,
)

pytestmark = pytest.mark.django_db
DATA = {"name": "Ada", "email": "ada@mail.example", "language": "fr", "access_needs": "Ramp"}
PRIVATE = {"Cache-Control": "no-store, private", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def page():
    page = event_page(slug="training")
    SeatCategoryFactory(event=page.event, capacity=1)
    return page


def labels(response):
    """Return the visible labels of the form, in order."""
    return re.findall(r'<label for="id_(?!website)(\w+)"', response.content.decode())


def test_the_form_asks_four_things_and_whether_to_be_discreet(client, page):
    response = client.get("/en/events/training/register/")

    assert labels(response) == ["name", "email", "language", "access_needs", "discreet"]
    assert {name: response[name] for name in PRIVATE} == PRIVATE
    assert "1 seat left of 1." in response.content.decode()


def test_seats_are_asked_for_only_where_there_is_a_choice(client, page):
    SeatCategoryFactory(event=page.event, names={"en": "Balcony"})

    assert b"Balcony" in client.get("/en/events/training/register/").content


def test_a_registration_is_kept_and_its_receipt_owed(client, page):
    response = client.post("/en/events/training/register/", DATA)

    assert (response.status_code, response["Location"]) == (302, "/en/events/training/register/sent/")
    found = Registration.objects.get()
    assert (found.name, found.email, found.language, found.access_needs, found.discreet, found.state) == (
        "Ada", "ada@mail.example", "fr", "Ramp", False, "confirmed",
    )  # fmt: skip
    mail = Message.objects.get()
    assert (mail.template, mail.to, mail.language) == ("events/mail/receipt", "ada@mail.example", "fr")
    assert mail.context["manage_url"].endswith(f"/fr/registrations/{found.token}/")
    assert "Ada" not in str(mail.context) + str(mail.attachments)
    assert client.get(response["Location"]).status_code == 200


def test_a_known_address_gets_the_same_answer(client, page):
    first = client.post("/en/events/training/register/", DATA)
    again = client.post("/en/events/training/register/", DATA)

    assert (again.status_code, again["Location"], again.content) == (302, first["Location"], first.content)
    assert Registration.objects.count() == 1


def test_what_was_typed_is_kept_when_it_is_wrong(client, page):
    response = client.post("/en/events/training/register/", {**DATA, "email": "ada"})

    assert response.status_code == 422
    assert b'value="Ramp"' in response.content
    assert b"There is a problem" in response.content


@pytest.mark.parametrize("facts", [{"state": "cancelled"}, {"state": "postponed"}, {"registration_closes": NOW}])
def test_no_form_when_registration_is_not_open(client, page, facts):
    for name, value in facts.items():
        setattr(page.event, name, value)
    page.event.save()

    response = client.post("/en/events/training/register/", DATA)

    assert b"Registration is not open" in response.content
    assert Registration.objects.count() == 0


def test_closed_events_and_drafts_are_not_there(client, page):
    event_page(EventFactory(closed=True), slug="secret")
    event_page(slug="draft").unpublish()

    paths = [f"/en/events/{slug}/{end}" for slug in ("secret", "draft", "none") for end in
             ("", "register/", "register/sent/", "seats/", "event.ics")]  # fmt: skip
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_a_registration_costs_few_queries(client, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get("/en/events/training/register/")
    with django_assert_max_num_queries(16):
        client.post("/en/events/training/register/", DATA)


def test_seats_are_counted_on_a_page_of_their_own(client, page):
    RegistrationFactory(category=page.event.seat_categories.get())

    response = client.get("/en/events/training/seats/")

    assert "No seat is left; 0 people wait." in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"


def test_ones_own_page_shows_and_cancels_in_two_clicks(client, page):
    registration = RegistrationFactory(category=page.event.seat_categories.get())
    own = f"/en/registrations/{registration.token}/"

    shown = client.get(own)
    assert f'href="{own}cancel/"' in shown.content.decode()
    assert {name: shown[name] for name in PRIVATE} == PRIVATE
    client.get(f"{own}cancel/")
    client.head(f"{own}cancel/")
    assert Registration.objects.get().state == "confirmed"  # opening a link changes nothing

    response = client.post(f"{own}cancel/")
    assert (response.status_code, response["Location"]) == (302, own)
    assert Registration.objects.get().state == "cancelled"
    assert b"This registration is cancelled" in client.get(own).content


@pytest.mark.parametrize("token", ["x", "0" * 43, "é", "%00"])
def test_a_wrong_link_opens_nothing(client, token):
    RegistrationFactory()

    assert client.get(f"/en/registrations/{token}/").status_code == 404
    assert client.post(f"/en/registrations/{token}/cancel/").status_code == 404


def test_the_form_exists_in_arabic(client):
    Locale.objects.get_or_create(language_code="ar")
    page = event_page(language="ar", slug="training", title="تدريب")
    SeatCategoryFactory(event=page.event)

    response = client.get("/ar/events/training/register/")

    assert 'dir="rtl"' in response.content.decode()
    assert "تدريب" in response.content.decode()


def test_an_invitation_opens_a_closed_event_and_leaves_no_copy(client):
    page = event_page(EventFactory(closed=True), slug="secret")
    SeatCategoryFactory(event=page.event)
    ending = invitation(page.event)

    for path in ("", "register/", "seats/", "event.ics"):
        response = client.get(f"/en/events/secret/{path}{ending}")
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private"), path
    shown = client.get(f"/en/events/secret/{ending}").content.decode()
    assert f'href="/en/events/secret/register/{ending}"' in shown

    response = client.post(f"/en/events/secret/register/{ending}", DATA)
    assert response["Location"] == f"/en/events/secret/register/sent/{ending}"
    assert client.get(response["Location"]).status_code == 200
    assert "/events/secret/" not in f"{Message.objects.get().context}{Message.objects.get().attachments}"
    for wrong in ("", "?invitation=", "?invitation=é", f"{ending}0"):
        assert client.get(f"/en/events/secret/{wrong}").status_code == 404


def test_a_form_that_is_sent_empty_is_shown_again(client):
    page = event_page()
    SeatCategoryFactory(event=page.event)

    response = client.post(f"{page.url}register/")

    assert response.status_code == 200
    assert [seats["free"] for seats in response.context["seats"]] == [2]
