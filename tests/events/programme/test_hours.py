"""No session is typed outside its event; who changes the hours of an event reads which sessions they left outside."""

from datetime import date, datetime, time

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from coalition.users import roles
from coalition.users.models import User
from events.models import Event
from events.programme import drafts
from events.programme.models import Session
from events.registrations.services import save_event
from events.team.permissions import name_team
from tests.events.desk.test_cms import form_data
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page, run_all
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
EARLY = "The session would begin before the event, which is: {}. Choose a later hour, or change the event first."
LATE = (
    "The session would end after the event, which is: {}. Choose an earlier hour or a shorter session, or change the "
    "event first."
)
HOURS = "10 March 2027, 10:00 to 17:00, Paris time"


@pytest.fixture
def programme():
    """The programme of a training from ten to five."""
    return ProgrammeFactory(event=event_page(EventFactory()).event)


@pytest.fixture
def host(client, programme):
    user = User.objects.create_user("host", "host@coalition.example", "x", is_staff=True)
    user.groups.add(Group.objects.get(name=roles.EVENT_HOSTS))
    run_all(user)
    name_team(event=programme.event, users=[user])
    client.force_login(user)
    return client


def edit(of, pk):
    return reverse(f"wagtailsnippets_events_{of}:edit", args=[pk])


def refusal(programme, **facts):
    """Return what is said of a session with these facts, by field."""
    session = Session(programme=programme, code="one", titles={"en": "One"}, **{"day": date(2027, 3, 10)} | facts)
    try:
        session.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("begins", "minutes", "refused"),
    [
        (time(10), 420, {}),
        (time(16), 60, {}),
        (time(9, 55), 60, {"begins": [EARLY.format(HOURS)]}),
        (time(16), 61, {"minutes": [LATE.format(HOURS)]}),
        (time(18), 60, {"minutes": [LATE.format(HOURS)]}),
    ],
)
def test_a_session_is_within_the_hours_of_its_event(programme, begins, minutes, refused):
    assert refusal(programme, begins=begins, minutes=minutes) == refused


def typed(host, row):
    """Return what a browser would send of the form of the session `row`."""
    form = host.get(edit("session", row.pk)).context["form"]
    sent = {form[name].html_name: form[name].value() for name in form.fields if form[name].value() is not None}
    for name, formset in form.formsets.items():
        sent |= {f"{name}-{field}": formset.management_form[field].value() for field in formset.management_form.fields}
        sent[f"{name}-INITIAL_FORMS"] = sent[f"{name}-TOTAL_FORMS"] = 0
    return sent | {f"titles_{code}": words for code, words in row.titles.items()}


@pytest.mark.parametrize("moved", [{"day": date(2027, 3, 9)}, {"begins": time(18)}])
def test_a_session_that_its_event_left_outside_can_be_cancelled(host, programme, moved):
    row = SessionFactory(programme=programme, **moved)

    saved = host.post(edit("session", row.pk), typed(host, row) | {"state": "cancelled"})

    assert saved.status_code == 302
    assert Session.objects.get().state == "cancelled"
    assert host.post(edit("session", row.pk), typed(host, row) | {"state": "scheduled"}).status_code == 200


SHORTER = "1 session of the programme begins before the event or ends after it: Evening."


def shorten(host, event, **more):
    """Send the form of `event` with an end at three, then with `more` where it is given; return what is answered."""
    address = edit("event", event.pk)
    typed = form_data(event, zone="Europe/Paris", start="2027-03-10 10:00", end="2027-03-10 15:00")
    typed["version"] = host.get(address).context["form"]["version"].value()
    return [host.post(address, typed | sent, follow=True).text for sent in ([{}, more] if more else [{}])]


def test_who_changes_the_hours_of_an_event_reads_before_and_after_which_sessions_are_outside(host, programme):
    evening = SessionFactory(programme=programme, begins=time(15), titles={"en": "Evening"})
    SessionFactory(programme=programme)
    SessionFactory(programme=programme, begins=time(16), state="cancelled")
    RegistrationFactory(category=SeatCategoryFactory(event=programme.event))

    asked, saved = shorten(host, programme.event, telling="yes")

    assert [SHORTER in text for text in (asked, saved)] == [True, True]
    assert f'href="{edit("session", evening.pk)}"' in saved
    assert Event.objects.get().wall_end == datetime(2027, 3, 10, 15)


def test_the_plan_and_the_first_page_name_them(host, programme):
    plan = reverse("wagtailsnippets_events_programme:plan", args=[programme.pk])
    SessionFactory(programme=programme, begins=time(15), titles={"en": "Evening"})
    user = User.objects.get(username="host")
    heading = "Sessions outside the hours of the event"
    assert (drafts.of_hosts(user), heading in host.get(plan).text) == ([], False)

    event = Event.objects.get()
    event.wall_end = datetime(2027, 3, 10, 15)
    save_event(event=event)

    assert [[item.title for item in line.items] for line in drafts.of_hosts(user)] == [[str(programme)]]
    shown = host.get(plan)
    assert heading in shown.text
    assert [str(row) for row, _when in shown.context["out_of_hours"]] == ["Evening"]
    assert "Move all sessions" not in shown.text  # their day is right


@pytest.mark.parametrize(("begins", "minutes", "number"), [(time(10), 420, 0), (time(9, 59), 60, 1), (time(16), 61, 1)])
def test_the_hours_of_an_event_are_the_same_to_the_database(programme, begins, minutes, number):
    SessionFactory(programme=programme, begins=begins, minutes=minutes)

    assert (Session.objects.astray().count(), len(drafts.strays(programme.event)[1])) == (number, number)


@pytest.mark.parametrize("minutes", [1441, 10**9, 10**18])
def test_a_session_without_end_is_refused_in_words(programme, minutes):
    assert [*refusal(programme, begins=time(10), minutes=minutes)] in (["minutes"], ["__all__"])
