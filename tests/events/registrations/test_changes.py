"""Who is told of a change: those whom it concerns in their language, once, of the newest state, by the worker."""

from datetime import timedelta

import pytest
import time_machine

from coalition.mail.models import Message
from events.models import Event
from events.registrations import event_changes, models, services
from tests.events.test_emails import rendered
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page, register
from tests.factories.mail import said

from .test_services import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def category():
    event = EventFactory(place={"en": "MC93, Bobigny", "fr": "MC93 à Bobigny"})
    return SeatCategoryFactory(capacity=9, event=event_page(event, title="Training").event)


def change(category, telling=None, **facts):
    """Let an editor change the event."""
    event = Event.objects.get(pk=category.event_id)
    for name, value in facts.items():
        setattr(event, name, value)
    return services.save_event(event=event, telling=telling)


def told():
    """Return what each mail on a change is, and to whom, in order."""
    rows = Message.objects.filter(key__contains=":change:").order_by("pk")
    return [(said(mail), mail.to.partition("@")[0]) for mail in rows]


def test_words_of_a_place_in_one_language_are_told_to_its_readers_only(category):
    for language in ("en", "fr", "es", "ar"):  # those without words of their own read the English ones
        RegistrationFactory(category=category, language=language, email=f"{language}@mail.example")

    change(category, place={"en": "MC93, Bobigny", "fr": "MC93, à Bobigny"})
    event_changes.tell()
    assert told() == [("moved", "fr")]

    change(category, place={"en": "Town hall", "fr": "MC93, à Bobigny"})
    event_changes.tell()
    assert told()[1:] == [("moved", "en"), ("moved", "es"), ("moved", "ar")]


def test_a_mail_says_what_was_what_is_and_what_the_host_wrote(category):
    for language in ("en", "fr"):
        RegistrationFactory(category=category, language=language)
    words = event_changes.Telling(words={"en": "The hall is being repaired."})

    change(
        category,
        words,
        place={"en": "Town hall", "fr": "Mairie"},
        wall_end=category.event.wall_end + timedelta(hours=1),
    )
    event_changes.tell()

    english, french = (rendered(mail).text for mail in Message.objects.order_by("pk"))
    for was, now in (("10 March 2027, 10:00 to 17:00, Paris time", "10 March 2027, 10:00 to 18:00, Paris time"),
                     ("MC93, Bobigny", "Town hall")):  # fmt: skip
        assert (f"Before: {was}" in english, f"Now: {now}" in english) == (True, True)
    assert ("The hall is being repaired." in english, "repaired" in french, "Mairie" in french) == (True, False, True)


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_that_it_takes_place_or_does_not_is_told_whatever_a_host_chose(category, state):
    """To tell nobody is for a typo: nobody travels to what does not take place."""
    RegistrationFactory(category=category, email="ada@mail.example")
    for new in (state, "scheduled"):
        change(category, telling=event_changes.Telling(tell=False), state=new)
        event_changes.tell()

    assert told() == [(state, "ada"), ("restored", "ada")]


def test_changes_that_follow_each_other_are_one_mail_of_the_newest_state(category):
    early = RegistrationFactory(category=category, email="early@mail.example")
    change(category, country="BE")
    register(category, person())  # sees Belgium
    change(category, country="IT")
    assert told() == []

    assert (event_changes.tell(), event_changes.tell()) == (2, 0)

    assert told() == [("moved", "early"), ("moved", "ada1")]
    was = [mail.context["changes"] for mail in Message.objects.filter(key__contains=":change:").order_by("pk")]
    assert [[row["was"] for row in rows] for rows in was] == [["France"], ["Belgium"]]
    assert (early.language, models.Change.objects.count()) == ("en", 0)


def test_what_was_taken_back_before_anybody_was_told_is_told_to_nobody(category):
    RegistrationFactory(category=category)
    change(category, country="BE")
    change(category, country="FR")

    assert (event_changes.tell(), told(), models.Change.objects.count()) == (0, [], 0)


def test_a_worker_that_dies_tells_the_others_and_nobody_twice(category, monkeypatch):
    monkeypatch.setattr(event_changes, "AT_ONCE", 2)
    RegistrationFactory.create_batch(5, category=category)
    change(category, country="BE")
    send, sent = event_changes.send_change, []

    def dies_once(registration, *more):
        if len(sent) == 3:
            sent.append(None)
            raise SystemExit
        sent.append(registration.pk)
        return send(registration, *more)

    monkeypatch.setattr(event_changes, "send_change", dies_once)
    with pytest.raises(SystemExit):
        event_changes.tell()
    assert len(told()) == 2  # what the dead one did not finish is not there
    change(category, state="cancelled")

    event_changes.tell()

    everyone = [
        email.partition("@")[0] for email in category.registrations.order_by("pk").values_list("email", flat=True)
    ]
    assert [to for template, to in told() if template == "moved"] == everyone[:2]
    assert [to for template, to in told() if template == "cancelled"] == everyone


def test_who_cancelled_before_the_worker_came_and_what_is_over_is_told_nothing(category):
    registration = RegistrationFactory(category=category)
    other = RegistrationFactory(category=category)
    change(category, country="BE")
    services.cancel_registration(registration=registration)

    with time_machine.travel(category.event.end, tick=False):
        assert event_changes.tell() == 0
    change(category, country="IT")
    event_changes.tell()

    assert told() == [("moved", other.email.partition("@")[0])]
