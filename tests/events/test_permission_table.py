"""Which addresses about one event open, by role and by team: every one that the app has, in the CMS and in public.

What is not named here as facts is taken to be of one event: a new address opens to the team of its event only.
"""

import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from coalition.mail.models import Message
from coalition.users import roles
from coalition.users.models import User
from events.desk import bulk
from events.messages import letters
from events.models import Event
from events.pages.outside.models import OutsideCalendar
from events.registrations.models import Registration
from events.team import permissions as team
from events.urls import urlpatterns
from tests.events.door.test_door import person
from tests.factories.doors import PHONE_A, CheckInFactory
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory, event_page
from tests.factories.outside import OutsideCalendarFactory
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory
from tests.project.cms_world import PARAMETER, routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
ABOUT = re.compile(
    r"cms/(door|badges|event|event-letters|event-invitations|event-emails|event-live|event-report|"
    r"snippets/(choose/)?events/\w+)/"
)
LOOKED_AT = ("edit", "usage", "history", "history-results")
OF_TEAMS = ("event", "programme", "session", "speaker", "outsidecalendar")
CHOOSER = ("", "results/", "create/", "chosen-multiple/", "chosen/<str:pk>/")  # there is none of registrations


def snippets(*ends: str) -> set[str]:
    return {f"snippets/events/{end}" for end in ends}


# For hosts and the committee: lists of what is their own, and new rows.
FACTS = {
    "door/",
    *snippets("registration/", "registration/results/"),
    *snippets(*(f"{kind}/{end}" for kind in OF_TEAMS for end in ("", "results/", "add/"))),
    *(f"snippets/choose/events/{kind}/{end}" for kind in OF_TEAMS for end in CHOOSER if "pk" not in end),
}  # fmt: skip
# What one event says, its programme and its people: for its team, and for the committee. (A check-in without a name is
# not found.)
PEOPLE = {
    *snippets(*(f"{kind}/{end}/<int:pk>/" for kind in OF_TEAMS for end in LOOKED_AT)),
    *snippets(*(f"event/{end}/<int:pk>/" for end in ("next", "seats", "series", "words")), "programme/plan/<int:pk>/"),
    *snippets("programme/sheet/<int:event>/", "outsidecalendar/read/<int:pk>/"),
    *(f"snippets/choose/events/{kind}/chosen/<str:pk>/" for kind in OF_TEAMS),
    *(f"door/{end}" for end in ("event/<int:pk>/", "<int:pk>/", "<int:pk>/device/", "<int:pk>/search/")),
    *(f"door/<int:pk>/{end}/" for end in ("row/<uuid:number>", "row/<uuid:number>/undo", "list", "upload")),
    "event/<int:event>/", "event/<int:event>/figures.csv", "event-emails/<int:event>/",
    "event-report/<int:event>/",
    *snippets("registration/inspect/<int:pk>/"),
}  # fmt: skip
# What is done about them: for the team.
DEEDS = {
    "badges/<int:pk>/",
    *snippets("event/add_person/<int:pk>/"),
    *snippets("registration/correct/<int:pk>/"),
    *(f"event-letters/{end}" for end in ("<int:event>/", "<int:event>/new/", "letter/<int:pk>/")),
    *(f"event-letters/letter/<int:pk>/{end}/" for end in ("edit", "as-read/<slug:language>")),
    "event-letters/<int:event>/coming/<slug:key>/<slug:language>/",
    "event-live/<int:event>/channels/",
    "event-invitations/<int:event>/",
    *snippets(*(f"{kind}/delete/<int:pk>/" for kind in OF_TEAMS)),
}  # fmt: skip
BEFORE = {
    "promote": "waiting",
    "approve": "applied",
    "decline": "applied",
}  # the state of somebody to whom this action of many does something
ANYBODY = {"door/worker.js"}  # who works here at all: it is one script, and says nothing of an event


@pytest.fixture(scope="module")
def event(rows_of_the_module: None) -> Event:
    """An event with a team, made once for the module."""
    with time_machine.travel(NOW, tick=False):
        event = EventFactory(approval=True, mode="hybrid")
        team.name_team(event=event, users=[User.objects.create_user("owner")])
        return event


@pytest.fixture(scope="module")
def world(event: Event) -> dict[str, Any]:
    """One of everything about the event, by the beginning of an address; made once for the module."""
    with time_machine.travel(NOW, tick=False):
        return make_world(event)


@pytest.fixture
def keys(world: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The world, where no page is drawn: whether an address opens is asked, not what stands there."""
    draw = Template.render

    def drawn(template: Template, context: Any = None, request: Any = None) -> str:
        return draw(template, context, request) if str(template.origin.template_name).endswith(".mjml") else ""

    monkeypatch.setattr(Template, "render", drawn)
    return world


def make_world(event: Event) -> dict[str, Any]:
    """Make one of everything about `event`; return the keys by the beginning of an address."""
    event_page(event)
    row = CheckInFactory(registration=person(event, name="Ada Lovelace"))
    programme = ProgrammeFactory(event=event)
    rows = {
        "programme": programme.pk,
        "session": SessionFactory(programme=programme).pk,
        "speaker": SpeakerFactory(programme=programme).pk,
        "registration": row.registration_id,
        "event": event.pk,
        "outsidecalendar": OutsideCalendarFactory().pk,
    }
    chosen = {"states": ["confirmed"], "categories": [row.registration.category_id], "languages": ["en"]}
    words = {"subject": {"en": "The bus"}, "text": {"en": "It leaves at eight."}}
    of_event = ("door/event/", "badges/", "event/", "event-letters/", "event-invitations/", "event-emails/",
                "event-live/", "event-report/")  # fmt: skip
    return {
        "door/": row.door_id, **dict.fromkeys(of_event, event.pk), "number": row.number,
        "event-letters/letter/": letters.write(event=event, by=None, words=chosen | words).pk,
        "snippets/events/programme/sheet/": event.pk,
        **{f"snippets/{way}events/{kind}/": key for kind, key in rows.items() for way in ("", "choose/")},
    }  # fmt: skip


def addresses(keys: dict[str, Any]) -> dict[str, str]:
    """Return the address of every route about events, by the route."""
    found = {}
    longest_first = sorted(keys, key=len, reverse=True)
    for route, _view in routes(get_resolver().url_patterns):
        if ABOUT.match(route) and "(?P" not in route:
            short = route.removeprefix("cms/")
            key = str(next(keys[begin] for begin in longest_first if short.startswith(begin)))
            words = {"number": str(keys["number"]), "revision_id": "0", "language": "en", "key": "week"}
            found[short] = "/cms/" + PARAMETER.sub(lambda match, key=key, words=words: words.get(match[2], key), short)
    return found


def is_open(client: Client, address: str) -> bool:
    """Say whether an address does something for who asks: what takes no GET is asked by an empty form."""
    response = client.get(address)
    if response.status_code == 405:
        response = client.post(address)
    # To the first page with a message, to the log-in, or to the language of a page that is not there.
    refused = re.match(r"/cms/$|/accounts/login/|/\w\w/cms/", response.get("Location", "").partition("?")[0])
    return response.status_code not in (403, 404) and not refused


def opened(client: Client, keys: dict[str, Any], role: str, joins: Event | None = None) -> set[str]:
    """Return the routes that open to somebody of `role`, in the team of the event or not."""
    user = User.objects.create_user("visitor", "visitor@coalition.example", "x")
    user.groups.add(Group.objects.get(name=role))
    if joins:
        team.join(event=joins, user=user)
        OutsideCalendar.objects.get().team.add(user)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["door_device"] = {"id": str(PHONE_A.id), "name": "Phone A"}
    session.save()
    return {route for route, address in addresses(keys).items() if is_open(client, address)}


def test_all_of_it_opens_to_a_host_of_the_team(client, keys, event):
    named = FACTS | PEOPLE | DEEDS | ANYBODY

    assert named - opened(client, keys, roles.EVENT_HOSTS, event) == set()


@pytest.mark.parametrize("has_team", [True, False])
def test_nothing_of_one_event_opens_to_other_hosts(client, keys, event, has_team):
    if not has_team:  # it belongs to the committee's editors
        event.team.all().delete()

    assert opened(client, keys, roles.EVENT_HOSTS) == FACTS | ANYBODY


def test_the_committee_sees_all_of_it_and_decides_nothing_about_its_people(client, keys):
    found = opened(client, keys, roles.COMMITTEE_EDITORS)

    assert (FACTS | PEOPLE) - found == set()
    assert found & DEEDS == set()


@pytest.mark.parametrize("action", [action.action_type for action in bulk.ACTIONS])
@pytest.mark.parametrize(
    ("role", "in_team", "acts"),
    [(roles.EVENT_HOSTS, True, True), (roles.EVENT_HOSTS, False, False), (roles.COMMITTEE_EDITORS, False, False)],
)
def test_what_is_done_to_many_is_done_by_the_team(client, event, action, role, in_team, acts):
    row = person(event, name="Ada Lovelace", state=BEFORE.get(action, "confirmed"))
    other = SeatCategoryFactory(event=event, capacity=5, names={"en": "Online"})
    user = User.objects.create_user("visitor", "visitor@coalition.example", "x")
    user.groups.add(Group.objects.get(name=role))
    if in_team:
        team.join(event=event, user=user)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtail_bulk_action", args=["events", "registration", action])
    before = Registration.objects.values().get(pk=row.pk), Message.objects.count()

    client.post(f"{address}?id={row.pk}", {"reason": "Ill", "category": other.pk})

    assert ((Registration.objects.values().get(pk=row.pk), Message.objects.count()) != before) == acts


@pytest.mark.parametrize("role", [roles.NEWSLETTER_EDITORS, roles.CHARTER_REVIEWERS])
def test_nothing_opens_to_other_roles_not_even_in_the_team(client, keys, event, role):
    assert opened(client, keys, role, event) == ANYBODY


def test_nothing_opens_to_a_stranger(client, keys):
    assert {route for route, address in addresses(keys).items() if is_open(client, address)} == set()


def views(patterns, prefix=""):
    """Yield each address with the module of its view."""
    for pattern in patterns:
        written = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, written)
        else:
            yield written, getattr(pattern.callback, "view_class", pattern.callback).__module__


def test_no_address_of_events_in_the_cms_is_left_out():
    of_events = {
        written
        for written, module in views(get_resolver().url_patterns)
        if written.startswith("cms/") and module.startswith("events.")
    }

    assert len(of_events) > 40
    left_out = {written for written in of_events if not ABOUT.match(written)}
    assert {written for written in left_out if not written.startswith("cms/snippets/webinars/")} == set()  # facts only


def public(event: Event, token: str, *asks: str) -> list[str]:
    """Return each public address, or those that take one of `asks`, of `event` and the registration behind `token`."""
    words = {
        "slug": "training", "short_id": event.short_id, "token": token, "feed": "all", "reference": "x",
        **dict.fromkeys(("part", "number"), "00000000-0000-4000-8000-000000000000"),
        "year": "2027", "month": "3", "day": "10",
    }  # fmt: skip
    routes = [written for written, _module in views(urlpatterns)]
    taken = [route for route in routes if not asks or {name for _kind, name in PARAMETER.findall(route)} & {*asks}]
    return [f"/en/{PARAMETER.sub(lambda match: words[match[2]], route)}" for route in taken]


OF_THE_EVENT = ("slug", "short_id", "token")  # what an address takes where it matters whether the event is closed


@pytest.mark.attack
@pytest.mark.parametrize("closed", [False, True])
def test_public_addresses_know_no_role(client, closed):
    """A session of the CMS opens no more of them, and names nobody: what is one's own opens to its link alone."""
    event = EventFactory(approval=True, mode="hybrid")
    event_page(event, slug="training")
    row = person(event, name="Ada Lovelace")
    Event.objects.filter(pk=event.pk).update(closed=closed)
    token = Registration.objects.get(pk=row.pk).token
    roles_of = {"stranger": None, "host": event, "other host": None, roles.COMMITTEE_EDITORS: None}
    told, unknown = {}, {}
    for name, joins in roles_of.items():
        if name != "stranger":
            user = User.objects.create_user(name, f"{len(told)}@coalition.example", "x")
            user.groups.add(Group.objects.get(name=roles.EVENT_HOSTS if "host" in name else name))
            if joins:
                team.join(event=joins, user=user)
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        asked = [(told, public(event, token, *OF_THE_EVENT) if closed else public(event, token))]
        if name in ("stranger", "host"):  # of a secret that was never made, nobody is nearer to it than the team
            asked.append((unknown, public(event, "x" * 43, "token")))
        for found, addresses in asked:
            answers = {address: client.get(address) for address in addresses}
            found[name] = {
                address: (answer.status_code, b"Ada Lovelace" in answer.getvalue())
                for address, answer in answers.items()
            }

    for found in (told, unknown):
        assert {name for name in found if found[name] != found["stranger"]} == set()
    opens = [address for address, (status, _named) in told["stranger"].items() if status == 200]
    named = [address for address, (_status, is_named) in told["stranger"].items() if is_named]
    assert (len(opens) > (5 if closed else 20), len(named) > 3) == (True, True)
    assert [address for address in named if token not in address] == []
    assert [address for address, (_status, is_named) in unknown["stranger"].items() if is_named] == []
    if closed:
        assert [address for address in opens if "training" in address] == []
