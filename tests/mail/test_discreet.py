"""Discreet mails: every kind of mail that this site sends, as the inbox of a shared mailbox shows it."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from coalition import catalogs
from coalition.mail import drain, rendering, services
from coalition.mail.models import Message
from coalition.privacy import discretion
from coalition.stack import ROOT
from home.contact import services as contact
from home.contact.models import ContactTopic
from newsletters.editions import services as edition_emails
from newsletters.editions.checks import INBOX, telling_words
from newsletters.readers import emails as reader_emails
from newsletters.readers import services as newsletter
from newsletters.readers.models import SubscriptionRequest
from newsletters.sending.services import deliver
from tests.calls import mails as call_mails
from tests.charter.mails import FIRST, every_mail, signed
from tests.events import test_emails as event_mails
from tests.factories.courses import course_page, make_course
from tests.factories.events import NOW, SeatCategoryFactory, event_page
from tests.factories.mail import MessageFactory, said
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition
from tests.mail import memory
from tests.mail.examples import of_figures, of_upkeep
from webinars.courses import enrolment
from webinars.courses.models import AddressRequest

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SENDER = "Agenda <agenda@letters.example>"
EDITION = "newsletters/mail/edition"  # carried by `bulk`, without a row of the ledger


class _Everything(HTMLParser):
    """What a mailbox may show of a mail: all words, hidden ones too, and what stands for pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("style", "script")
        self.words += [value or "" for name, value in attrs if name in ("alt", "title", "summary")]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def first_words(part: EmailMessage) -> str:
    """Return the first INBOX characters that `part` says."""
    content = part.get_content()
    if part.get_content_subtype() == "html":
        reader = _Everything()
        reader.feed(content)
        content = " ".join(reader.words)
    return " ".join(content.split())[:INBOX]


def kinds() -> set[str]:
    """Return every mail that has a template; a new one is here by itself, and is missed below."""
    files = [path.relative_to(ROOT) for app in catalogs.APPS for path in (ROOT / app).rglob("*.subject.txt")]
    named = {str(path).partition("templates/")[2].removesuffix(".subject.txt") for path in files}
    return {*named, EDITION}


def owe_every_kind(language: str) -> None:
    """Owe each kind of mail in `language`, from worst cases; none of the senders is asked to be discreet."""
    every_mail(signed(language))
    call_mails.every_mail(language)
    of_figures(language)
    of_upkeep(language)
    for name in event_mails.SUBJECTS:
        event_mails.owe(name, language)
    event_mails.ask_to_confirm(language)
    event_mails.owe_code(language)
    for name in event_mails.NEUTRAL:
        event_mails.owe_neutral(name, language)
    for name in event_mails.TO_SPEAKERS:
        event_mails.owe_speaker(name, language)
    request = SubscriptionRequest.objects.create(email="reader@town.example", language=language)
    reader_emails.send_confirmation(request, code="123456", link="secret")
    reader_emails.send_code(ReaderFactory(language=language), "123456")
    page = make_edition(titles=dict.fromkeys(LANGUAGES, "Violence against women: the charter"), date="2026-09-01")
    translated = {one.locale.language_code: one for one in page.get_translations(inclusive=True).specific()}
    discretion.choose(address="editor@town.example", source="test", discreet=True)  # written when it is owed
    edition_emails.send_test(translated[language], to="editor@town.example", discreet=False)
    with override(language):
        services.send_text(
            to="nadia@town.example", subject="The coalition", text="Violence against women.\n\nThe charter"
        )
    ContactTopic.objects.update(language=language)
    contact.write(topic="signing", text="The charter", email="ada@town.example", language="en")
    ReaderFactory(language=language)
    send_edition(page=page)
    course = make_course()
    course_page(course, language, title="Policies against violence: women and girls")
    enrolment.ask(course=course, email="learner@town.example", language=language)
    enrolment.confirm(asked=AddressRequest.objects.get())


@pytest.fixture
def wire() -> Iterator[list[tuple[str, str, bytes]]]:
    memory.outbox.clear()
    yield memory.outbox
    memory.outbox.clear()


def sent_discreetly(language: str) -> dict[str, list[tuple[str, EmailMessage]]]:
    """Return every mail, with the sender of its envelope, as readers get it whose addresses are discreet."""
    memory.outbox.clear()
    owe_every_kind(language)
    addresses = {
        *Message.objects.values_list("to", flat=True),
        *newsletter.Reader.objects.values_list("email", flat=True),
    }
    for address in addresses:
        discretion.choose(address=address, source="test", discreet=True)
    drain.drain()
    deliver()
    by_id = {rendering.message_id(mail.key, discreet=True): mail.template for mail in Message.objects.all()}
    found: dict[str, list[tuple[str, EmailMessage]]] = {}
    for envelope, _recipient, data in memory.outbox:
        mail = message_from_bytes(data, policy=policy.default)
        found.setdefault(by_id.get(mail["Message-ID"], EDITION), []).append((envelope, mail))
    return found


@pytest.fixture(scope="module")
def inboxes(rows_of_the_module: None) -> dict[str, dict[str, list[tuple[str, EmailMessage]]]]:
    """Return every kind of mail in each language, made once for the tests that only read them."""
    found = {}
    for language in LANGUAGES:
        with time_machine.travel(NOW, tick=False), transaction.atomic():
            found[language] = sent_discreetly(language)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_inbox_shows_nothing_of_what_a_discreet_mail_is_about(language, inboxes):
    found = inboxes[language]

    assert found.keys() == kinds()
    for kind, mails in found.items():
        for envelope, mail in mails:
            text, html = (part for part in mail.walk() if not part.is_multipart())
            shown = {"subject": mail["Subject"], "text": first_words(text), "html": first_words(html)}
            assert (kind, mail["From"], envelope) == (kind, SENDER, "agenda@letters.example")
            assert {place: telling_words(words) for place, words in shown.items()} == {place: [] for place in shown}, (
                kind
            )
            with override(language):
                assert [
                    place for place, words in shown.items() if gettext("Coalition of local governments") in words
                ] == []


LINKS = re.compile(r"https?://[^\s\"<>)]+")


def everything(part: EmailMessage) -> str:
    """Return all that `part` says and hides, its links too."""
    content = part.get_content()
    if part.get_content_subtype() == "html":
        reader = _Everything()
        reader.feed(content)
        content = " ".join([*reader.words, *re.findall(r'href="([^"]+)"', content)])
    return str(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_of_a_discreet_mail_about_an_event_says_nothing_of_it(language, inboxes):
    """Details are behind its link, whose address says nothing either: who opens the mail reads a neutral sentence."""
    found = {kind: mails for kind, mails in inboxes[language].items() if kind.startswith("events/mail/")}

    assert found.keys() == {kind for kind in kinds() if kind.startswith("events/mail/")}
    for kind, mails in found.items():
        for _envelope, mail in mails:
            for part in (part for part in mail.walk() if not part.is_multipart()):
                all_of_it = everything(part)
                links = {
                    re.sub(r"[\w-]{43}|[2-9a-z]{10}", "…", link.split("/", 3)[3]) for link in LINKS.findall(all_of_it)
                }
                allowed = set() if kind == "events/mail/code" else {f"{language}/e"}
                assert {link.split("/…/")[0].removesuffix("/l") for link in links} == allowed, kind
                words = LINKS.sub("", all_of_it)
                assert telling_words(words) == [], kind
                telling = (
                    event_mails.TITLE,
                    "Bobigny",
                    "2027",
                    "Paris",
                    "France",
                    "Saint-Denis",
                    event_mails.HOSTS_SAY,
                )
                assert [word for word in telling if word in words] == [], kind


def test_no_header_of_a_discreet_mail_tells(inboxes):
    """The address that ends a subscription is the site's: no inbox shows it, and it must be ours (RFC 8058)."""
    for kind, mails in inboxes["en"].items():
        for _envelope, mail in mails:
            headers = {name: value for name, value in mail.items() if name not in ("To", "List-Unsubscribe")}
            assert {name: telling_words(value) for name, value in headers.items()} == {name: [] for name in headers}, (
                kind
            )
            assert mail["Message-ID"].endswith("@letters.example>")
            assert mail["Reply-To"] is None
            assert mail["List-Id"] in (None, "<list.letters.example>")


PROVEN = {
    "added",  # the person told a host that ordinary mails are safe: decision 0010-confirm-then-count
    # who speaks in public agreed with a host, who ticks discreet mails where she wishes
    *event_mails.TO_SPEAKERS,
    "adhesion_link",  # this mailbox typed its code, whoever asks for the link now
    "member_asked",  # a reviewer found it to be the one of a town hall: decision 0021-two-people-in-the-charter
    "member_reminder",  # the same
    *FIRST,  # to an institution's own domain (decision 0007-discreet-and-alike); others: tests/charter/test_emails.py
    "confirm",  # its form did not ask for discretion
}


def test_what_whoever_types_an_address_can_cause_is_discreet():
    """A new kind of unasked mail must be discreet, or be named above with its reason."""
    owe_every_kind("en")

    plain = Message.objects.filter(unasked=True, discreet=False)
    assert {said(mail) for mail in plain} == PROVEN


def test_discretion_sticks_to_the_address_whoever_types_it(wire):
    MessageFactory(to="ann+letters@town.example")
    MessageFactory(to="other@town.example")
    discretion.choose(address="ann@town.example", source="reader:1", discreet=True)

    drain.drain()

    mails = {mail["To"]: mail for mail in (message_from_bytes(data, policy=policy.default) for _s, _r, data in wire)}
    assert mails["ann+letters@town.example"]["From"] == SENDER
    assert mails["other@town.example"]["From"] != SENDER
    assert set(Message.objects.values_list("to", "discreet")) == {
        ("ann+letters@town.example", True),
        ("other@town.example", False),
    }


def test_another_persons_mails_do_not_tell_that_an_address_is_discreet():
    """Who takes her name with a dot more, at a provider that tells dots apart, learns nothing from mails of his own."""
    for address in ("ann.lee@town.example", "sam.lee@gmail.com"):
        discretion.choose(address=address, source="reader:1", discreet=True)

    hers = ["ann.lee+x@town.example", "samlee@gmail.com", "s.a.m.lee+x@googlemail.com"]
    assert discretion.discreet_among([*hers, "annlee@town.example", "a.nn.lee@town.example"]) == set(hers)


def test_an_address_is_discreet_until_every_choice_says_otherwise():
    for source in ("reader:1", "registration:1"):
        discretion.choose(address="ann@town.example", source=source, discreet=True)
        discretion.choose(address="ann@town.example", source=source, discreet=True)

    discretion.choose(address="ann@town.example", source="reader:1", discreet=False)
    assert discretion.has_asked("ANN@town.example")
    discretion.choose(address="ann@town.example", source="registration:1", discreet=False)
    assert not discretion.has_asked("ann@town.example")


def test_only_a_proven_mailbox_makes_an_address_discreet():
    words = newsletter.consent_words("en")
    newsletter.subscribe(email="ann@town.example", language="en", discreet=True, consent=words)
    assert not discretion.has_asked("ann@town.example")

    reader = newsletter.confirm_by_link(request=SubscriptionRequest.objects.get())
    assert discretion.has_asked("ann@town.example")
    newsletter.change_settings(
        reader=reader, language="en", discreet=False, themes=[], frequency="each", is_proven=True
    )
    assert not discretion.has_asked("ann@town.example")


def test_an_edition_is_discreet_for_who_asked_for_it_elsewhere(wire):
    reader = ReaderFactory(discreet=False)
    discretion.choose(address=reader.email, source="registration:1", discreet=True)

    send_edition(page=make_edition())
    deliver()

    [(envelope, _recipient, data)] = wire
    assert (envelope, message_from_bytes(data, policy=policy.default)["From"]) == ("agenda@letters.example", SENDER)


@pytest.mark.parametrize("missing", ["MAIL_DISCREET_NAME", "MAIL_DISCREET_ADDRESS"])
def test_discreet_mode_is_offered_only_where_it_has_a_sender(client, settings, missing):
    reader = ReaderFactory(discreet=True)
    SeatCategoryFactory(event=event_page(slug="training").event)
    addresses = [f"/en/newsletter/manage/{reader.token}/", "/en/events/training/register/"]
    assert ['name="discreet"' in client.get(address).text for address in addresses] == [True, True]

    setattr(settings, missing, "")

    assert ['name="discreet"' in client.get(address).text for address in addresses] == [False, False]
    client.post(addresses[0], {"language": reader.language, "frequency": "monthly"})
    reader.refresh_from_db()
    assert (reader.frequency, reader.discreet) == ("monthly", True)  # what was chosen before stays
