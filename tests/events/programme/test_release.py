"""A draft becomes a version: readers see that, whole, until the next, which says what changed."""

import json
from datetime import time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import translation

from events.door.tickets import ticket_of
from events.programme import drafts, release
from events.programme.models import Session, SessionLanguage, SessionSpeaker
from events.programme.published_programme import Reading, last_version, told
from events.registrations.models import Registration
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory
from tests.factories.programmes import (
    ProgrammeFactory,
    RoomFactory,
    SessionFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


def release_of(programme):
    return release.release(programme=programme)


def test_a_release_says_what_changed_in_the_readers_words():
    programme = ProgrammeFactory()
    hall, loft = RoomFactory(programme=programme), RoomFactory(programme=programme)
    ada, eve = (SpeakerFactory(programme=programme, name=name) for name in ("Ada", "Eve"))
    gone = SessionFactory(programme=programme, titles={"en": "Gone", "fr": "Retirée"}, begins=time(8))
    moved = SessionFactory(programme=programme, titles={"en": "Moved", "fr": "Déplacée"}, room=hall, begins=time(11))
    off = SessionFactory(programme=programme, titles={"en": "Off"}, begins=time(13))
    SessionSpeaker.objects.create(session=moved, speaker=ada)
    release_of(programme)

    gone.delete()
    moved.begins, moved.room = time(15), loft
    moved.save()
    SessionSpeaker.objects.create(session=moved, speaker=eve)
    off.state = Session.State.CANCELLED
    off.save()
    SessionLanguage.objects.create(session=moved, language="en", way="interpreted")  # wanted, not booked: not told
    SessionFactory(programme=programme, titles={"en": "New"}, begins=time(16), minutes=30)
    version = release_of(programme)

    with translation.override("en"):
        words = [(change.title, change.words) for change in told(version.changes)]
    assert words == [
        ("Gone", "Removed; it was 10 Mar 2027, 08:00 to 09:00."),
        ("Off", "Cancelled."),
        ("Moved", "Moved from 10 Mar 2027, 11:00 to 12:00 to 10 Mar 2027, 15:00 to 16:00."),
        ("Moved", f"Room: {loft.names['en']} instead of {hall.names['en']}."),
        ("Moved", "Speakers: Ada, Eve."),
        ("New", "New: 10 Mar 2027, 16:00 to 16:30."),
    ]
    with translation.override("fr"):
        assert told(version.changes)[0].title == "Retirée"


def test_a_name_that_was_taken_away_or_changed_stands_in_no_version():
    programme = ProgrammeFactory()
    ada, eve = (SpeakerFactory(programme=programme, name=name) for name in ("Ada Lovelace", "Eve"))
    session = SessionFactory(programme=programme)
    rows = [SessionSpeaker.objects.create(session=session, speaker=speaker) for speaker in (ada, eve)]
    release_of(programme)
    ada.name = "A."
    ada.save()
    release_of(programme)

    rows[1].delete()
    eve.delete()
    release_of(programme)

    kept = json.dumps([[version.content, version.changes] for version in programme.versions.all()])
    assert [name in kept for name in ("Lovelace", "Eve", "A.")] == [False, False, True]


def test_the_same_draft_is_not_released_twice_and_an_empty_one_never():
    programme = ProgrammeFactory()
    with pytest.raises(release.NothingToRelease):
        release_of(programme)
    SessionFactory(programme=programme)
    release_of(programme)

    with pytest.raises(release.NothingToRelease):
        release_of(programme)

    assert programme.versions.count() == 1


def test_the_revision_of_a_session_rises_with_its_schedule_and_not_with_its_words():
    programme = ProgrammeFactory()
    still = SessionFactory(programme=programme, begins=time(9))
    moved = SessionFactory(programme=programme, begins=time(11))
    with time_machine.travel(NOW, tick=False):
        release_of(programme)
    Session.objects.filter(pk=still.pk).update(titles={"en": "Better words"})
    Session.objects.filter(pk=moved.pk).update(begins=time(12))

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        version = release_of(programme)

    rows = {row["key"]: (row["sequence"], row["revised"][:10]) for row in version.content["sessions"]}
    assert rows == {still.pk: (0, "2027-01-11"), moved.pk: (1, "2027-01-11")}


def test_rooms_and_speakers_that_are_needed_twice_at_once_are_told():
    programme = ProgrammeFactory()
    room = RoomFactory(programme=programme, names={"en": "Hall"})
    ada = SpeakerFactory(programme=programme, name="Ada")
    first = SessionFactory(programme=programme, room=room, begins=time(10), minutes=90)
    second = SessionFactory(programme=programme, room=room, begins=time(11))
    touching = SessionFactory(programme=programme, room=room, begins=time(12))  # right after: no clash
    for session in (first, second, touching):
        SessionSpeaker.objects.create(session=session, speaker=ada)
    SessionFactory(programme=programme, room=room, begins=time(10), state="cancelled")
    SessionFactory(room=RoomFactory(), begins=time(10))  # of another event

    with translation.override("en"):
        found = drafts.clashes(list(Session.objects.filter(programme=programme).whole()))

    assert [(clash.first, clash.second) for clash in found] == [(first, second)] * 2
    assert [clash.words for clash in found] == [
        "Hall: two sessions are in this room at the same time.",
        "Ada speaks in two sessions at the same time.",
    ]


def test_the_database_refuses_a_session_without_an_end():
    session = SessionFactory()

    with pytest.raises(IntegrityError, match="session_lasts_within_a_day"), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(minutes=0)


@pytest.fixture
def programme():
    """Return a programme: two people need Arabic and one Spanish; Arabic is booked in one of three sessions."""
    programme = ProgrammeFactory()
    for name, hour, booked in (("one", 9, True), ("two", 10, False)):
        session = SessionFactory(programme=programme, code=name, begins=time(hour), titles={"en": name})
        SessionLanguage.objects.create(session=session, language="ar", way="interpreted", booked=booked)
    SessionFactory(programme=programme, code="three", begins=time(14), titles={"en": "=three"})
    SessionFactory(programme=programme, kind="break", begins=time(12))
    category = SeatCategoryFactory(event=programme.event, capacity=9)
    for languages, state in ((["ar"], "confirmed"), (["ar", "es"], "waiting"), (["zdj"], "cancelled")):
        RegistrationFactory(category=category, state=state, languages_needed=languages)
    return programme


def test_readers_are_told_what_is_booked_only(programme):
    release.release(programme=programme)

    items = Reading(last_version(programme.event_id), programme.event).items

    assert {item.code: item.languages for item in items if not item.is_break} == {
        "one": [("ar", "interpreted"), ("fr", "floor")], "two": [("fr", "floor")], "three": [("fr", "floor")],
    }  # fmt: skip


def test_a_ticket_says_which_languages_are_certain_and_nothing_of_what_its_holder_asked_for(programme):
    both = Registration.objects.get(state="waiting")
    both.languages_needed.append("fsl")
    both.save()
    someone = RegistrationFactory(category=both.category, name=both.name)

    def told(registration):
        return [value for label, value in ticket_of(registration, "en").rows if label == "Languages"]

    assert told(someone) == []
    release.release(programme=programme)

    assert told(someone) == told(both) == ["Spoken: French · Interpreted into: Arabic"]
