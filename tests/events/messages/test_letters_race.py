"""Two hosts write, send or delete one draft at once: one is heard, the other is told, nobody is written to twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import ProgrammingError, connections
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message
from events.messages import letters
from events.messages.models import CHOSEN, Letter, LetterCopy
from events.registrations.models import Registration
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.attack

BOX = "letters.example"
REFUSED = (letters.Changed, letters.AlreadySent, letters.Discarded)
WORDS = {"subject": {"en": "The bus"}, "text": {"en": "At eight."}}


def write(letter, seen, number):
    words = {name: getattr(letter, name) for name in CHOSEN} | {"text": {"en": f"Host {number}"}}
    letters.write(event=letter.event, by=None, words=words, letter=letter, seen=seen)


def send(letter, seen, number):
    letters.send(letter=letter, by=None, seen=seen)


def discard(letter, seen, number):
    letters.discard(letter=letter, seen=seen)


@pytest.fixture
def at_once(django_db_setup, django_db_blocker, monkeypatch):
    """Return a function: two hosts do something with one draft, both before either has; how it ended for each."""
    events = []
    draft, both = letters._draft, Barrier(2)

    def slowly(letter, seen):
        found = draft(letter, seen)
        try:
            both.wait(timeout=0.5)
        except BrokenBarrierError:
            both.reset()
        return found

    def act(*deeds):
        start = timezone.now() + timedelta(days=30)
        event = EventFactory(name="Duel of letters", start=start, end=start + timedelta(hours=2))
        events.append(event)
        category = SeatCategoryFactory(event=event, capacity=9)
        for number in range(3):
            RegistrationFactory(category=category, email=f"reader{number}@{BOX}")
        chosen = {"states": ["confirmed"], "categories": [category.pk], "languages": ["en"]}
        letter = letters.write(event=event, by=None, words=chosen | WORDS)

        def one(number):
            try:
                deeds[number](letter, letter.version, number)
            except (*REFUSED, ProgrammingError) as refused:
                return type(refused)
            finally:
                connections.close_all()

        with monkeypatch.context() as patch, ThreadPoolExecutor(2) as threads:
            patch.setattr(letters, "_draft", slowly)
            ends = list(threads.map(one, (0, 1)))
        letters.tell()
        return ends

    with django_db_blocker.unblock():
        yield act
        LetterCopy.objects.filter(letter__event__in=events).delete()
        Letter.objects.filter(event__in=events).delete()
        Registration.objects.filter(event__in=events).delete()
        ModelLogEntry.objects.filter(action=letters.SENT, label="Duel of letters").delete()
        for event in events:
            event.delete()
        Message.objects.filter(to__endswith=f"@{BOX}").delete()


def mails():
    return [mail.context["paragraphs"] for mail in Message.objects.filter(to__endswith=f"@{BOX}")]


def test_of_two_who_write_at_once_one_is_kept_and_the_other_is_told(at_once):
    ends = at_once(write, write)

    assert sorted(map(str, ends)) == sorted(map(str, [None, letters.Changed]))
    assert Letter.objects.get().text == {"en": f"Host {ends.index(None)}"}


def test_of_two_who_send_at_once_one_is_told_and_nobody_is_written_to_twice(at_once):
    ends = at_once(send, send)

    assert sorted(map(str, ends)) == sorted(map(str, [None, letters.AlreadySent]))
    assert mails() == [[["At eight."]]] * 3


@pytest.mark.parametrize("other", [write, discard])
def test_what_is_sent_is_what_its_sender_looked_at(at_once, other):
    ends = at_once(send, other)

    if ends[0] is None:
        assert (ends[1], mails()) == (letters.AlreadySent, [[["At eight."]]] * 3)
    else:
        assert ends == [{write: letters.Changed, discard: letters.Discarded}[other], None]
        assert mails() == []


def test_canary_without_the_lock_what_one_of_them_wrote_is_lost(at_once, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert at_once(write, write) == [None, None]


def test_canary_without_the_lock_only_the_database_refuses_to_send_twice(at_once, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert sorted(map(str, at_once(send, send))) == sorted(map(str, [None, ProgrammingError]))
    assert len(mails()) == 3
