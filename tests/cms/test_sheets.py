"""Lists that leave as files: an office opens them as they are, in the editor's language."""

import csv
import io
from datetime import datetime

import pytest
from django.urls import reverse
from django.utils.text import capfirst
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from coalition.users.models import User
from events.registrations.models import Registration
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.django_db

REGISTRATIONS = "wagtailsnippets_events_registration:list"


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("root"))
    return client


def speak(language: str) -> None:
    UserProfile.objects.update_or_create(
        user=User.objects.get(username="root"), defaults={"preferred_language": language}
    )


def test_a_workbook_bears_the_event_s_name_and_keeps_its_headings_in_sight(editor):
    event = EventFactory(name="Lunch: law / data")
    category = SeatCategoryFactory(event=event)
    RegistrationFactory(event=event, category=category, name="Ada Lovelace", language="fr")
    RegistrationFactory(event=event, category=category, name="", email="")  # of somebody who was erased

    answer = editor.get(reverse(REGISTRATIONS), {"export": "xlsx", "event": event.pk})
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active

    headings, *rows = sheet.values
    assert "Lunch" in answer["Content-Disposition"]
    assert (sheet.title, sheet.freeze_panes) == ("Lunch law data", "A2")
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.column_dimensions["A"].width > len(headings[0])
    name = str(Registration._meta.get_field("name").verbose_name)
    assert [row[headings.index(capfirst(name))] for row in rows] == ["Ada Lovelace"]
    assert [type(row[headings.index("Registered")]) for row in rows] == [datetime]
    assert [row[headings.index("Language")] for row in rows] == ["French"]


@pytest.mark.parametrize(
    ("language", "delimiter", "heading", "rtl"),
    [("en", ",", "Type", False), ("fr", ";", "Type", False), ("es", ";", "Tipo", False), ("ar", ";", "النوع", True)],
)
def test_files_are_in_the_editor_s_language_and_open_in_its_spreadsheets(editor, language, delimiter, heading, rtl):
    EventFactory(name="Training")
    address = reverse("wagtailsnippets_events_event:list")
    editor.get(address)  # makes the profile
    speak(language)

    text = b"".join(editor.get(address, {"export": "csv"}).streaming_content).decode()
    sheet = load_workbook(io.BytesIO(editor.get(address, {"export": "xlsx"}).getvalue())).active

    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))
    assert text.startswith("\ufeff")
    assert [len(line) for line in lines] == [len(lines[0])] * 2
    assert len(lines[0]) > 5
    assert heading in lines[0]
    assert heading in next(sheet.values)
    assert bool(sheet.sheet_view.rightToLeft) is rtl
