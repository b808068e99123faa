"""Two hosts write, send or delete one draft at once: one is heard, the other is told, nobody is written to twice."""

from functools import partial

import pytest
from django.db import ProgrammingError
from django.db.models import QuerySet

from coalition.mail.models import Message
from events.messages import letters
from events.messages.models import CHOSEN, Letter
from tests.factories.events import RegistrationFactory, SeatCategoryFactory
from tests.races import at_once, meeting

pytestmark = pytest.mark.attack

REFUSED = (letters.Changed, letters.AlreadySent, letters.Discarded)
WORDS = {"subject": {"en": "The bus"}, "text": {"en": "At eight."}}


def write(letter, seen, number):
    words = {name: getattr(letter, name) for name in CHOSEN} | {"text": {"en": f"Host {number}"}}
    letters.write(event=letter.event, by=None, words=words, letter=letter, seen=seen)


def send(letter, seen, number):
    letters.send(letter=letter, by=None, seen=seen)


def discard(letter, seen, number):
    letters.discard(letter=letter, by=None, seen=seen)


@pytest.fixture
def duel(next_month, monkeypatch):
    """Return a function: two hosts do something with one draft, both before either has; how it ended for each."""

    def duel(*deeds):
        category = SeatCategoryFactory(event=next_month(), capacity=9)
        RegistrationFactory.create_batch(3, category=category)
        chosen = {"states": ["confirmed"], "categories": [category.pk], "languages": ["en"]}
        letter = letters.write(event=category.event, by=None, words=chosen | WORDS)
        acts = [partial(deed, letter, letter.version, number) for number, deed in enumerate(deeds)]
        with monkeypatch.context() as patch:
            patch.setattr(letters, "_draft", meeting(letters._draft))
            ends = at_once(*acts, refused=(*REFUSED, ProgrammingError))
        letters.tell()
        return ends

    return duel


def mails():
    return [mail.context["paragraphs"] for mail in Message.objects.all()]


def test_of_two_who_write_duel_one_is_kept_and_the_other_is_told(duel):
    ends = duel(write, write)

    assert sorted(map(str, ends)) == sorted(map(str, [None, letters.Changed]))
    assert Letter.objects.get().text == {"en": f"Host {ends.index(None)}"}


def test_of_two_who_send_duel_one_is_told_and_nobody_is_written_to_twice(duel):
    ends = duel(send, send)

    assert sorted(map(str, ends)) == sorted(map(str, [None, letters.AlreadySent]))
    assert mails() == [[["At eight."]]] * 3


@pytest.mark.parametrize("other", [write, discard])
def test_what_is_sent_is_what_its_sender_looked_at(duel, other):
    ends = duel(send, other)

    if ends[0] is None:
        assert (ends[1], mails()) == (letters.AlreadySent, [[["At eight."]]] * 3)
    else:
        assert ends == [{write: letters.Changed, discard: letters.Discarded}[other], None]
        assert mails() == []


def test_canary_without_the_lock_what_one_of_them_wrote_is_lost(duel, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert duel(write, write) == [None, None]
