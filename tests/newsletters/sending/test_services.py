"""Sending an edition: who is sent what, once, in their language."""

from datetime import UTC, datetime

import pytest

from coalition.mail import engine
from coalition.mail import services as mail
from coalition.mail.models import Suppression
from coalition.mail.rendering import PLACEHOLDER
from coalition.privacy import services as privacy
from newsletters.editions import services as editions
from newsletters.readers import services as readers
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Edition
from tests.factories.newsletters import TITLES, ReaderFactory, make_edition, send_edition

pytestmark = pytest.mark.django_db


def test_each_reader_gets_one_copy_in_their_language(mails):
    page = make_edition(titles=TITLES)
    people = {code: ReaderFactory(email=f"{code}@town.example", language=code) for code in ("en", "fr", "es", "ar")}
    ReaderFactory(email="quiet@town.example", language="fr", discreet=True)
    ReaderFactory(email="left@town.example", state="unsubscribed", unsubscribed_at=datetime.now(UTC))
    mail.suppress(digest=ReaderFactory(email="bounced@town.example").email_digest, reason=Suppression.Reason.BOUNCED)

    send_edition(page=page)
    outcome = sending.deliver()

    assert (outcome.sent, outcome.more, outcome.outage) == (5, False, False)
    assert {recipient: (m["Subject"], m["From"], m["Content-Language"]) for recipient, m in mails().items()} == {
        "en@town.example": ("Autumn", "Coalition of local governments <network@coalition.example>", "en"),
        "fr@town.example": ("Automne", "Coalition des gouvernements locaux <network@coalition.example>", "fr"),
        "es@town.example": ("Autumn", "Coalition of local governments <network@coalition.example>", "en"),
        "ar@town.example": ("الخريف", "تحالف الحكومات المحلية <network@coalition.example>", "ar"),
        "quiet@town.example": (
            mails()["quiet@town.example"]["Subject"],
            "Agenda <agenda@letters.example>",
            "fr",
        ),
    }
    assert "Automne" not in mails()["quiet@town.example"]["Subject"]
    french = mails()["fr@town.example"]
    assert french["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert french["List-Unsubscribe"].endswith(f"/fr/newsletter/unsubscribe/{people['fr'].token}/>")
    plain, html = (part.get_content() for part in french.iter_parts())
    assert people["fr"].token in plain
    assert people["fr"].token in html
    assert PLACEHOLDER not in plain + html
    assert Edition.objects.get().state == "sent"


def test_an_edition_is_sent_once(wire):
    page = make_edition(titles=TITLES)
    ReaderFactory()
    send_edition(page=page)

    with pytest.raises(editions.AlreadySent):
        send_edition(page=page.get_translations().first())
    sending.deliver()
    sending.deliver()

    assert len(wire) == 1


def test_an_edition_from_elsewhere_is_archived_and_mailed_to_nobody(wire):
    ReaderFactory()
    then = datetime(2026, 5, 4, 9, tzinfo=UTC)

    edition = editions.archive(page=make_edition(), sent_at=then)
    sending.deliver()

    assert (edition.state, edition.started_at, edition.finished_at, wire) == ("sent", then, then, [])


@pytest.fixture
def owed():
    ReaderFactory.create_batch(3)
    send_edition(page=make_edition())
    return Delivery.objects.order_by("pk")


@pytest.mark.parametrize(
    "leave",
    [
        lambda reader: readers.unsubscribe(reader=reader),
        lambda reader: privacy.erase(address=reader.email),
    ],
    ids=["unsubscribed", "erased"],
)
def test_a_reader_who_leaves_once_a_worker_took_the_batch_is_not_sent_it(owed, wire, monkeypatch, leave):
    leaving, looked_up = owed[1], sending.Copies.look_up
    address = leaving.reader.email

    def look_up_and_leave(copies, batch):
        looked_up(copies, batch)
        assert [copies.refusal(row) for row in batch] == [None] * 3
        leave(leaving.reader)

    monkeypatch.setattr(sending.Copies, "look_up", look_up_and_leave)
    outcome = sending.deliver()

    assert list(owed.values_list("state", flat=True)) == ["sent", "skipped", "sent"]
    assert (outcome.sent, len(wire), address in [recipient for _sender, recipient, _data in wire]) == (2, 2, False)
    assert Edition.objects.get().state == "sent"


def test_who_asks_for_discretion_once_a_worker_took_the_batch_gets_no_copy_of_before(owed, wire, letters, monkeypatch):
    reader, looked_up = owed[1].reader, sending.Copies.look_up

    def look_up_and_change(copies, batch):
        looked_up(copies, batch)
        if len(batch) == 3:
            readers.change_settings(reader=reader, language="en", discreet=True, themes=[], frequency="each")

    monkeypatch.setattr(sending.Copies, "look_up", look_up_and_change)
    sending.deliver()

    told = {str(letter["To"]): letter["Subject"] == "Autumn in the network" for letter in letters()}
    assert list(owed.values_list("state", flat=True)) == ["sent"] * 3
    assert [told.pop(row.reader.email) for row in owed] == [True, False, True]
    assert told == {}


def test_a_copy_whose_text_the_server_has_is_past_stopping(owed):
    engine.claim(sending.Copies(), now=datetime.now(UTC))
    Delivery.objects.filter(pk=owed[0].pk).update(state="handing_over")

    readers.unsubscribe(reader=owed[0].reader)

    assert list(owed.values_list("state", flat=True)) == ["handing_over", "sending", "sending"]
