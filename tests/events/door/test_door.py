"""The door: who is in follows from all rows, whatever order they came in; only hosts of the event work at it."""

import hashlib
import itertools
import json
import subprocess
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import segno
import time_machine
from django.contrib.auth.models import Group
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coalition.stack import ROOT
from coalition.users import roles
from coalition.users.models import User
from events.door import lists, services
from events.door.models import CheckIn, Door
from events.door.services import Sent, code_in, digest
from events.models import Event
from events.programme import release
from events.programme.models import Session, SessionChoice
from events.team import permissions as team
from tests.calendar.readers import NODE
from tests.factories.doors import PHONE_A, PHONE_B, CheckInFactory, DoorFactory
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page, run_all
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)  # in Bobigny it is nine then
PAGE_QUERIES = 11


def person(event, **fields):
    category = event.seat_categories.first() or SeatCategoryFactory(event=event, capacity=50)
    return RegistrationFactory(category=category, **fields)


def host(client, name="host", role=roles.EVENT_HOSTS):
    user = User.objects.create_user(name, f"{name}@coalition.example", "x")
    user.groups.add(Group.objects.get(name=role))
    run_all(user)
    client.force_login(user)
    return user


@pytest.fixture
def door():
    return DoorFactory(name="Main entrance")


@pytest.fixture
def at_door(client, door):
    """A browser of a host, whose device has a name."""
    with time_machine.travel(at(0)):
        host(client)
        address = reverse("events_door:device", args=[door.pk])
        assert 'name="device"' in client.get(reverse("events_door:door", args=[door.pk]), follow=True).content.decode()
        client.post(address, {"device": "Phone A"})
        yield client


def at(minutes):
    return NINE + timedelta(minutes=minutes)


def test_of_several_check_ins_the_earliest_counts_in_whatever_order_they_come(door):
    """Six orders of three rows of two devices, one of them undone: the same answer."""
    numbers = [UUID(int=number) for number in (10, 11, 12)]
    found = set()
    for order in itertools.permutations(range(4)):
        ada = person(door.event)
        new = {number: uuid4() for number in numbers}
        rows = [
            (PHONE_A, Sent(new[numbers[0]], ada, at(1))),  # undone: it does not count
            (PHONE_A, Sent(uuid4(), ada, at(2), undoes=new[numbers[0]])),
            (PHONE_A, Sent(new[numbers[1]], ada, at(5))),
            (PHONE_B, Sent(new[numbers[2]], ada, at(3))),
        ]
        with time_machine.travel(at(30), tick=False):
            for place in order:
                device, sent = rows[place]
                services.merge(door=door, device=device, by=None, rows=[sent], clock_of=at(30))
        first = CheckIn.objects.standing().filter(registration=ada).first()
        found.add((first.device, first.moment, services.people(door.event)["in"] > 0))
    assert found == {(PHONE_B.id, at(3), True)}


@pytest.mark.parametrize(("closed", "runs", "named"), [(False, False, 1), (True, False, 0), (True, True, 1)])
def test_the_ticket_of_another_event_is_told_by_its_name_to_who_may_know_of_it(at_door, door, closed, runs, named):
    other = event_page(EventFactory(closed=closed), title="The forum of mayors").event
    if not runs:
        team.name_team(event=other, users=[User.objects.create_user("owner")])
    code = person(other).ticket_code

    said = at_door.post(reverse("events_door:search", args=[door.pk]), {"text": code}).text

    assert (said.count("The forum of mayors"), said.count("Ticket for another event")) == (named, named)


def test_a_clock_that_goes_wrong_is_put_right_and_none_is_in_the_future(door):
    slow, ahead = Sent(uuid4(), person(door.event), at(-60)), Sent(uuid4(), person(door.event), at(90))
    with time_machine.travel(at(30), tick=False):
        services.merge(door=door, device=PHONE_A, by=None, rows=[slow], clock_of=at(-50))
        services.merge(door=door, device=PHONE_B, by=None, rows=[ahead], clock_of=at(30))

    moments = dict(CheckIn.objects.values_list("number", "moment"))
    assert moments == {slow.number: at(20), ahead.number: at(30)}


def test_all_entrances_are_one_point_and_a_session_is_its_own(door):
    ada = person(door.event)
    side, workshop = DoorFactory(event=door.event), DoorFactory(event=door.event, kind="session")

    answers = [
        services.check_in(door=point, registration=ada, device=PHONE_A, by=None).answer
        for point in (door, side, workshop, workshop)
    ]

    assert answers == ["in", "again", "in", "again"]
    assert [row.came for row in services.doors(door.event)] == [1, 1, 1]
    assert services.people(door.event) == {"in": 1, "expected": 1}


@pytest.mark.parametrize(
    ("state", "answer"),
    [("waiting", "waiting"), ("cancelled", "cancelled"), ("applied", "waiting"), ("offered", "waiting")],
)
def test_who_has_no_seat_is_not_checked_in(door, state, answer):
    row = person(door.event, state=state, claim_by=NOW if state == "offered" else None)
    outcome = services.check_in(door=door, registration=row, device=PHONE_A, by=None)

    assert (outcome.answer, CheckIn.objects.count()) == (answer, 0)


def test_nobody_of_another_event_is_let_in(door):
    outcome = services.check_in(door=door, registration=person(EventFactory()), device=PHONE_A, by=None)

    assert (outcome.answer, outcome.registration, CheckIn.objects.count()) == ("unknown", None, 0)


def test_the_database_keeps_every_row():
    row = CheckInFactory()

    for change in (row.delete, lambda: CheckIn.objects.filter(pk=row.pk).update(moment=NINE)):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()
    User.objects.create_user("gone")
    assert CheckIn.objects.update(by=User.objects.get(username="gone")) == 1


def told_in_history():
    entries = ModelLogEntry.objects.filter(action__contains="check_in").order_by("pk")
    assert {(entry.user.username, str(entry.content_type)) for entry in entries} == {("host", "Events | event")}
    return [entry.action for entry in entries]


def texts(response):
    return response.content.decode()


def test_a_host_finds_by_name_checks_in_sees_who_was_first_and_takes_it_back(at_door, door):
    ada = person(door.event, name="Ada Lovelace")
    person(EventFactory(), name="Ada of another event")
    search, check_in = (reverse(f"events_door:{name}", args=[door.pk]) for name in ("search", "check_in"))

    found = at_door.post(search, {"text": "ada"})
    assert [row.registration for row in found.context["found"]] == [ada]
    with time_machine.travel(at(31)):  # within the session
        first = at_door.post(check_in, {"registration": ada.pk}, follow=True)
        again = at_door.post(check_in, {"registration": ada.pk}, follow=True)
        assert 'data-answer="in"' in texts(first)
        assert "Already checked in" in texts(again)
        assert again.context["first"] == "09:31, Phone A, Main entrance"
        row = CheckIn.objects.first()
        undo = reverse("events_door:undo", args=[door.pk, row.number])
        assert at_door.get(undo).status_code == 405
        taken_back = at_door.post(undo, follow=True)
    assert "Check-in taken back" in texts(taken_back)
    assert [row.undoes for row in CheckIn.objects.order_by("pk")] == [None, None, row.number]
    assert told_in_history() == ["events.check_in", "events.check_in", "events.undo_check_in"]


@pytest.mark.parametrize("people", [1, 3])
def test_a_search_costs_the_same_for_any_number_of_people(at_door, door, people, django_assert_num_queries):
    for _number in range(people):
        CheckInFactory(registration=person(door.event, name="Ada"), door=door)

    with django_assert_num_queries(PAGE_QUERIES):
        response = at_door.post(reverse("events_door:search", args=[door.pk]), {"text": "Ada"})

    assert len(response.context["found"]) == people


def test_the_page_that_a_device_keeps_names_nobody_and_no_log_reads_names(at_door, door, caplog):
    ada = person(door.event, name="Ada Lovelace")
    CheckInFactory(registration=ada, door=door)

    page = at_door.get(reverse("events_door:door", args=[door.pk]))
    at_door.post(reverse("events_door:search", args=[door.pk]), {"text": "Lovelace"})

    assert [secret for secret in ("Ada", ada.email, ada.ticket_code) if secret in texts(page)] == []
    assert page["Cache-Control"].startswith("no-store")
    assert {"camera=(self)", "microphone=()"} <= set(page["Permissions-Policy"].split(", "))
    assert "Lovelace" not in caplog.text


@pytest.fixture
def workshop(door):
    """The door of a session with two places, and the session, released."""
    session = SessionFactory(programme=ProgrammeFactory(event=door.event), code="ws", capacity=2)
    SessionFactory(programme=session.programme, code="off", state="cancelled")
    SessionFactory(programme=session.programme, code="tea", kind="break")
    release.release(programme=session.programme)
    return DoorFactory(event=door.event, kind="session", session=session.guid), session


def test_a_session_with_limited_seats_lets_in_who_has_a_place(workshop):
    door, session = workshop
    ada, zoe = person(door.event), person(door.event)
    SessionChoice.objects.create(registration=ada, session=session, kind="place")

    def come(row):
        return services.check_in(door=door, registration=row, device=PHONE_A, by=None).answer

    assert [come(row) for row in (ada, zoe)] == ["in", "no-place"]
    assert CheckIn.objects.count() == 1
    entries = json.loads(lists.issue(door=door, device=PHONE_A)["entries"])
    assert [entry[1] for entry in entries] == ["confirmed", "no-place"]
    eve = person(door.event)  # let in while her device could not ask, she gave her place back since
    later = services.check_in(
        door=door, registration=eve, device=PHONE_A, by=None, moment=timezone.now(), number=uuid4()
    )
    assert (later.answer, CheckIn.objects.filter(registration=eve).count()) == ("no-place", 1)
    Session.objects.filter(pk=session.pk).update(capacity=None)
    assert come(zoe) == "no-place"  # readers see the limit still
    release.release(programme=session.programme)
    assert come(zoe) == "in"


def session_is_cancelled(door, session):
    Session.objects.filter(pk=session.pk).update(state="cancelled")
    release.release(programme=session.programme)


def session_leaves_the_programme(door, session):
    SessionChoice.objects.all().delete()
    session.delete()
    release.release(programme=session.programme)


def event_is_postponed(door, session):
    Event.objects.filter(pk=door.event_id).update(state="postponed")


def event_is_cancelled(door, session):
    Event.objects.filter(pk=door.event_id).update(state="cancelled")


@pytest.mark.parametrize(
    "change", [session_is_cancelled, session_leaves_the_programme, event_is_postponed, event_is_cancelled]
)
def test_what_does_not_take_place_has_no_door(at_door, workshop, change):
    door, session = workshop
    ada = person(door.event)
    SessionChoice.objects.create(registration=ada, session=session, kind="place")
    door.event.refresh_from_db()
    change(door, session)
    door = Door.objects.select_related("event").get(pk=door.pk)
    entrance = DoorFactory(event=door.event)
    words = "The session or the event was cancelled or postponed: nobody is checked in here."

    with time_machine.travel(at(0)):
        assert words in texts(at_door.get(reverse("events_door:door", args=[door.pk])))
        scanned = at_door.post(reverse("events_door:check_in", args=[door.pk]), {"registration": ada.pk})
        assert (scanned.status_code, scanned.context["outcome"].answer, words in texts(scanned)) == (
            200, "called-off", True,
        )  # fmt: skip
        assert CheckIn.objects.count() == 0
        [entry] = json.loads(lists.issue(door=door, device=PHONE_A)["entries"])
        assert entry[1] == "called-off"
        came = Sent(uuid4(), ada, at(-5))  # let in by a device that did not know yet
        told = services.merge(door=door, device=PHONE_A, by=None, rows=[came], clock_of=at(0))
    assert (told[came.number].answer, CheckIn.objects.count()) == ("called-off", 1)
    whole = "event" in change.__name__
    answer = services.check_in(door=entrance, registration=ada, device=PHONE_A, by=None).answer
    assert answer == ("called-off" if whole else "in")


SCRIPTS = ROOT / "events" / "static" / "events" / "door"


def take_list(client, door):
    return json.loads(client.get(reverse("events_door:list", args=[door.pk])).content)


def send(client, door, taken, rows, **changes):
    body = {"head": taken["head"], "signature": taken["signature"], "clock": at(30).isoformat(), "rows": rows} | changes
    return client.post(reverse("events_door:upload", args=[door.pk]), json.dumps(body), "application/json")


@pytest.mark.parametrize("shows_names", [False, True])
def test_a_list_holds_digests_and_names_only_where_the_host_says_so(at_door, door, shows_names):
    door.shows_names = shows_names
    door.save()
    ada = person(door.event, name="Ada Lovelace")
    person(EventFactory(), name="Of another event")
    with time_machine.travel(at(5)):
        taken = take_list(at_door, door)

    head, entries = json.loads(taken["head"]), json.loads(taken["entries"])
    assert entries == [[digest(head["list"], ada.ticket_code), "confirmed", "Seats", "Ada Lovelace" * shows_names, ""]]
    assert [secret for secret in (ada.ticket_code, ada.email, "Of another") if secret in json.dumps(taken)] == []
    assert head["entries"] == hashlib.sha256(taken["entries"].encode()).hexdigest()


def test_what_a_device_kept_is_merged_and_told(at_door, door):
    ada = person(door.event, name="Ada")
    with time_machine.travel(at(30)):
        taken = take_list(at_door, door)
        key = digest(json.loads(taken["head"])["list"], ada.ticket_code)
        CheckInFactory(registration=ada, door=door, moment=at(1), device=PHONE_B.id, device_name="Phone B")
        row = {"number": "00000000-0000-4000-8000-000000000001", "digest": key, "moment": at(3).isoformat()}
        answers = [send(at_door, door, taken, [row]).json() for _twice in range(2)]

    told = {"answer": "again", "name": "Ada", "seats": "Seats", "first": f"09:01, Phone B, {door.name}"}
    count = "1 of 1 people with a seat came in by an entrance."
    assert answers == [{"rows": {row["number"]: told}, "count": count}] * 2
    assert (CheckIn.objects.count(), told_in_history()) == (2, ["events.check_in"])


def test_rows_of_a_list_that_is_not_of_this_door_or_over_are_refused(at_door, door):
    person(door.event)
    other = DoorFactory(event=door.event)
    with time_machine.travel(at(5)):
        taken = take_list(at_door, door)
        forged = taken["head"].replace('"names": false', '"names": true')
        refused = [
            send(at_door, other, taken, []),
            send(at_door, door, taken, [], head=forged),
            send(at_door, door, taken, [], signature="AAAA"),
            send(at_door, door, taken, [], clock="2027-03-10T09:00"),
            send(at_door, door, taken, {"no": "list"}),
        ]
    assert [answer.status_code for answer in refused] == [400] * 5
    with time_machine.travel(at(5)):
        issued = lists.issue(door=door, device=PHONE_A)
    over = door.event.end + lists.AFTER_THE_EVENT + lists.SENT_WITHIN
    for moment, fits in ((over - timedelta(hours=1), True), (over + timedelta(hours=1), False)):
        with time_machine.travel(moment):
            if fits:
                assert lists.check(issued["head"], issued["signature"], door=door, device=PHONE_A).door == door.pk
            else:
                with pytest.raises(lists.BadList):
                    lists.check(issued["head"], issued["signature"], door=door, device=PHONE_A)


READ = """
import { codeIn, digest, read } from "%(folder)s/list.js";
import decode from "%(folder)s/qr/decode.js";
const given = %(given)s;
const list = await read(given.list, given.places);
const other = await read(given.list, { ...given.places, device: "another" });
const changed = await read({ ...given.list, entries: given.list.entries + " " }, given.places);
const shade = (dark) => (dark === "1" ? 0 : 255);
const data = Uint8ClampedArray.from(given.pixels.flatMap((dark) => [shade(dark), shade(dark), shade(dark), 255]));
const told = [given.typed.map(codeIn), await digest("list", "code"), list?.entries.size ?? null, other, changed];
console.log(JSON.stringify([...told, decode({ width: given.side, height: given.side, data })]));
"""


def test_the_scripts_read_codes_lists_and_squares_as_the_site_writes_them(door, tmp_path):
    ada = person(door.event)
    typed = ["ABCD-EFGH-JKMN-PQRS-TUVW", f"https://x.example/{ada.ticket_code}/", "Ada", ada.ticket_code + "x"]
    square = segno.make(f"https://town.example/{ada.ticket_code}", error="m")
    rows = ["".join("1" if dark else "0" for dark in row) for row in square.matrix_iter(scale=6, border=4)]
    with time_machine.travel(NINE):
        issued = lists.issue(door=door, device=PHONE_A)
    given = {
        "list": issued, "places": {"key": lists.public_key(), "door": door.pk, "device": str(PHONE_A.id)},
        "typed": typed, "side": len(rows), "pixels": list("".join(rows)),
    }  # fmt: skip
    script = tmp_path / "read.mjs"
    script.write_text(READ % {"folder": SCRIPTS.as_uri(), "given": json.dumps(given)})

    node = subprocess.run([str(NODE), script], capture_output=True, text=True, timeout=60)

    assert json.loads(node.stdout or f'"{node.stderr}"') == [
        [code_in(text) for text in typed], digest("list", "code"), 1, None, None,
        f"https://town.example/{ada.ticket_code}",
    ]  # fmt: skip
