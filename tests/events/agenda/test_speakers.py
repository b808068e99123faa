"""Who speaks is told of their sessions, of changes and a day before; only the team of the event knows the address."""

import json
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from icalendar import Calendar

from coalition.mail.models import Message
from coalition.privacy import registry
from coalition.users.models import User
from events.agenda import speakers
from events.models import Event
from events.programme import release
from events.programme.models import ProgrammeVersion, Session, SessionSpeaker, Speaker, SpeakerContact
from events.team import permissions as team
from tests.events.door.test_door import host
from tests.factories.events import NOW, EventFactory, event_page
from tests.factories.mail import said
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db
ADA = "ada@mail.example"


@pytest.fixture
def programme():
    event = event_page(EventFactory(mode="online"), title="Training").event
    return ProgrammeFactory(event=event)


@pytest.fixture
def speaker(programme):
    speaker = SpeakerFactory(programme=programme)
    session = SessionFactory(programme=programme, code="first", titles={"en": "Shelters today"})
    SessionSpeaker.objects.create(session=session, speaker=speaker)
    SessionFactory(programme=programme, begins=time(12))  # of nobody
    return speaker


@pytest.fixture
def contact(speaker, programme):
    found = speakers.set_contact(speaker=speaker, email=ADA, language="en", discreet=False)
    with at(NOW):
        release.release(programme=programme)
    return found


def at(moment):
    return time_machine.travel(moment, tick=False)


def told(moment=NOW):
    """Let the worker run twice; return what was owed by then, in order."""
    with at(moment):
        for _run in range(2):
            speakers.tell(moment)
            speakers.remind(moment)
    return [said(mail) for mail in Message.objects.order_by("pk")]


def page_of(contact):
    return f"/en/e/{contact.speaker.programme.event.short_id}/s/{contact.token}/"


def test_a_speaker_is_told_once_after_the_release_and_of_what_changes(programme, speaker):
    contact = speakers.set_contact(speaker=speaker, email=ADA, language="en", discreet=False)
    assert told() == []  # a draft is told to nobody
    with at(NOW):
        release.release(programme=programme)
    assert told() == ["speaker"]
    assert Message.objects.get().context["sessions"] == [
        {"title": "Shelters today", "when": "10 March 2027, 10:00 to 11:00, Paris time"}
    ]

    Session.objects.filter(code="first").update(begins=time(15), titles={"en": "Shelters"})
    assert told() == ["speaker"]
    with at(NOW):
        release.release(programme=programme)
    assert told() == ["speaker", "speaker_changed"]
    assert Message.objects.latest("pk").context["changes"] == [
        {
            "label": "Shelters",
            "was": "10 March 2027, 10:00 to 11:00, Paris time",
            "now": "10 March 2027, 15:00 to 16:00, Paris time",
        }
    ]

    SessionSpeaker.objects.filter(speaker=speaker).delete()
    with at(NOW):
        release.release(programme=programme)
    assert told() == ["speaker", "speaker_changed", "speaker_off"]
    assert SpeakerContact.objects.get().pk == contact.pk


@pytest.mark.parametrize(
    ("change", "template"),
    [
        ({"state": "cancelled"}, "speaker_off"),
        ({"state": "postponed"}, "speaker_changed"),
        ({"wall_start": datetime(2027, 3, 11, 9), "wall_end": datetime(2027, 3, 11, 17)}, "speaker_changed"),
    ],
)
def test_a_speaker_is_told_that_the_event_moves_or_does_not_take_place(contact, change, template):
    told()
    with at(NOW):
        event = Event.objects.get()
        for name, value in change.items():
            setattr(event, name, value)
        event.save()

    assert told() == ["speaker", template]


def test_a_day_before_they_are_reminded_once_unless_they_just_learnt_of_it(contact):
    start = Event.objects.get().start
    assert told() == ["speaker"]
    assert told(start - timedelta(days=1, minutes=1)) == ["speaker"]
    assert told(start - timedelta(days=1)) == ["speaker", "speaker_reminder"]
    assert told(start - timedelta(hours=20)) == ["speaker", "speaker_reminder"]

    SpeakerContact.objects.update(reminded_of=None, told_at=start - timedelta(hours=23))
    Message.objects.filter(context__what="speaker_reminder").delete()
    assert told(start - timedelta(hours=20)) == ["speaker"]


def entries(mail: Message) -> list[tuple[str, int, str]]:
    """Return the identifier, SEQUENCE and title of each session in the file of `mail`."""
    items = [item for file in mail.attachments for item in Calendar.from_ical(file["content"]).events]
    return sorted((str(item["UID"]), int(item["SEQUENCE"]), str(item["SUMMARY"])) for item in items)


def test_the_mail_has_a_file_with_their_own_sessions_which_move_by_the_next_one(programme, contact):
    told()
    guid = str(Session.objects.get(code="first").guid)
    assert entries(Message.objects.latest("pk")) == [(guid, 0, "Shelters today")]

    Session.objects.filter(code="first").update(begins=time(15))
    with at(NOW):
        release.release(programme=programme)
    told()

    assert entries(Message.objects.latest("pk")) == [(guid, 1, "Shelters today")]


@pytest.mark.parametrize("quiet", ["discreet", "neutral"])
def test_nothing_goes_into_a_calendar_where_a_mail_must_say_nothing(programme, speaker, quiet):
    if quiet == "neutral":
        Event.objects.update(neutral_address=True)
    speakers.set_contact(speaker=speaker, email=ADA, language="en", discreet=quiet == "discreet")
    with at(NOW):
        release.release(programme=ProgrammeFactory._meta.model.objects.get())
    assert told() == ["speaker"]
    assert entries(Message.objects.get()) == []


def test_an_address_that_was_forgotten_is_not_typed_again_until_the_people_of_the_event_are(client, contact, speaker):
    event = Event.objects.get()
    client.post(page_of(contact))
    client.force_login(User.objects.create_superuser("admin"))
    address = reverse(Speaker.snippet_viewset.get_url_name("edit"), args=[speaker.pk])

    def typed(email: str) -> str:
        version = client.get(address).context["form"].initial["version"]
        fields = {"programme": speaker.programme_id, "code": speaker.code, "name": "Ada", "version": version}
        return client.post(address, fields | {"contact_email": email, "contact_language": "en"}, follow=True).text

    assert "Ask the speaker for another address." in typed("ADA@mail.example")
    assert SpeakerContact.objects.count() == 0
    typed("other@mail.example")
    assert SpeakerContact.objects.get().email == "other@mail.example"
    [source] = [source for source in registry.sources() if source.name == "addresses of speakers"]
    source.purge(event.forgets_people_at + timedelta(minutes=1))
    assert not speakers.is_refused(speaker.programme, ADA)


def test_only_the_team_sees_and_sets_the_address_and_no_version_holds_it(client, contact, speaker):
    team.name_team(event=Event.objects.get(), users=[User.objects.create_user("owner")])
    edit = Speaker.snippet_viewset.get_url_name("edit")
    address = reverse(edit, args=[speaker.pk])
    host(client, "stranger")
    fields = {"programme": speaker.programme_id, "code": speaker.code, "name": "Ada"}
    mallory = fields | {"contact_email": "mallory@mail.example", "contact_language": "en"}
    asked = [client.get(address, follow=True), client.post(address, mallory, follow=True)]
    assert [answer.status_code for answer in asked] == [404, 404]
    assert SpeakerContact.objects.get().email == ADA

    member = host(client, "member")
    team.join(event=Event.objects.get(), user=member)
    client.force_login(member)
    assert ADA in client.get(address).text
    assert ADA not in json.dumps(ProgrammeVersion.objects.get().content)


def test_the_address_is_exported_erased_and_forgotten_with_the_people_of_the_event(contact):
    [source] = [source for source in registry.sources() if source.name == "addresses of speakers"]
    told()
    [row] = source.export(ADA)
    assert (row["email"], row["sessions"], row["language"]) == (ADA, ["Shelters today"], "en")
    event = Event.objects.get()
    assert source.purge(event.forgets_people_at - timedelta(minutes=1)) == 0
    assert source.erase("other@mail.example") == 0
    assert source.purge(event.forgets_people_at + timedelta(minutes=1)) == 1
    assert source.export(ADA) == []


def test_link_in_mails_leads_the_speaker_to_the_programme_and_names_no_event_without_its_secret(client, contact):
    told()
    link = Message.objects.get().context["manage_url"].removeprefix(settings.SITE_URL)

    assert client.get(link)["Location"] == f"/en/events/event-{contact.speaker.programme.event_id}/#programme"
    assert client.get(link.replace(contact.token, "x" * 43)).status_code == 404


def test_second_editor_of_a_speakers_address_is_refused_and_overwrites_nothing(client, contact, speaker):
    client.force_login(User.objects.create_superuser("admin"))
    address = reverse(Speaker.snippet_viewset.get_url_name("edit"), args=[speaker.pk])
    version = client.get(address).context["form"].initial["version"]
    fields = {"programme": speaker.programme_id, "code": speaker.code, "name": speaker.name, "version": version}
    first = {"contact_email": "new@mail.example", "contact_language": "fr", "contact_discreet": "on"}

    assert client.post(address, fields | first).status_code == 302
    refused = client.post(address, fields | {"contact_email": ADA, "contact_language": "en"})

    assert "Somebody else changed this while you had it open" in refused.text
    kept = SpeakerContact.objects.values_list("email", "language", "discreet").get()
    assert kept == ("new@mail.example", "fr", True)
