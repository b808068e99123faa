"""Another address: a code proves it, the old mailbox is told in neutral words, and nobody learns who reads where."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from coalition.mail.models import Message
from coalition.privacy import discretion
from coalition.privacy import services as privacy
from coalition.privacy.models import Consent, OneTimeCode
from newsletters.readers import address_change
from newsletters.readers import services as readers
from newsletters.readers.models import AddressChange, Reader
from newsletters.sending.models import Delivery
from tests.factories.newsletters import EditionTextFactory, ReaderFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "ana@town.example", "ana@home.example"


@pytest.fixture
def reader():
    """A discreet reader of Spanish with a consent that stands."""
    reader = ReaderFactory(email=OLD, language="es", discreet=True, themes=["shelter"], frequency="monthly")
    discretion.choose(address=OLD, source=reader.discretion_source, discreet=True)
    privacy.record_consent(purpose="newsletter", address=OLD, text="I agree.", version="1", language="es")
    return reader


def ask(client, reader, email=NEW):
    return client.post(f"/en/newsletter/manage/{reader.token}/address/", {"email": email})


def code():
    return Message.objects.get(template="newsletters/mail/address").context["code"]


def facts():
    return list(
        Reader.objects.order_by("pk").values_list("email", "language", "discreet", "themes", "frequency", "state")
    )


def test_a_code_to_the_new_address_moves_the_reader_and_ends_the_old_links(client, reader):
    before = reader.token
    answer = ask(client, reader)
    assert re.fullmatch(r"/en/newsletter/address/[\w-]{43}/", answer["Location"])
    mail = Message.objects.get()
    assert (mail.to, mail.language, mail.discreet, mail.sensitive, mail.unasked) == (NEW, "es", True, True, True)
    assert facts()[0][0] == OLD

    moved = client.post(answer["Location"], {"code": code()})

    assert facts() == [(NEW, "es", True, ["shelter"], "monthly", "confirmed")]
    after = Reader.objects.get()
    assert moved["Location"] == f"/en/newsletter/manage/{after.token}/" != f"/en/newsletter/manage/{before}/"
    for name in ("manage", "unsubscribe"):  # who reads the old mailbox has these links
        assert client.get(f"/en/newsletter/{name}/{before}/").status_code == 404
    assert client.get(answer["Location"]).status_code == 404
    assert (discretion.has_asked(NEW), discretion.has_asked(OLD)) == (True, False)


def test_what_was_agreed_to_holds_for_the_new_address_and_no_longer_for_the_old_one(client, reader):
    answer = ask(client, reader)
    client.post(answer["Location"], {"code": code()})

    assert privacy.standing_consent(purpose="newsletter", address=OLD) is None
    stands = privacy.standing_consent(purpose="newsletter", address=NEW)
    assert (stands.kind, stands.text, stands.language) == ("changed", "I agree.", "es")
    assert stands.given_at == Consent.objects.get(kind="given").given_at


def test_a_known_address_gets_the_same_answer_page_and_mail(client, reader):
    ReaderFactory(email="known@home.example", language="ar")
    answers = [ask(client, reader, email) for email in ("known@home.example", "unknown@home.example")]
    pages = [Client().get(answer["Location"]).content.decode() for answer in answers]
    strip = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|[\w-]{43}')

    assert strip.sub("", pages[0]) == strip.sub("", pages[1])
    first, second = Message.objects.order_by("pk").values("template", "language", "discreet", "sensitive", "state")
    assert first == second


def test_who_reads_at_both_addresses_is_one_reader_who_gets_each_edition_once(client, reader):
    there = ReaderFactory(email=NEW, language="ar", confirmed_at=timezone.now() - timedelta(days=400))
    text = EditionTextFactory()
    for one in (reader, there):
        Delivery.objects.create(edition=text.edition, reader=one, text=text)
    link = there.token

    answer = ask(client, reader)
    client.post(answer["Location"], {"code": code()})

    assert facts() == [(NEW, "es", True, ["shelter"], "monthly", "confirmed")]
    assert Reader.objects.get().pk == there.pk
    assert sorted(Delivery.objects.values_list("reader", "state"), key=str) == [
        (there.pk, "queued"), (None, "skipped"),
    ]  # fmt: skip
    assert client.get(f"/en/newsletter/manage/{link}/").status_code == 200  # of their own mailbox
    assert discretion.has_asked(NEW)


def test_who_left_with_the_new_address_comes_back_by_moving_and_misses_nothing(client, reader):
    left = ReaderFactory(email=NEW)
    readers.unsubscribe(reader=left)
    text = EditionTextFactory()
    Delivery.objects.create(edition=text.edition, reader=reader, text=text)

    answer = ask(client, reader)
    client.post(answer["Location"], {"code": code()})

    assert facts() == [(NEW, "es", True, ["shelter"], "monthly", "confirmed")]
    assert Delivery.objects.values_list("reader", "state").get() == (reader.pk, "queued")


def test_who_left_meanwhile_stays_away(client, reader):
    answer = ask(client, reader)
    readers.unsubscribe(reader=reader)

    client.post(answer["Location"], {"code": code()})

    assert facts()[0][::5] == (OLD, "unsubscribed")
    assert ask(client, reader)["Location"] == f"/en/newsletter/manage/{reader.token}/"


def test_the_wish_dies_after_a_day_and_is_erased_with_either_address(client, reader):
    answer = ask(client, reader)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert client.get(answer["Location"]).status_code == 404

    assert privacy.erase(address=NEW.upper())["newsletters"] == 1
    assert (AddressChange.objects.count(), Reader.objects.count()) == (0, 1)
    ask(client, reader)
    privacy.erase(address=OLD)
    assert (AddressChange.objects.count(), Reader.objects.count()) == (0, 0)


def test_one_confirmation_a_day_holds_for_each_form_and_neither_takes_the_others(client, reader, settings):
    settings.RATE_LIMITS_ENABLED = True
    words = readers.consent_words("en")
    readers.subscribe(email=NEW, language="en", discreet=False, consent=words)

    answers = [ask(client, reader), ask(client, reader)]

    states = Message.objects.order_by("pk").values_list("template", "state")
    assert [(template.rpartition("/")[2], state) for template, state in states] == [
        ("confirm", "queued"), ("address", "queued"), ("address", "over_budget"),
    ]  # fmt: skip
    assert {client.get(answer["Location"]).status_code for answer in answers} == {200}


def test_the_page_shows_no_address(client, reader):
    for path in (f"/en/newsletter/manage/{reader.token}/", f"/en/newsletter/manage/{reader.token}/address/"):
        assert OLD not in client.get(path).content.decode()


def test_her_own_move_ends_every_other_that_was_begun_from_the_old_mailbox(client, reader):
    his = ask(client, reader, "his@home.example")
    his_code = code()
    hers = ask(client, reader)
    mailed = Message.objects.filter(to=NEW, template="newsletters/mail/address").get().context["code"]

    client.post(hers["Location"], {"code": mailed})

    assert client.post(his["Location"], {"code": his_code}).status_code == 404
    assert (facts()[0][0], AddressChange.objects.count()) == (NEW, 0)


def test_a_code_is_not_used_up_by_a_move_that_failed_and_wrong_answers_count(client, reader, monkeypatch):
    answer = ask(client, reader)
    client.post(answer["Location"], {"code": f"{(int(code()) + 1) % 1_000_000:06d}"})
    assert OneTimeCode.objects.get().attempts == 1

    right, asked = code(), AddressChange.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(address_change.emails, "tell_old_address", lambda *_told, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            address_change.confirm(change=asked, code=right)
    client.post(answer["Location"], {"code": code()})

    assert facts()[0][0] == NEW


def test_an_edition_that_is_on_its_way_to_one_of_two_readers_reaches_the_one_they_become(client, reader):
    there, text = ReaderFactory(email=NEW), EditionTextFactory()
    waits, taken, held = timezone.now() + timedelta(hours=1), EditionTextFactory(), EditionTextFactory()
    Delivery.objects.create(edition=text.edition, reader=reader, text=text, next_attempt_at=waits)
    Delivery.objects.create(edition=taken.edition, reader=reader, text=taken, state="sending", next_attempt_at=waits)
    Delivery.objects.create(edition=held.edition, reader=reader, text=held, state="held")

    answer = ask(client, reader)
    client.post(answer["Location"], {"code": code()})

    rows = Delivery.objects.order_by("pk").values_list("reader", "state", "next_attempt_at")
    assert [row[:2] for row in rows] == [(there.pk, state) for state in ("queued", "queued", "held")]
    assert rows[0][2] == waits  # its minute
    assert rows[1][2] < waits  # taken from its worker
