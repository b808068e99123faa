"""The entry in one person's own calendar: who is taken out, and who was never in (RFC 5546 section 3.2.5)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from coalition.mail.models import Message
from coalition.users.models import User
from events.models import Event
from events.registrations import emails, services, waiting_list
from events.registrations.models import Registration
from tests.events.desk.test_cms import edit_data
from tests.events.registrations.test_services import methods, person
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page, register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def category():
    return SeatCategoryFactory(capacity=1, event=event_page().event)


def test_who_is_taken_out_gets_a_higher_sequence_and_no_status(category):
    services.cancel_registration(registration=register(category, person()))
    services.cancel_registration(registration=register(category, person()))
    register(category, person())

    assert methods() == [
        ("receipt", ("REQUEST", 0, "CONFIRMED")),
        ("withdrawal", ("CANCEL", 1, None)),
        ("receipt", ("REQUEST", 1, "CONFIRMED")),
        ("withdrawal", ("CANCEL", 2, None)),
        ("receipt", ("REQUEST", 2, "CONFIRMED")),
    ]
    assert Event.objects.get().sequence == 0  # the feed tells nobody that somebody cancelled


def test_who_only_waited_was_never_invited_and_is_taken_out_of_nothing(category):
    RegistrationFactory(category=category)
    first, _second = (register(category, person(number)) for number in (1, 2))

    services.cancel_registration(registration=first)
    services.cancel(event=category.event)

    found = [row for row in methods() if row[0] in ("withdrawal", "waiting")]
    assert found == [("waiting", None), ("waiting", None), ("withdrawal", None)]
    told = Message.objects.filter(context__what="cancelled").order_by("pk")
    assert [bool(mail.attachments) for mail in told] == [True, False]


def test_an_entry_is_mailed_once_and_again_only_where_it_changed(category):
    category.capacity = 2
    category.save()
    registration = register(category, person())
    other = SeatCategoryFactory(event=category.event, names={"en": "Balcony"})
    emails.send_link_again(registration)
    waiting_list.swap(registration=registration, category=other)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        emails.send_link_again(Registration.objects.get())
    services.cancel_registration(registration=registration)

    assert methods() == [
        ("receipt", ("REQUEST", 0, "CONFIRMED")),
        ("again", None),
        ("swapped", None),
        ("again", None),
        ("withdrawal", ("CANCEL", 1, None)),
    ]


STAYS = ("stays there: delete it there.", "Check your calendar")


@pytest.mark.parametrize("invited", [True, False])
def test_who_becomes_discreet_is_told_what_stays_in_the_calendar(category, client, invited):
    registration = register(category, person(discreet=not invited))
    page = f"/en/registrations/{registration.token}/"

    assert (STAYS[0] in client.get(f"{page}change/").content.decode()) is invited
    client.post(f"{page}change/", {"name": "Ada", "language": "en", "access_needs": "", "discreet": "on"})
    assert (STAYS[1] in client.get(page).content.decode()) is invited
    client.post(f"{page}cancel/")

    assert methods()[-1] == ("withdrawal", None)
    assert (STAYS[1] in client.get(page).content.decode()) is invited


def test_nothing_is_cancelled_after_the_end(category, client):
    registration = register(category, person())
    owed = Message.objects.count()
    own = f"/en/registrations/{registration.token}/"

    with time_machine.travel(category.event.end + timedelta(seconds=1), tick=False):
        with pytest.raises(services.NothingToCancel):
            services.cancel_registration(registration=registration)
        with pytest.raises(services.EventOver):
            services.cancel(event=category.event)
        assert client.post(f"{own}cancel/")["Location"] == own
        asked = client.get(f"{own}cancel/").content.decode()
        client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
        edit = reverse("wagtailsnippets_events_event:edit", args=[category.event_id])
        refused = client.post(edit, edit_data(category, state="cancelled"))
        put_off = client.post(edit, edit_data(category, state="postponed"))

    assert ("Yes, cancel it" in asked, "This event has taken place" in asked) == (False, True)
    words = "This event has taken place, so it cannot be cancelled."
    assert (refused.status_code, refused.context["form"].errors) == (200, {"state": [words]})
    assert put_off.context["form"].errors == {"state": [words.replace("cancelled", "postponed")]}
    registration.refresh_from_db()
    assert (registration.state, Event.objects.get().state) == ("confirmed", "scheduled")
    assert Message.objects.count() == owed
