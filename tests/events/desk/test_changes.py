"""A host sees how many people a change will be told to before it is saved, and decides."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import Revision

from coalition.mail.models import Message
from events.models import Event
from events.registrations import event_changes
from events.registrations.models import Change, Registration
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory

from .test_cms import edit_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def send(host, category, **typed):
    """Save the form as a host who opened it just now."""
    newest = Revision.objects.for_instance(category.event).order_by("pk").last()
    typed = {"loaded_revision_id": str(newest.pk)} | typed if newest else typed
    url = reverse("wagtailsnippets_events_event:edit", args=[category.event_id])
    return host.post(url, edit_data(category, **typed))


@pytest.fixture
def category():
    """Seats of an event that is as `form_data` says."""
    start, end = datetime(2027, 3, 10, 10), datetime(2027, 3, 10, 12)
    place = {"en": "Jenin", "fr": "Jénine", "ar": "جنين"}
    event = EventFactory(zone="Asia/Hebron", wall_start=start, wall_end=end, place=place, country="PS")
    category = SeatCategoryFactory(event=event)
    for language in ("en", "fr", "fr"):
        RegistrationFactory(category=category, language=language)
    RegistrationFactory(category=category, state="cancelled")
    return category


def test_the_number_is_shown_and_nothing_saved_before_the_host_has_chosen(host, category):
    response = send(host, category, country="BE")

    words = "3 people will be told of this change by email (English: 1, français: 2). Choose, then save again."
    assert response.context["form"].errors == {"telling": [words]}
    html = response.content.decode()
    assert (words in html, 'name="telling"' in html, 'name="sentence_en"' in html) == (True, True, True)
    assert Event.objects.get().country == "PS"


@pytest.mark.parametrize(("answer", "mails"), [("yes", 3), ("no", 0)])
def test_the_answer_decides_who_is_told(host, category, answer, mails):
    response = send(host, category, country="BE", telling=answer, sentence_fr="La salle est en travaux.")

    assert response.status_code == 302, response.context["form"].errors
    assert (Event.objects.get().country, event_changes.tell()) == ("BE", mails)
    written = [mail.context["host_words"] for mail in Message.objects.order_by("pk")]
    assert written == [[], ["La salle est en travaux."], ["La salle est en travaux."]][:mails]


def choices(response):
    return [value for value, _label in response.context["form"].fields["telling"].widget.choices]


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_that_it_does_not_take_place_is_told_in_any_case(host, category, state):
    """A host who would tell nobody is refused, also with an answer that this form did not offer."""
    for answer in ({}, {"telling": "no"}, {"telling": "never"}):
        refused = send(host, category, state=state, **answer)
        [words] = refused.context["form"].errors["telling"]
        assert ("are always told" in words, choices(refused)) == (True, ["yes"])
    assert Event.objects.get().state == "scheduled"

    assert send(host, category, state=state, telling="yes").status_code == 302
    assert event_changes.tell() == 3


def test_of_another_day_a_host_is_asked_once_more(host, category):
    moved = {"start": "2027-03-11 10:00", "end": "2027-03-11 12:00"}
    first = send(host, category, **moved)
    assert choices(first) == ["yes", "no"]

    again = send(host, category, telling="no", **moved)
    [words] = again.context["form"].errors["telling"]
    assert ("comes at the old time" in words, choices(again)) == (True, ["yes", "never"])
    assert Event.objects.get().wall_start == category.event.wall_start

    assert send(host, category, telling="never", **moved).status_code == 302
    assert (Event.objects.get().wall_start.day, event_changes.tell()) == (11, 0)


def test_what_a_host_wrote_stands_on_the_page_of_who_knew_it_before(client, host, category):
    """A discreet mail does not say it, so its link leads to where it stands; who registers later knows no other."""
    send(host, category, country="BE", telling="yes", sentence_en="Bring warm clothes.", sentence_fr="Venez tôt.")
    later = RegistrationFactory(category=category)
    rows = [*Registration.objects.exclude(state="cancelled").order_by("pk")]
    for told in (3, 0):  # before anybody is told, and after
        pages = [client.get(f"/en/registrations/{row.token}/").text for row in rows]
        assert [("Bring warm clothes." in page, "Venez tôt." in page) for page in pages] == [
            (True, False), (False, True), (False, True), (False, False),
        ]  # fmt: skip
        assert event_changes.tell() == told
    assert rows[-1] == later

    with time_machine.travel(category.event.end, tick=False):
        assert (event_changes.tell(), Change.objects.count()) == (0, 0)
