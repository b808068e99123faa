"""Speakers and sessions from a sheet: shown first, written whole or not at all, twice the same as once."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coalition.members.importing.plans import ImportRefused
from events.programme import imports
from events.programme.models import Session, Speaker
from tests.factories.charter import staff
from tests.factories.events import run_all
from tests.factories.programmes import ProgrammeFactory, RoomFactory

pytestmark = pytest.mark.django_db
PEOPLE = "code;name;office_fr;biography_en\nada;Ada Émilie;Directrice;'=Not a formula\neve;Eve;;\n"
TALKS = (
    "code,day,begins,minutes,room,seats,speakers,spoken,title_en\n"
    "open,2027-03-10,09:30,45,hall 1,20,ada; eve,fr en,Opening\n"
)


@pytest.fixture
def programme():
    programme = ProgrammeFactory(event__start=datetime(2027, 3, 10, 8, tzinfo=UTC))
    RoomFactory(programme=programme, names={"en": "Hall 1"})
    return programme


def test_people_and_sessions_are_written_and_the_same_file_again_changes_nothing(programme):
    for of, text in (("speakers", PEOPLE), ("sessions", TALKS)):
        planned = imports.plan(programme, text, of=of)
        assert (Speaker if of == "speakers" else Session).objects.count() == 0
        imports.apply(plan=planned)
        assert imports.plan(programme, text, of=of).counts["same"] == len(planned.rows)

    ada, session = Speaker.objects.get(code="ada"), Session.objects.get()
    assert (ada.name, ada.offices, ada.biographies) == ("Ada Émilie", {"fr": "Directrice"}, {"en": "=Not a formula"})
    assert (session.begins, session.minutes, session.capacity, str(session.room)) == (time(9, 30), 45, 20, "Hall 1")
    assert [str(row) for row in session.session_speakers.all()] == ["Ada Émilie", "Eve"]
    assert sorted(row.language for row in session.languages.all()) == ["en", "fr"]


def test_a_time_with_a_zone_of_its_own_is_refused_and_a_preview_says_what_changes(programme):
    text = "code,day,begins,minutes,title_en\na,2027-03-10,{},45,A\n"

    assert imports.plan(programme, text.format("09:30Z"), of="sessions").rows[0].errors == [
        "begins: write the time like this: 09:30."
    ]
    imports.apply(plan=imports.plan(programme, text.format("09:30"), of="sessions"))
    (row,) = imports.plan(programme, text.format("10:00"), of="sessions").rows
    assert [(one.column, one.before, one.after) for one in row.changes] == [("begins", "09:30:00", "10:00:00")]


def test_what_is_wrong_is_told_line_by_line_and_nothing_is_written(programme):
    text = "code,day,begins,minutes,room,title_en\na,2027-04-10,09:00,45,,A\nb,10 March,25:00,x,Attic,B\na,,,,,\n"

    planned = imports.plan(programme, text, of="sessions")

    assert planned.rows[0].errors == ["day: Choose a day of the event."]
    assert planned.rows[1].errors == [
        "day: write the date like this: 2027-03-10.",
        "begins: write the time like this: 09:30.",
        "minutes: write a whole number, in digits.",
        "room: “Attic” is not one of these: Hall 1.",
    ]
    assert planned.rows[2].errors == ["“a” is already on line 2."]
    with pytest.raises(ImportRefused):
        imports.apply(plan=planned)
    assert Session.objects.count() == 0


def test_a_wrong_choice_is_told_with_what_there_is(programme):
    text = "code,kind,state,day,begins,speakers,spoken,title_en\na,lecture,off,2027-03-10,09:00,ada,Klingon,A\n"

    [row] = imports.plan(programme, text, of="sessions").rows

    assert row.errors[:3] == [
        "kind: “lecture” is not one of these: plenary (plenary), talk (talk), panel (panel), workshop (workshop), "
        "visit (visit), break (break).",
        "state: “off” is not one of these: scheduled (scheduled), cancelled (cancelled).",
        "speakers: “ada” is neither a code nor a name on the list below.",
    ]
    assert row.errors[3].startswith("spoken: “Klingon” is not one of these: en (English), fr (French), es (Spanish), ")


def test_choices_and_languages_are_written_by_their_names_too(programme):
    imports.apply(plan=imports.plan(programme, PEOPLE, of="speakers"))
    text = (
        "code;kind;day;begins;minutes;room;speakers;spoken;title_en\n"
        "open;Atelier;2027-03-10;09:30;45;HALL 1;Ada Emilie, eve;Français, International Sign;Opening\n"
    )

    imports.apply(plan=imports.plan(programme, text, of="sessions"))

    session = Session.objects.get()
    assert (session.kind, sorted(row.language for row in session.languages.all())) == ("workshop", ["fr", "ils"])
    assert [str(row) for row in session.session_speakers.all()] == ["Ada Émilie", "Eve"]
    assert imports.plan(programme, text, of="sessions").counts["same"] == 1


def test_the_page_lists_what_each_column_takes(client, programme):
    client.force_login(run_all(staff("Event hosts")))

    page = client.get(reverse("wagtailsnippets_events_programme:import-sessions", args=[programme.pk])).content.decode()

    for code, name in (("workshop", "workshop"), ("Hall 1", ""), ("ils", "International Sign")):
        assert f"<li><code>{code}</code> <bdi>{name}</bdi></li>" in page


def test_a_file_of_windows_is_shown_and_then_written_by_who_may(client, programme):
    address = reverse("wagtailsnippets_events_programme:import-speakers", args=[programme.pk])
    client.force_login(staff("Newsletter editors"))
    assert client.get(address).status_code == 302

    client.force_login(run_all(staff("Event hosts")))
    shown = client.post(address, {"file": SimpleUploadedFile("people.csv", PEOPLE.encode("cp1252"))})
    assert shown.context["plan"].counts["create"] == 2
    assert Speaker.objects.count() == 0
    client.post(address, shown.context["confirm"].initial)

    assert sorted(Speaker.objects.values_list("name", flat=True)) == ["Ada Émilie", "Eve"]


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sessions_come_from_a_workbook_as_well(client, programme):
    address = reverse("wagtailsnippets_events_programme:import-sessions", args=[programme.pk])
    client.force_login(run_all(staff("Event hosts")))
    sent = workbook(
        ["code", "day", "begins", "minutes", "room", "seats", "spoken", "title_en", "title_ar"],
        ["open", date(2027, 3, 10), time(9, 30), 45, "Hall 1", 20.0, "fr en", "Opening", "الافتتاح"],
        ["late", date(2027, 3, 10), time(14), 60, None, None, "fr", "Late"],
    )

    shown = client.post(address, {"file": SimpleUploadedFile("sessions.xlsx", sent)})

    assert [row.errors for row in shown.context["plan"].rows] == [[], []]
    assert Session.objects.count() == 0
    client.post(address, shown.context["confirm"].initial)
    rows = Session.objects.order_by("begins")
    found = [(row.begins, row.minutes, row.capacity, row.titles.get("ar")) for row in rows]
    assert found == [(time(9, 30), 45, 20, "الافتتاح"), (time(14), 60, None, None)]


def with_macros():
    out = io.BytesIO(workbook(["code"]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"0")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [(with_macros, "contains macros"), (lambda: b"PK\x03\x04 and no more", "This file cannot be read.")],
)
def test_a_workbook_that_could_do_something_or_is_none_is_refused_in_words(client, programme, make, words):
    address = reverse("wagtailsnippets_events_programme:import-sessions", args=[programme.pk])
    client.force_login(run_all(staff("Event hosts")))

    response = client.post(address, {"file": SimpleUploadedFile("sessions.xlsx", make())})

    assert words in str(response.context["form"].errors["file"])
