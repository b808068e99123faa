"""All that the list shows, on all its pages, is acted on at once: by its filters, within the host's rights."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from coalition.mail.models import Message
from coalition.users.models import User
from events import tasks
from events.desk import bulk
from events.registrations.models import Registration
from events.team import permissions as team
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
PAGE = 20  # rows of the list


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=200, event=event_page().event, names={"en": "Hall"})


def act_on_all(client, action, *, seen=None, filters=(), **typed):
    """Return the page that asks once more, and the answer to its button."""
    address = reverse("wagtail_bulk_action", args=["events", "registration", action])
    listed = reverse("wagtailsnippets_events_registration:list")
    url = f"{address}?{urlencode([*filters, ('id', 'all'), ('next', f'{listed}?{urlencode(filters)}')])}"
    shown = client.get(url)
    form = shown.context["form"]
    asked = form["seen"].value() if seen is None else seen
    return shown, client.post(url, typed | {"seen": asked}, follow=True)


def states(rows):
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

    assert f"<strong>{PAGE + 2} registrations</strong>" in shown.text
    assert all(f'name="{field}"' in shown.text for field in typed)  # what is typed can be typed
    assert "Done for 22 registrations." in done.text
    assert states(shown_ones) == [after] * (PAGE + 2)
    assert states(apart) == ["cancelled", before]
    assert Message.objects.filter(context__what=mail).count() == PAGE + 2


def test_those_of_other_teams_are_not_among_them(host, hall):
    other = SeatCategoryFactory(event=event_page().event)
    team.name_team(event=other.event, users=[User.objects.create_user("other", "o@coalition.example", "x")])
    mine, theirs = RegistrationFactory(category=hall), RegistrationFactory(category=other)

    shown, _done = act_on_all(host, "cancel", reason="No hall")

    assert "<strong>1 registration</strong>" in shown.text
    assert states([mine, theirs]) == ["cancelled", "confirmed"]


def test_who_comes_while_the_host_reads_is_told_first(host, hall):
    rows = RegistrationFactory.create_batch(2, category=hall)
    shown, refused = act_on_all(host, "cancel", seen="of-two-others", reason="No hall")

    assert shown.status_code == 200
    assert "The list changed while you read this" in refused.text
    assert states(rows) == ["confirmed"] * 2
    again = refused.context["form"]["seen"].value()
    act_on_all(host, "cancel", seen=again, reason="No hall")
    assert states(rows) == ["cancelled"] * 2


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
    assert states(rows) == ["confirmed"] * 5
    assert "5 registrations: this is being done" in done.text

    assert [run_jobs(), run_jobs()] == [1, 1]
    assert states(rows) == ["cancelled"] * 5
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

    assert states(rows) == ["cancelled"] * 5
    mails = Message.objects.values_list("context__what", flat=True)
    assert sorted(mails) == ["removal"] * 5


def test_a_job_does_nothing_for_a_host_who_may_no_more(host, hall, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    rows = RegistrationFactory.create_batch(3, category=hall)
    act_on_all(host, "cancel", reason="No hall")
    User.objects.get(username="somebody").groups.clear()

    run_jobs()

    assert states(rows) == ["confirmed"] * 3
