"""What a person does to their own registration by its link: change, take, erase."""

import json

import pytest

from coalition.certificates.models import IssuedCertificate
from coalition.mail.models import Message
from coalition.privacy import discretion
from events.registrations.models import Registration
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

from .test_views import PRIVATE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
DATA = {"name": "A. L.", "language": "fr", "access_needs": "Ramp", "discreet": "on"}


@pytest.fixture
def registration():
    category = SeatCategoryFactory(capacity=1, event=event_page().event, names={"en": "Hall"})
    return RegistrationFactory(category=category, email="ada@mail.example")


def own(registration, end=""):
    return f"/en/registrations/{registration.token}/{end}"


def test_opening_the_pages_changes_nothing_and_leaves_no_copy(client, registration):
    before = Registration.objects.values().get()

    for end in ("", "change/", "erase/", "export/"):
        for ask in (client.get, client.head):
            response = ask(own(registration, end))
            assert {name: response[name] for name in PRIVATE} == PRIVATE, end
    assert client.post(own(registration, "export/")).status_code == 405

    assert (Registration.objects.values().get(), Message.objects.count()) == (before, 0)


def test_name_language_needs_and_discretion_are_changed(client, registration):
    shown = client.get(own(registration, "change/")).content.decode()
    assert ('value="Ada"' in shown, 'name="email"' in shown, 'name="category"' in shown) == (True, False, False)

    response = client.post(own(registration, "change/"), DATA)

    assert response["Location"] == own(registration)
    changed = Registration.objects.get()
    assert (changed.name, changed.language, changed.access_needs, changed.discreet, changed.email) == (
        "A. L.", "fr", "Ramp", True, "ada@mail.example",
    )  # fmt: skip
    assert (discretion.has_asked("ada@mail.example"), Message.objects.count()) == (True, 0)


def test_other_seats_are_taken_where_one_is_free_and_refused_in_words_where_none_is(client, registration):
    screen = SeatCategoryFactory(capacity=1, event=registration.event, names={"en": "Online"})
    other = RegistrationFactory(category=screen)

    refused = client.post(own(registration, "change/"), DATA | {"category": str(screen.pk)})
    words = "All of these seats are taken. You keep the seat that you have."
    assert (refused.status_code, words in refused.content.decode()) == (422, True)
    assert Registration.objects.get(pk=registration.pk).name == "Ada"  # all of it or nothing

    other.delete()
    client.post(own(registration, "change/"), DATA | {"category": str(screen.pk)})
    assert Registration.objects.get().category == screen
    assert [mail.template for mail in Message.objects.all()] == ["events/mail/swapped"]


def test_what_is_held_is_taken_as_a_file_that_says_nothing_by_its_name(client, registration):
    response = client.get(own(registration, "export/"))

    assert response["Content-Disposition"] == 'attachment; filename="data.json"'
    told = json.loads(response.content)
    assert (told["email"], told["seats"], told["state"]) == ("ada@mail.example", "Hall", "confirmed")


def test_what_is_erased_is_gone_its_seat_given_back_and_its_link_dead(client, registration):
    waiting = RegistrationFactory(category=registration.category, state="waiting")

    response = client.post(own(registration, "erase/"))

    assert response["Location"] == "/en/registrations/erased/"
    assert client.get(response["Location"]).status_code == 200
    assert client.get(own(registration)).status_code == 404
    left = Registration.objects.get(pk=registration.pk)
    assert (left.name, left.email, left.access_needs, left.state) == ("", "", "", "cancelled")
    assert Registration.objects.get(pk=waiting.pk).state == "confirmed"
    assert [mail.to for mail in Message.objects.all()] == [waiting.email]


def test_who_erases_is_named_by_no_certificate_any_more(client, registration):
    kept = IssuedCertificate.objects.create(kind="attendance", key=registration.pk, name="Ada", shows_name=True)

    client.post(own(registration, "erase/"))

    kept.refresh_from_db()
    assert (kept.name, kept.shows_name) == ("", False)
