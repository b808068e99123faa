"""People with a place in a session that moves, changes its room or is cancelled get one email; bookmarks get none."""

from datetime import time

import pytest
from icalendar import Calendar

from coalition.mail.models import Message
from events.agenda import services, session_changes
from events.models import Event
from events.programme import release
from events.programme.models import Room, Session
from events.registrations import services as registrations
from tests.events.test_emails import rendered
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
TEN = "10 March 2027, 10:00 to 11:00, Paris time"
THREE = "10 March 2027, 15:00 to 16:00, Paris time"


@pytest.fixture
def programme():
    programme = ProgrammeFactory(event=event_page(title="Seminar").event)
    hall, _studio = (Room.objects.create(programme=programme, names={"en": name}) for name in ("Hall", "Studio"))
    SessionFactory(programme=programme, code="workshop", capacity=5, titles={"en": "The workshop"}, room=hall)
    SessionFactory(programme=programme, code="other", capacity=5, begins=time(12), titles={"en": "Another one"})
    release.release(programme=programme)
    return programme


@pytest.fixture
def holder(programme):
    """Return somebody with a place in the workshop."""
    row = RegistrationFactory(category=SeatCategoryFactory(event=programme.event, capacity=9), discreet=False)
    services.take_place(registration=row, session=key("workshop"))
    return row


def key(code):
    return Session.objects.get(code=code).pk


def change(programme, code="workshop", **facts):
    Session.objects.filter(code=code).update(**facts)
    release.release(programme=programme)


def told():
    """Let the worker run twice; return the emails about sessions, in order."""
    for _run in range(2):
        session_changes.tell(NOW)
    return list(Message.objects.filter(template="events/mail/changed").order_by("pk"))


@pytest.mark.parametrize(
    ("facts", "was", "now", "status"),
    [
        ({"begins": time(15)}, f"{TEN}, Hall", f"{THREE}, Hall", "CONFIRMED"),
        ({"room": "Studio"}, f"{TEN}, Hall", f"{TEN}, Studio", "CONFIRMED"),
        ({"state": "cancelled"}, f"{TEN}, Hall", "cancelled", "CANCELLED"),
    ],
)
def test_place_in_changed_session_gets_one_email_with_old_and_new(programme, holder, facts, was, now, status):
    assert told() == []
    if "room" in facts:
        facts = {"room": Room.objects.get(names={"en": facts["room"]})}

    change(programme, **facts)

    [mail] = told()
    assert mail.context["changes"] == [{"label": "The workshop", "was": was, "now": now}]
    body = rendered(mail)
    assert (mail.to, body.subject) == (holder.email, "Your sessions have changed")
    assert all(words in body.text for words in ("The workshop", f"Before: {was}", f"Now: {now}"))
    [file] = mail.attachments
    [entry] = Calendar.from_ical(file["content"]).events
    assert (str(entry["UID"]), str(entry["STATUS"]), str(entry["CLASS"]), entry["SEQUENCE"]) == (
        str(Session.objects.get(code="workshop").guid), status, "PRIVATE", programme.event.sequence + 1,
    )  # fmt: skip
    assert holder.token not in file["content"]


def test_bookmarks_words_and_other_sessions_cause_no_email(programme, holder):
    other = RegistrationFactory(category=holder.category)
    services.star(registration=other, session=key("workshop"))

    change(programme, titles={"en": "The great workshop"}, summaries={"en": "Bring a pen."})
    change(programme, code="other", begins=time(13))
    assert told() == []
    change(programme, begins=time(15))
    assert [mail.to for mail in told()] == [holder.email]


def test_several_releases_before_a_run_make_one_email_from_what_was_known(programme, holder):
    change(programme, begins=time(14))
    change(programme, begins=time(15))
    assert [mail.context["changes"][0]["now"] for mail in told()] == [f"{THREE}, Hall"]

    change(programme, begins=time(10))
    assert [mail.context["changes"][0]["was"] for mail in told()[1:]] == [f"{THREE}, Hall"]
    change(programme, begins=time(15))
    change(programme, begins=time(10))  # as it was known: no news
    assert len(told()) == 2


def test_place_taken_after_the_change_and_place_given_back_cause_no_email(programme, holder):
    leaver = RegistrationFactory(category=holder.category)
    services.take_place(registration=leaver, session=key("workshop"))
    change(programme, begins=time(15))
    late = RegistrationFactory(category=holder.category)
    services.take_place(registration=late, session=key("workshop"))
    registrations.cancel_registration(registration=leaver)

    assert [mail.to for mail in told()] == [holder.email]


def test_discreet_person_gets_a_discreet_email_without_a_calendar_entry(programme, holder):
    holder.discreet = True
    holder.save()

    change(programme, begins=time(15))

    [mail] = told()
    body = rendered(mail)
    assert (mail.discreet, mail.attachments) == (True, [])
    said = body.subject + body.html + body.text
    assert [words for words in ("workshop", "Seminar", "15:00", "Hall") if words in said] == []


def test_nobody_is_told_while_the_event_is_postponed_but_once_it_has_a_day_again(programme, holder):
    Event.objects.update(state="postponed")
    change(programme, begins=time(15))
    assert told() == []

    Event.objects.update(state="scheduled")
    assert [mail.context["changes"][0]["now"] for mail in told()] == [f"{THREE}, Hall"]


def test_lost_run_is_repeated(programme, holder, monkeypatch):
    change(programme, begins=time(15))

    def die(*args, **kwargs):
        raise ConnectionError("the worker died")

    with monkeypatch.context() as broken:
        broken.setattr(session_changes.emails, "send_session_changes", die)
        with pytest.raises(ConnectionError, match="died"):
            session_changes.tell(NOW)

    assert len(told()) == 1
