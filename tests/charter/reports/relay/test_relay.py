"""The relay: a member writes to a peer and is answered, and neither learns the other's address."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.conf import settings
from django.utils import translation

from charter.followup.models import Commitment
from charter.personal_data import purge
from charter.reports.relay import services as relay
from charter.reports.relay.models import PeerMessage
from charter.review.changes.services.links import new_link
from coalition.mail import drain
from coalition.mail.models import Message
from coalition.privacy import services as privacy
from tests.charter.followup.test_peers import done, mine
from tests.factories.charter import SignatureFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.members import ContactFactory
from tests.factories.reports import ReportFactory, link_to

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
TEXT = "How did you begin?\n\nWe have <b>two</b> women & a small office."


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(params=["report", "adhesion"])
def door(request) -> str:
    return request.param


def address(door: str, own: Commitment, code: str = "ES-PEER", deliverable: str = "diagnosis") -> str:
    """Return where `own`'s town hall writes to the peer with `code`."""
    if door == "adhesion":
        token = new_link(own.signature)
    else:
        token = link_to(own.government.reports.first() or ReportFactory(government=own.government))
    return f"/en/charter/{door}/{token}/write/{code}/{deliverable}/"


def write(own: Commitment, text: str = TEXT, code: str = "ES-PEER", language: str = "en") -> PeerMessage:
    return relay.write_to_peer(
        signature=own.signature, code=code, deliverable="diagnosis", text=text, language=language
    )


def token_of(message: PeerMessage) -> str:
    """Return the secret that the mails of `message` hold."""
    return Message.objects.filter(key__startswith=f"charter:peer:{message.pk}:").first().context["url"].split("/")[-2]


def kept() -> list[str]:
    return list(PeerMessage.objects.values_list("text", flat=True))


def everything(mail: Message) -> str:
    """Return what goes over the wire for `mail`: as it is, and its headers and parts once decoded."""
    raw = drain.build(mail)
    parsed = message_from_bytes(raw, policy=policy.default)
    parts = [part.get_content() for part in parsed.walk() if not part.is_multipart()]
    return "\n".join([raw.decode(), *(f"{name}: {value}" for name, value in parsed.items()), *parts])


# Writing


def test_a_message_goes_from_either_page_to_those_who_read_the_peers_mail(client, door):
    own, peer = mine(), done("ES-PEER")
    at = address(door, own)
    response = client.post(at, {"text": TEXT})
    assert response.url == at.replace("ES-PEER/diagnosis/", "sent/")
    assert "Your message is on its way" in client.get(response.url).content.decode()
    row = PeerMessage.objects.get()
    assert (row.sender, row.recipient, row.deliverable, row.text, row.language, row.in_reply_to) == (
        own.government,
        peer.government,
        "diagnosis",
        TEXT,
        "en",
        None,
    )
    mails = list(Message.objects.order_by("pk").values_list("to", "template", "language", "sensitive", "reply_to"))
    readers = [peer.signature.official_email, peer.signature.contact_email]
    assert mails == [(to, "charter/mail/peer_message", "es", True, "") for to in readers]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mails_are_in_the_readers_language_with_the_text_and_the_link(language):
    own, peer = mine(language=language), done("ES-PEER", language=language)
    message = write(own)
    relay.answer(message=message, text=TEXT, language="ar")
    sent = [Message.objects.get(to=row.signature.official_email) for row in (peer, own)]
    assert [mail.template for mail in sent] == ["charter/mail/peer_message", "charter/mail/peer_answer"]
    with translation.override(language):
        names = [str(own.government), str(peer.government)]
        deliverable = str(own.get_deliverable_display())
    for mail, name in zip(sent, names, strict=True):
        parsed = message_from_bytes(drain.build(mail), policy=policy.default)
        url = mail.context["url"]
        assert mail.language == language
        assert url.startswith(f"{settings.SITE_URL}/{language}/charter/answer/")
        assert (name in parsed["Subject"], deliverable in parsed["Subject"]) == (True, True)
        text, html = (parsed.get_body([kind]).get_content() for kind in ("plain", "html"))
        assert (url in text, url in html) == (True, True)
        assert "We have <b>two</b> women & a small office." in text
        assert "We have &lt;b&gt;two&lt;/b&gt; women &amp; a small office." in html


def test_neither_mail_holds_the_address_of_who_wrote_it():
    own, peer = mine(), done("ES-PEER")
    for row in (own, peer):
        ContactFactory(government=row.government, email=f"office@{row.government.code.lower()}.example")
    addresses = [
        [row.signature.official_email, row.signature.contact_email, row.government.contacts.get().email]
        for row in (own, peer)
    ]
    relay.answer(message=write(own), text="By a round table.", language="es")
    for template, readers, writers in (
        ("charter/mail/peer_message", addresses[1], addresses[0]),
        ("charter/mail/peer_answer", addresses[0], addresses[1]),
    ):
        mails = list(Message.objects.filter(template=template).order_by("pk"))
        assert [mail.to for mail in mails] == readers
        for mail in mails:
            wire = everything(mail)
            others = [other for other in (*writers, *readers) if other != mail.to]
            assert [other for other in others if other in wire.lower()] == []
            head = wire.partition("\n\n")[0].lower()
            assert "reply-to" not in head
            assert f"<{settings.MAIL_FROM_ADDRESS}>" in head


def test_a_stranger_is_not_written_to(client, door):
    own = mine()
    done("ES-PEER")
    done("ES-HOLD", signature__state="on_hold")
    done("ES-GUIDE", deliverable="guide")
    done("ES-SILENT", signature__official_email="")
    CommitmentFactory(signature__government__code="ES-OPEN")
    strangers = [
        ("ES-HOLD", "diagnosis"),
        ("ES-GUIDE", "diagnosis"),
        ("ES-GUIDE", "guide"),  # nothing that is open here
        ("ES-SILENT", "diagnosis"),
        ("ES-OPEN", "diagnosis"),
        ("ES-PEER", "nothing"),
        ("NO-ONE", "diagnosis"),
        (own.government.code, "diagnosis"),
    ]
    for code, deliverable in strangers:
        at = address(door, own, code, deliverable)
        assert (client.get(at).status_code, client.post(at, {"text": TEXT}).status_code) == (404, 404)
    assert (kept(), Message.objects.count()) == ([], 0)


def test_who_is_not_in_force_writes_to_nobody(client, door):
    own = mine(signature__state="on_hold")
    done("ES-PEER")
    assert client.post(address(door, own), {"text": TEXT}).status_code == 404
    assert kept() == []


def test_an_unknown_secret_opens_nothing(client):
    for page in ("report/nope/write/ES-PEER/diagnosis/", "adhesion/nope/write/ES-PEER/diagnosis/", "answer/nope/"):
        assert client.post(f"/en/charter/{page}", {"text": TEXT}).status_code == 404


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Enter your message."),
        (" \n ", "Enter your message."),
        ("x" * 2001, "the maximum is 2000"),
    ],
)
def test_what_cannot_be_sent_is_said_and_kept(client, text, error):
    own, _peer = mine(), done("ES-PEER")
    html = client.post(address("report", own), {"text": text}).content.decode()
    assert ("error-summary" in html, error in html, f"\n{text}</textarea>" in html) == (True, True, True)
    assert kept() == []


def test_a_text_of_the_full_length_arrives_without_signs_that_no_text_holds(client):
    own, _peer = mine(), done("ES-PEER")
    lines = "\r\n".join(["x" * 19] * 100)
    client.post(address("report", own), {"text": f"\x00{lines}\x1b"})
    assert kept() == ["\n".join(["x" * 19] * 100)]


def test_five_messages_a_day_and_what_was_typed_is_kept(client, door):
    own, other = mine(), mine()
    done("ES-PEER")
    for number in range(5):
        write(own, f"Message {number}")
    mails = Message.objects.count()
    response = client.post(address(door, own), {"text": TEXT})
    html = response.content.decode()
    assert "Your local government has written five messages today." in html
    assert "We have &lt;b&gt;two&lt;/b&gt; women &amp; a small office.</textarea>" in html
    assert (len(kept()), Message.objects.count()) == (5, mails)
    assert write(other).text == TEXT  # each government has its own five
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert write(own).text == TEXT


def test_a_button_that_is_pressed_twice_writes_once(client):
    own, _peer = mine(), done("ES-PEER")
    at = address("report", own)
    assert [client.post(at, {"text": TEXT}).status_code for _press in range(2)] == [302, 302]
    assert (kept(), Message.objects.count()) == ([TEXT], 2)


def test_the_form_counts_attempts_like_every_public_form(client, settings):
    settings.RATE_LIMITS_ENABLED = True
    own, _peer = mine(), done("ES-PEER")
    at = address("report", own)
    for _time in range(20):  # without a proof of work
        client.post(at, {"text": TEXT})
    html = client.post(at, {"text": "One more"}).content.decode()
    assert ("Too many attempts." in html, "\nOne more</textarea>" in html, kept()) == (True, True, [TEXT])


# Answering


def test_the_answer_goes_back_by_its_secret_address_and_so_does_the_next_one(client):
    own, peer = mine(), done("ES-PEER")
    first = write(own)
    page = f"/en/charter/answer/{token_of(first)}/"
    html = client.get(page).content.decode()
    assert "We have &lt;b&gt;two&lt;/b&gt; women &amp; a small office." in html
    assert client.post(page, {"text": "By a round table."}).url == f"{page}sent/"
    assert "Your message is on its way" in client.get(f"{page}sent/").content.decode()
    second = PeerMessage.objects.latest("pk")
    assert (second.sender, second.recipient, second.in_reply_to) == (peer.government, own.government, first)
    mails = Message.objects.filter(template="charter/mail/peer_answer").order_by("pk").values_list("to", "language")
    assert list(mails) == [(own.signature.official_email, "fr"), (own.signature.contact_email, "fr")]

    client.post(f"/fr/charter/answer/{token_of(second)}/", {"text": "Merci."})
    third = PeerMessage.objects.latest("pk")
    assert (third.text, third.language, third.recipient, third.in_reply_to) == ("Merci.", "fr", peer.government, second)


def test_answers_count_among_the_five_of_a_day(client):
    own, _peer = mine(), done("ES-PEER")
    page = f"/en/charter/answer/{token_of(write(own))}/"
    for number in range(5):
        client.post(page, {"text": f"Answer {number}"})
    html = client.post(page, {"text": "One more"}).content.decode()
    assert "has written five messages today" in html
    assert "\nOne more</textarea>" in html
    assert len(kept()) == 6


def test_who_left_meanwhile_is_not_answered_and_what_was_typed_is_kept(client):
    own, _peer = mine(), done("ES-PEER")
    page = f"/en/charter/answer/{token_of(write(own))}/"
    type(own.signature).objects.filter(pk=own.signature.pk).update(state="on_hold")
    html = client.post(page, {"text": "By a round table."}).content.decode()
    assert "can no longer be reached through the site" in html
    assert "\nBy a round table.</textarea>" in html
    assert kept() == [TEXT]


# Personal data


def test_a_message_is_exported_and_erased_for_those_who_read_the_mail_of_who_sent_it():
    own, peer = mine(), done("ES-PEER")
    ContactFactory(government=own.government, email="office@town.example")
    relay.answer(message=write(own), text="By a round table.", language="es")
    SignatureFactory(government=own.government, contact_email="stranger@town.example")  # a draft proves nothing
    row = {
        "message": TEXT,
        "language": "en",
        "from": own.government.code,
        "to": "ES-PEER",
        "deliverable": "diagnosis",
        "sent": NOW.isoformat(),
    }
    readers = [own.signature.official_email, own.signature.contact_email, "office@town.example"]
    for reader in readers:
        assert [line for line in privacy.export(address=reader)["charter"] if "message" in line] == [row]
    privacy.erase(address="stranger@town.example")
    assert kept() == [TEXT, "By a round table."]
    privacy.erase(address="office@town.example")
    assert kept() == ["By a round table."]
    assert PeerMessage.objects.get().in_reply_to is None
    privacy.erase(address=peer.signature.contact_email)
    assert kept() == []


def test_after_half_a_year_the_link_opens_nothing_and_the_message_goes(client):
    own, _peer = mine(), done("ES-PEER")
    page = f"/en/charter/answer/{token_of(write(own))}/"
    end = NOW + timedelta(days=180)
    purge(end)
    for moment, status in ((end, 200), (end + timedelta(seconds=1), 404)):
        with time_machine.travel(moment, tick=False):
            assert client.get(page).status_code == status
    assert kept() == [TEXT]
    purge(end + timedelta(seconds=1))
    assert kept() == []
