"""The hands of hosts: add, correct, move, promote, mail again, cancel many at once; what leaves is logged."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message
from coalition.users.models import User
from events import tasks
from events.desk import bulk
from events.models import Event
from events.registrations import own_page as own
from events.registrations.models import Registration, SeatCategory
from events.team import permissions as team
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.mail import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=200, event=event_page().event, names={"en": "Hall"})


def states():
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def mails():
    return [(said(mail), mail.to) for mail in Message.objects.order_by("pk")]


def test_a_seat_is_given_before_others_and_never_over_the_number(host, hall):
    SeatCategory.objects.update(capacity=2)
    RegistrationFactory(category=hall)
    waiting = RegistrationFactory.create_batch(3, category=hall, state="waiting")
    action = reverse("wagtail_bulk_action", args=["events", "registration", "promote"])

    host.post(f"{action}?{urlencode([('id', row.pk) for row in waiting[1:]])}")

    assert states() == ["confirmed", "waiting", "confirmed", "waiting"]
    assert mails() == [("promotion", waiting[1].email)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_is_logged_and_has_the_events_own_hours(host, hall, kind):
    hall.event.zone = "Asia/Hebron"
    hall.event.save()
    RegistrationFactory(category=hall)
    listing = reverse("wagtailsnippets_events_registration:list")

    response = host.get(f"{listing}?export={kind}&event={hall.event_id}")

    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert kind == "xlsx" or b"2027-01-10 12:00,Asia/Hebron" in body
    entry = ModelLogEntry.objects.get(action="events.export_registrations")
    assert (entry.user.username, entry.data) == ("somebody", {"format": kind, "event": str(hall.event_id)})


def test_a_host_undoes_nothing_that_the_person_changed_meanwhile(host, hall):
    row = RegistrationFactory(category=hall, event=hall.event, name="Ada")
    correct = reverse("wagtailsnippets_events_registration:correct", args=[row.pk])
    opened = host.get(correct).context["form"]["version"].value()
    answers = {"name": "Ada L.", "language": "fr", "access_needs": "Ramp", "discreet": True}
    own.change(registration=row, answers=answers, is_proven=True)
    typed = {"name": "Aida", "language": "en", "access_needs": "", "version": opened}

    refused = host.post(correct, typed)

    row.refresh_from_db()
    assert (row.name, row.language, row.access_needs, row.discreet) == ("Ada L.", "fr", "Ramp", True)
    assert ("It now says: Ada L. · French · Ramp" in refused.text, 'value="Aida"' in refused.text) == (True, True)
    again = refused.context["form"]["version"].value()
    for version, saved in (("", 200), ("x", 200), (again, 302)):
        assert host.post(correct, typed | {"version": version}).status_code == saved
    row.refresh_from_db()
    assert (row.name, row.language, row.access_needs, row.discreet) == ("Aida", "en", "", True)


def test_hosts_add_people_after_registration_closed_and_until_the_event_ends(client, host, hall):
    event = hall.event
    Event.objects.filter(pk=event.pk).update(registration_closes=NOW - timedelta(days=1))
    add = reverse("wagtailsnippets_events_event:add_person", args=[event.pk])
    typed = {"name": "Ada", "email": "ada@mail.example", "language": "en", "agreed": "on"}
    assert add in host.get(f"{reverse('wagtailsnippets_events_registration:list')}?event={event.pk}").text

    host.post(add, typed)

    assert states() == ["confirmed"]
    for moment in (event.end, NOW):
        Event.objects.filter(pk=event.pk).update(state="cancelled" if moment == NOW else "scheduled")
        with time_machine.travel(moment, tick=False):
            client.force_login(User.objects.get(username="somebody"))
            late = host.post(add, typed | {"email": "bob@mail.example"}, follow=True)
            assert "The event is over or does not take place" in late.text
            assert states() == ["confirmed"]


PAGE = 20  # rows of the list


def act_on_all(client, action, *, seen=None, filters=(), **typed):
    """Return the page that asks once more, and the answer to its button."""
    address = reverse("wagtail_bulk_action", args=["events", "registration", action])
    listed = reverse("wagtailsnippets_events_registration:list")
    url = f"{address}?{urlencode([*filters, ('id', 'all'), ('next', f'{listed}?{urlencode(filters)}')])}"
    shown = client.get(url)
    form = shown.context["form"]
    asked = form["seen"].value() if seen is None else seen
    return shown, client.post(url, typed | {"seen": asked}, follow=True)


def states_of(rows):
    return [Registration.objects.get(pk=row.pk).state for row in rows]


DEEDS = {
    "approve": ("applied", {}, "confirmed", "receipt"),
    "decline": ("applied", {"reason": "Full"}, "cancelled", "refused"),
    "promote": ("waiting", {}, "confirmed", "promotion"),
    "resend": ("confirmed", {}, "confirmed", "again"),
    "cancel": ("confirmed", {"reason": "No hall"}, "cancelled", "removal"),
    "move": ("confirmed", {}, "confirmed", "swapped"),
}


@pytest.mark.parametrize("name", DEEDS)
def test_all_that_the_filters_show_is_done_and_counted_before(host, hall, name):
    before, typed, after, mail = DEEDS[name]
    other = SeatCategoryFactory(event=event_page().event)
    shown_ones = RegistrationFactory.create_batch(PAGE + 2, category=hall, state=before)
    apart = [
        RegistrationFactory(category=hall, state="cancelled"),
        RegistrationFactory(category=other, state=before),
    ]
    if name == "move":
        typed = {"category": SeatCategoryFactory(event=hall.event, capacity=99, names={"en": "Screen"}).pk}
    filters = [("event", hall.event_id), ("state", before)]

    shown, done = act_on_all(host, name, filters=filters, **typed)

    assert f"<dt>Registrations</dt><dd><bdi>{PAGE + 2}</bdi></dd>" in shown.text
    assert all(f'name="{field}"' in shown.text for field in typed)  # what is typed can be typed
    assert "Done for 22 registrations." in done.text
    assert states_of(shown_ones) == [after] * (PAGE + 2)
    assert states_of(apart) == ["cancelled", before]
    assert Message.objects.filter(context__what=mail).count() == PAGE + 2


def test_those_of_other_teams_are_not_among_them(host, hall):
    other = SeatCategoryFactory(event=event_page().event)
    team.name_team(event=other.event, users=[User.objects.create_user("other", "o@coalition.example", "x")])
    mine, theirs = RegistrationFactory(category=hall), RegistrationFactory(category=other)

    shown, _done = act_on_all(host, "cancel", reason="No hall")

    assert "<dt>Registrations</dt><dd><bdi>1</bdi></dd>" in shown.text
    assert states_of([mine, theirs]) == ["cancelled", "confirmed"]


def test_who_comes_while_the_host_reads_is_told_first(host, hall):
    rows = RegistrationFactory.create_batch(2, category=hall)
    shown, refused = act_on_all(host, "cancel", seen="of-two-others", reason="No hall")

    assert shown.status_code == 200
    assert "The list changed while you read this" in refused.text
    assert states_of(rows) == ["confirmed"] * 2
    again = refused.context["form"]["seen"].value()
    act_on_all(host, "cancel", seen=again, reason="No hall")
    assert states_of(rows) == ["cancelled"] * 2


def run_jobs():
    """Do what is queued of bulk actions, as the worker does; return how many jobs there were."""
    jobs = ProcrastinateJob.objects.filter(task_name=bulk.TASK, status="todo")
    for job in jobs:
        tasks.act_on_many(**job.args)
    return len(jobs)


def test_more_than_a_request_has_time_for_is_one_job_that_may_run_twice(host, hall, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    rows = RegistrationFactory.create_batch(5, category=hall)

    shown, done = act_on_all(host, "cancel", reason="No hall")
    assert "takes a few minutes" in shown.text
    assert states_of(rows) == ["confirmed"] * 5
    assert "5 registrations: this is being done" in done.text

    assert [run_jobs(), run_jobs()] == [1, 1]
    assert states_of(rows) == ["cancelled"] * 5
    told = Registration.objects.values_list("cancelled_by__username", "cancel_reason")
    assert set(told) == {("somebody", "No hall")}
    assert Message.objects.count() == 5


@pytest.mark.parametrize("at_once", [100, 2])
def test_no_seat_is_given_to_somebody_who_is_cancelled_next(host, monkeypatch, at_once):
    monkeypatch.setattr(bulk, "AT_ONCE", at_once)
    small = SeatCategoryFactory(capacity=2, event=event_page().event)
    rows = [RegistrationFactory(category=small, state=state) for state in ["confirmed"] * 2 + ["waiting"] * 3]

    act_on_all(host, "cancel", reason="No hall")
    run_jobs()

    assert states_of(rows) == ["cancelled"] * 5
    mails = Message.objects.values_list("context__what", flat=True)
    assert sorted(mails) == ["removal"] * 5


def test_a_job_does_nothing_for_a_host_who_may_no_more(host, hall, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    rows = RegistrationFactory.create_batch(3, category=hall)
    act_on_all(host, "cancel", reason="No hall")
    User.objects.get(username="somebody").groups.clear()

    run_jobs()

    assert states_of(rows) == ["confirmed"] * 3
