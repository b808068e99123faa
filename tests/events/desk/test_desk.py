"""The hands of hosts: add, correct, move, promote, mail again, cancel many at once; what leaves is logged."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message
from coalition.users import roles
from coalition.users.models import User
from events.models import Event
from events.registrations.forms import NO_OTHERS
from events.registrations.models import Registration, RegistrationRequest
from events.registrations.moves.models import SeatMove
from events.registrations.own import services as own
from events.team import services as team
from tests.events.test_emails import rendered
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page, run_all
from tests.factories.mail import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


def sign_in(client, role):
    user = User.objects.create_user("somebody", "somebody@coalition.example", "x")
    user.groups.add(Group.objects.get(name=role))
    run_all(user)
    client.force_login(user)
    return client


@pytest.fixture
def host(client):
    return sign_in(client, roles.EVENT_HOSTS)


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=2, event=event_page().event, names={"en": "Hall"})


def act(client, action, rows, **typed):
    address = reverse("wagtail_bulk_action", args=["events", "registration", action])
    url = f"{address}?{urlencode([('id', row.pk) for row in rows])}"
    shown = client.get(url)
    return shown, client.post(url, typed, follow=True)


def states():
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def mails():
    return [(said(mail), mail.to) for mail in Message.objects.order_by("pk")]


def test_many_are_cancelled_for_one_reason(host, hall):
    rows = [*RegistrationFactory.create_batch(2, category=hall), RegistrationFactory(category=hall, state="cancelled")]

    shown, done = act(host, "cancel", rows, reason="The hall is smaller than we were told.")

    assert (shown.status_code, states()) == (200, ["cancelled"] * 3)
    assert mails() == [("removal", row.email) for row in rows[:2]]
    assert "Done for 2 registrations. 1 stays as it is" in done.content.decode()


def test_a_seat_is_given_before_others_and_never_over_the_number(host, hall):
    RegistrationFactory(category=hall)
    waiting = RegistrationFactory.create_batch(3, category=hall, state="waiting")

    act(host, "promote", waiting[1:])

    assert states() == ["confirmed", "waiting", "confirmed", "waiting"]
    assert mails() == [("promotion", waiting[1].email)]


def test_other_seats_are_given_and_the_link_is_mailed_again(host, hall):
    screen = SeatCategoryFactory(capacity=1, event=hall.event, names={"en": "Online"})
    rows = RegistrationFactory.create_batch(2, category=hall)

    act(host, "move", rows, category=screen.pk)
    act(host, "resend", rows[1:])

    assert [row.category for row in Registration.objects.order_by("pk")] == [screen, hall]
    assert [(move.kind, str(move.by)) for move in SeatMove.objects.all()] == [("swapped", "somebody")]
    assert mails() == [("swapped", rows[0].email), ("again", rows[1].email)]
    text = rendered(Message.objects.latest("pk")).text
    assert ("Here is the link of your registration" in text, "was entered again" in text) == (True, False)


def test_who_is_misspelt_is_corrected(host, hall):
    registration = RegistrationFactory(category=hall, name="Aad", discreet=True)
    correct = reverse("wagtailsnippets_events_registration:correct", args=[registration.pk])
    html = host.get(correct).content.decode()
    host.post(correct, {"name": "Ada", "language": "es", "access_needs": "", "version": own.version(registration)})
    corrected = Registration.objects.get()
    assert ('name="email"' in html, 'name="discreet"' in html) == (False, False)
    assert (corrected.name, corrected.language, corrected.discreet) == ("Ada", "es", True)


def test_while_it_is_postponed_a_host_corrects_all_but_the_seats(host, hall):
    row = RegistrationFactory(category=hall, name="Adda")
    screen = SeatCategoryFactory(event=hall.event, names={"en": "Screen"})
    url = reverse("wagtailsnippets_events_registration:correct", args=[row.pk])
    Event.objects.filter(pk=hall.event_id).update(state="postponed")

    assert "Screen" not in host.get(url).text
    typed = {"name": "Ada", "language": "en", "access_needs": "", "version": own.version(Registration.objects.get())}
    late = host.post(url, typed | {"category": str(screen.pk)})
    assert late.context["form"].errors == {"category": [NO_OTHERS]}
    assert host.post(url, typed).status_code == 302
    assert Registration.objects.get().name == "Ada"


def test_editors_without_the_permission_do_none_of_it(client, hall):
    sign_in(client, roles.COMMITTEE_EDITORS)
    row = RegistrationFactory(category=hall)

    for action in ("cancel", "promote", "resend", "move"):
        act(client, action, [row], reason="Because.", category=hall.pk)
    for name, pk in (("events_event:add_person", hall.event_id), ("events_registration:correct", row.pk)):
        client.post(
            reverse(f"wagtailsnippets_{name}", args=[pk]), {"name": "X", "email": "x@mail.example", "language": "en"}
        )

    assert (states(), mails(), RegistrationRequest.objects.count()) == (["confirmed"], [], 0)
    assert Registration.objects.get().name == "Ada"


def test_hosts_of_other_events_do_none_of_it(host, hall):
    other = User.objects.create_user("other", "other@coalition.example", "x")
    team.name_team(event=hall.event, users=[other])
    row = RegistrationFactory(category=hall)

    for action in ("cancel", "promote", "resend", "move"):
        act(host, action, [row], reason="Because.", category=hall.pk)
    pages = {"events_event:add_person": hall.event_id, "events_event:unconfirmed": hall.event_id,
             "events_registration:correct": row.pk}  # fmt: skip
    addresses = [reverse(f"wagtailsnippets_{name}", args=[pk]) for name, pk in pages.items()]
    asked = [host.post(address, follow=True).status_code for address in addresses]  # what is not there in any language

    assert (asked, states(), mails()) == ([404, 404, 404], ["confirmed"], [])


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


@pytest.mark.parametrize("neutral", [False, True])
def test_the_whole_addresses_of_a_closed_event_are_there_to_be_copied_and_open_it(host, client, neutral):
    page = event_page(slug="inside", title="Inside")
    event_page(page.event, "fr", slug="dedans", title="Dedans")
    editor = reverse("wagtailsnippets_events_event:edit", args=[page.event_id])
    assert 'id="invitation-1"' not in host.get(editor).content.decode()  # its page is open to all

    Event.objects.filter(pk=page.event_id).update(closed=True, neutral_address=neutral)
    shown = host.get(editor).content.decode()
    found = re.findall(r'<input id="invitation-\d" type="text" dir="ltr" value="([^"]+)" readonly>', shown)
    host.logout()

    assert [address.startswith(settings.SITE_URL) for address in found] == [True, True]
    ends = [unescape(address).removeprefix(settings.SITE_URL) for address in found]
    assert [end[:4] for end in ends] == ["/en/", "/fr/"]
    assert ["Inside" in client.get(ends[0]).text, "Dedans" in client.get(ends[1]).text] == [True, True]
    assert [client.get(end.partition("?")[0]).status_code for end in ends] == [404, 404]


def test_a_host_undoes_nothing_that_the_person_changed_meanwhile(host, hall):
    row = RegistrationFactory(category=hall, event=hall.event, name="Ada")
    correct = reverse("wagtailsnippets_events_registration:correct", args=[row.pk])
    opened = host.get(correct).context["form"]["version"].value()
    own.change(registration=row, answers={"name": "Ada L.", "language": "fr", "access_needs": "Ramp", "discreet": True})
    typed = {"name": "Aida", "language": "en", "access_needs": "", "version": opened}

    refused = host.post(correct, typed)

    row.refresh_from_db()
    assert (row.name, row.language, row.access_needs, row.discreet) == ("Ada L.", "fr", "Ramp", True)
    assert ("It now says: Ada L. · Ramp · French" in refused.text, 'value="Aida"' in refused.text) == (True, True)
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
    assert add in host.get(reverse("wagtailsnippets_events_event:list")).text

    host.post(add, typed)

    assert states() == ["confirmed"]
    for moment in (event.end, NOW):
        Event.objects.filter(pk=event.pk).update(state="cancelled" if moment == NOW else "scheduled")
        with time_machine.travel(moment, tick=False):
            client.force_login(User.objects.get(username="somebody"))
            late = host.post(add, typed | {"email": "bob@mail.example"}, follow=True)
            assert "The event is over or does not take place" in late.text
            assert states() == ["confirmed"]


def test_many_are_let_in_or_declined_for_a_reason_that_the_team_keeps(host, hall):
    rows = [RegistrationFactory(category=hall, state=state) for state in ("applied", "applied", "applied", "confirmed")]
    _shown, told = act(host, "approve", [rows[0], rows[3]])
    act(host, "decline", rows[1:2], reason="Not of a town")
    act(host, "decline", rows[2:3])

    assert "Done for 1 registration. 1 stays as it is" in unescape(told.text)
    assert states() == ["confirmed", "cancelled", "cancelled", "confirmed"]
    kept = Registration.objects.filter(state="cancelled").order_by("pk")
    assert [(row.cancelled_by.username, row.cancel_reason) for row in kept] == [
        ("somebody", "Not of a town"), ("somebody", ""),
    ]  # fmt: skip
    assert mails() == [("receipt", rows[0].email), *(("refused", row.email) for row in rows[1:3])]


def test_a_decline_keeps_its_reason_and_mails_none(host, hall):
    row = RegistrationFactory(category=hall, state="applied")
    address = reverse("wagtailsnippets_events_registration:decide", args=[row.pk, "decline"])
    assert 'name="reason"' in host.get(address).text

    for reason, status in (("Lied\0", 200), ("x" * 501, 200), ("Lied about the town", 302)):
        assert host.post(address, {"reason": reason}).status_code == status
    row.refresh_from_db()
    assert (row.state, row.cancel_reason) == ("cancelled", "Lied about the town")
    assert "Lied" not in rendered(Message.objects.get()).text


def test_the_list_of_one_event_is_narrowed_by_its_seats(host, hall):
    screen = SeatCategoryFactory(event=hall.event, names={"en": "Screen"})
    here, _there = RegistrationFactory(category=hall), RegistrationFactory(category=screen)
    listed = reverse("wagtailsnippets_events_registration:list")
    asked = {"event": hall.event_id, "category": hall.pk}

    page = host.get(listed, asked)

    assert list(page.context["object_list"]) == [here]
    assert [str(seats) for seats in page.context["filters"].form.fields["category"].queryset] == ["Hall", "Screen"]
    assert "category" not in host.get(listed).context["filters"].filters
    team.name_team(event=hall.event, users=[User.objects.create_user("other", "o@coalition.example", "x")])
    assert "category" not in host.get(listed, asked).context["filters"].filters


def test_the_list_of_one_event_asks_once_which_it_is(host, hall):
    RegistrationFactory(category=hall)
    listed = reverse("wagtailsnippets_events_registration:list")
    host.get(listed, {"event": hall.event_id})
    with CaptureQueriesContext(connection) as asked:
        host.get(listed, {"event": hall.event_id})

    whole = f'"events_event"."id" = {hall.event_id}) ORDER BY'
    assert sum(whole in query["sql"] and query["sql"].endswith("LIMIT 1") for query in asked) == 1
