"""A programme from one sheet: what a line says is made, the same file twice changes nothing, and a slip is told."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.programme.imports import facts
from events.programme.models import Programme, Room, Session, Speaker
from tests.factories.events import EventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

SHEET = """day;From;ends;kind;title_en;title_ar;room;speakers;spoken;interpreted
1;10:00;10:45;Plenary;Opening;افتتاح;Hall;Ada Lovelace, Rosa;fr;en, Arabic
2027-03-10;11h00;12:00;panel;What towns can change;;hall;Rosa;en;
"""


@pytest.fixture
def event():
    return EventFactory(kind="seminar")  # on 10 March 2027, from 10 to 17


def look(client, event, text=SHEET):
    url = reverse("wagtailsnippets_events_programme:sheet", args=[event.pk])
    return client.post(url, {"file": SimpleUploadedFile("programme.csv", text.encode())})


def confirm(client, event, shown):
    url = reverse("wagtailsnippets_events_programme:sheet", args=[event.pk])
    return client.post(url, {name: shown.context["confirm"][name].value() for name in ("content", "seen")})


def test_one_sheet_makes_the_sessions_with_their_rooms_and_speakers(editor, event):
    shown = look(editor, event)
    assert shown.context["plan"].counts == {"create": 2, "update": 0, "same": 0, "error": 0}
    assert (Session.objects.count(), Programme.objects.count()) == (0, 0)  # a preview stores nothing
    done = confirm(editor, event, shown)

    programme = Programme.objects.get(event=event)
    assert done["Location"] == reverse("wagtailsnippets_events_programme:plan", args=[programme.pk])
    first, second = map(facts, Session.objects.filter(programme=programme).order_by("begins").whole())
    assert (first["begins"], first["ends"], first["kind"], first["room"]) == ("10:00", "10:45", "plenary", "Hall")
    assert (first["title_en"], first["title_ar"], first["speakers"]) == ("Opening", "افتتاح", ["Ada Lovelace", "Rosa"])
    assert (first["spoken"], sorted(first["interpreted"])) == (["fr"], ["ar", "en"])
    assert (second["room"], second["speakers"], second["interpreted"]) == ("Hall", ["Rosa"], [])
    assert (Room.objects.count(), Speaker.objects.count()) == (1, 2)

    assert look(editor, event).context["plan"].counts["same"] == 2
    sheet = editor.get(reverse("wagtailsnippets_events_programme:sheet", args=[event.pk]), {"csv": ""}).text
    assert look(editor, event, sheet.removeprefix("\ufeff")).context["plan"].counts["same"] == 2
    changed = look(editor, event, sheet.removeprefix("\ufeff").replace("Opening", "Welcome"))
    assert confirm(editor, event, changed).status_code == 302
    assert [str(row) for row in Session.objects.order_by("begins")] == ["Welcome", "What towns can change"]


def test_no_cell_of_the_sheet_is_a_formula_and_names_come_back_as_they_were(editor, event):
    text = "day;begins;minutes;title_en;speakers\n1;10:00;30;=1+1;=cmd(), Rosa\n"
    confirm(editor, event, look(editor, event, text))

    sheet = editor.get(reverse("wagtailsnippets_events_programme:sheet", args=[event.pk]), {"csv": ""}).text
    [row] = csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff")))
    assert (row["title_en"], row["speakers"]) == ("'=1+1", "'=cmd();Rosa")
    assert look(editor, event, sheet.removeprefix("\ufeff")).context["plan"].counts["same"] == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("4;10:00;11:00;talk;Late;;;;;", "day: Choose a day of the event."),
        ("1;25:00;;talk;Never;;;;;", "begins: write an hour such as 09:30."),
        ("1;10:00;11:00;song;Odd;;;;;", "kind: “song” is not one of these"),
        ("1;10:00;11:00;talk;;;;;;", "Give the title in one language at least."),
        ("1;10:00;18:00;talk;Long;;;;;", "minutes: The session would end after the event"),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(editor, event, line, told):
    shown = look(editor, event, f"{SHEET}{line}\n")

    assert told in shown.context["plan"].refused[0].errors[0]
    assert not shown.context["plan"].can_apply
    assert Session.objects.count() == 0
