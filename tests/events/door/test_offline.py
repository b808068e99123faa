"""What a device keeps and sends: signed, bound, over in time, and read by its scripts as it was written."""

import hashlib
import json
import subprocess
from datetime import timedelta

import pytest
import segno
import time_machine
from django.urls import reverse

from coalition.stack import ROOT
from events.door import lists
from events.door.models import CheckIn
from events.door.services import code_in, digest
from tests.calendar.readers import NODE
from tests.events.door.test_door import NINE, at, at_door, door, person, texts  # noqa: F401
from tests.factories.doors import PHONE_A, PHONE_B, CheckInFactory, DoorFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
SCRIPTS = ROOT / "events" / "static" / "events" / "door"


def take_list(client, door):  # noqa: F811
    return json.loads(client.get(reverse("events_door:list", args=[door.pk])).content)


def send(client, door, taken, rows, **changes):  # noqa: F811
    body = {"head": taken["head"], "signature": taken["signature"], "clock": at(30).isoformat(), "rows": rows} | changes
    return client.post(reverse("events_door:upload", args=[door.pk]), json.dumps(body), "application/json")


@pytest.mark.parametrize("shows_names", [False, True])
def test_a_list_holds_digests_and_names_only_where_the_host_says_so(at_door, door, shows_names):  # noqa: F811
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


def test_what_a_device_kept_is_merged_and_told(at_door, door):  # noqa: F811
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
    assert CheckIn.objects.count() == 2


def test_rows_of_a_list_that_is_not_of_this_door_or_over_are_refused(at_door, door):  # noqa: F811
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


def test_the_scripts_read_codes_lists_and_squares_as_the_site_writes_them(door, tmp_path):  # noqa: F811
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
