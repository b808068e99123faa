"""Subscribe, confirm, change, leave: through the public pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Site

from coalition.mail.models import Message
from coalition.privacy import discretion
from coalition.privacy import services as privacy
from coalition.privacy.models import Consent
from newsletters.readers import services as readers
from newsletters.readers.models import ConsentText, Reader, SubscriptionRequest
from newsletters.sending.models import Delivery
from tests.factories.newsletters import (
    EditionFactory,
    EditionTextFactory,
    ReaderFactory,
    newsletter_section,
)

pytestmark = pytest.mark.django_db
ASKED = {"email": "Ana@town.example", "language": "es", "frequency": "each", "discreet": "on", "consent": "on"}


@pytest.fixture(autouse=True)
def section():
    return newsletter_section()


def ask(client, page="en", **changes):
    """Post the form as it stands on the newsletter's page in `page`."""
    shown = client.get(f"/{page}/newsletter/").context["form"]["shown"].value()
    return client.post(f"/{page}/newsletter/", ASKED | {"shown": shown} | changes)


def mailed():
    return Message.objects.latest("pk").context


def rows():
    return list(Reader.objects.values_list("email", "language", "discreet", "state"))


def test_a_typed_code_makes_a_reader(client):
    answer = ask(client)
    assert rows() == []
    assert re.fullmatch(r"/en/newsletter/confirm/[\w-]{43}/", answer["Location"])

    welcome = client.post(answer["Location"], {"code": mailed()["code"]})

    reader = Reader.objects.get()
    assert rows() == [("ana@town.example", "es", True, "confirmed")]
    assert welcome["Location"] == f"/en/newsletter/manage/{reader.token}/"
    assert client.get(welcome["Location"]).status_code == 200


@pytest.mark.parametrize(("page", "mails_in"), [("en", "es"), ("fr", "en")])
def test_the_consent_that_is_kept_is_the_one_that_was_shown(client, page, mails_in):
    home = Site.objects.get().root_page
    for kept in (home, newsletter_section()):
        kept.copy_for_translation(Locale.objects.get(language_code="fr")).save_revision().publish()
    agreed_at = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    with time_machine.travel(agreed_at, tick=False):
        label = BeautifulSoup(client.get(f"/{page}/newsletter/").content, "html.parser").select_one(
            "label[for=id_consent]"
        )
        answer = ask(client, page=page, language=mails_in)
    with time_machine.travel(agreed_at + timedelta(minutes=5), tick=False):
        client.post(answer["Location"], {"code": mailed()["code"]})

    assert Reader.objects.get().language == mails_in
    assert Consent.objects.values_list("purpose", "text", "version", "language", "given_at").get() == (
        "newsletter", " ".join(label.get_text().split()), readers.consent_words(page).version, page, agreed_at,
    )  # fmt: skip


def test_an_agreement_to_words_that_an_editor_changed_meanwhile_is_asked_again(client):
    shown = readers.consent_words("en").digest
    text = ConsentText.objects.get(language="en")
    text.text = "I agree that my address is used to send me this newsletter."
    text.save()

    response = ask(client, shown=shown)

    form = response.context["form"]
    assert form.errors == {"consent": ["These words changed meanwhile. Please read them, then agree again."]}
    assert (form["email"].value(), form["consent"].value()) == (ASKED["email"], False)
    assert form["shown"].value() == readers.consent_words("en").digest
    assert SubscriptionRequest.objects.count() == 0


def test_other_words_are_another_version_and_earlier_consents_keep_theirs():
    words = "I agree that my address is used to send me this newsletter"
    text = ConsentText.objects.get(language="en")
    first, versions = text.version, []
    with time_machine.travel("2026-12-03T12:00Z", tick=False) as clock:
        for said in (f"{words}.", f"{words}.", f"{words}!", f"{words}."):
            text.text = said
            text.save()
            versions.append(text.version)
        clock.shift(timedelta(days=1))
        text.text = words
        text.save()

    assert versions == ["2026-12-03", "2026-12-03", "2026-12-03.2", "2026-12-03.3"]
    assert (first, text.version) == ("2026-11-26", "2026-12-04")
    assert readers.consent_words("fr").version == first


def test_the_link_only_shows_a_button_and_the_button_confirms(client):
    ask(client)
    path = "/" + mailed()["url"].split("/", 3)[3]

    shown = client.get(path)
    assert (shown.status_code, rows()) == (200, [])
    client.post(path)

    assert rows() == [("ana@town.example", "es", True, "confirmed")]
    assert client.get(path).status_code == 404


def test_who_typed_the_address_does_not_learn_that_the_link_was_pressed(client):
    answer = ask(client)
    strip = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    before = client.get(answer["Location"])
    Client().post("/" + mailed()["url"].split("/", 3)[3])

    after = client.get(answer["Location"])
    guessed = client.post(answer["Location"], {"code": f"{(int(mailed()['code']) + 1) % 1_000_000:06d}"})

    assert (before.status_code, after.status_code, guessed.status_code) == (200, 200, 200)
    assert strip.sub("", before.content.decode()) == strip.sub("", after.content.decode())
    right = client.post(answer["Location"], {"code": mailed()["code"]})  # only who reads the mailbox gets further
    assert right["Location"] == f"/en/newsletter/manage/{Reader.objects.get().token}/"


def test_asking_again_gains_discretion_and_never_loses_it(client):
    for discreet, kept in (("", False), ("on", True), ("", True)):
        ask(client, discreet=discreet)
        client.post("/" + mailed()["url"].split("/", 3)[3])
        assert rows() == [("ana@town.example", "es", kept, "confirmed")]
        assert discretion.has_asked("ana@town.example") is kept


def test_without_consent_nothing_is_asked(client):
    response = client.post("/en/newsletter/", ASKED | {"consent": ""})

    assert (response.status_code, SubscriptionRequest.objects.count(), Message.objects.count()) == (200, 0, 0)


def test_a_request_dies_after_a_day(client):
    answer = ask(client)

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert client.get(answer["Location"]).status_code == 404


def test_a_reader_changes_settings_and_leaves(client):
    reader = ReaderFactory(email="a@town.example")
    privacy.record_consent(purpose="newsletter", address="a@town.example", text="x", version="1", language="en")
    path = f"/en/newsletter/manage/{reader.token}/"

    client.post(path, {"language": "en", "frequency": "each", "discreet": "on", "action": "save"})
    assert rows() == [("a@town.example", "en", True, "confirmed")]
    client.post(path, {"action": "unsubscribe"})

    assert rows() == [("a@town.example", "en", True, "unsubscribed")]
    assert list(Consent.objects.values_list("kind", "text")) == [("withdrawn", "x"), ("given", "x")]
    assert "You are unsubscribed" in client.get(path).content.decode()


def test_a_mailbox_leaves_with_one_post_without_cookie():
    reader = ReaderFactory()
    path = f"/en/newsletter/unsubscribe/{reader.token}/"
    mailbox = Client(enforce_csrf_checks=True)

    assert mailbox.get(path).status_code == 200
    assert Reader.objects.get().state == "confirmed"
    response = mailbox.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert (response.status_code, Reader.objects.get().state) == (200, "unsubscribed")
    assert response["Referrer-Policy"] == "same-origin"


def test_personal_data_is_exported_erased_and_purged():
    reader, text = ReaderFactory(email="a@town.example"), EditionTextFactory(edition=EditionFactory(title="Autumn"))
    Delivery.objects.create(edition=text.edition, reader=reader, text=text)
    ReaderFactory(email="gone@town.example", state="unsubscribed", unsubscribed_at=timezone.now() - timedelta(days=31))
    readers.subscribe(email="A@town.example", language="en", discreet=False, consent=readers.consent_words("en"))

    [held] = privacy.export(address="A@town.example")["newsletters"]
    assert (held["email"], held["editions"]) == ("a@town.example", [{"title": "Autumn", "state": "queued"}])
    assert privacy.purge()["newsletters"] == 1
    assert privacy.erase(address="A@town.example")["newsletters"] == 2
    assert (Reader.objects.count(), SubscriptionRequest.objects.count()) == (0, 0)
    assert Delivery.objects.values_list("reader", "state").get() == (None, "skipped")


# One confirmation a day.


@pytest.fixture
def day(settings):
    """A clock, with the limits of a real site."""
    settings.RATE_LIMITS_ENABLED = True
    with time_machine.travel("2026-11-20T09:00Z", tick=False) as clock:
        yield clock


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def path_of_the_link():
    return "/" + Message.objects.get(state="queued").context["url"].split("/", 3)[3]


def test_an_address_is_mailed_one_confirmation_in_any_day_and_the_answer_is_the_same(client, day):
    answers = []
    for hours, email in ((0, "ana@town.example"), (10, "ana@town.example"), (0, "bea@town.example")):
        day.shift(timedelta(hours=hours))
        answers.append(ask(client, email=email))
    pages = {re.sub(r'value="\w+"', "", client.get(answer["Location"]).content.decode()) for answer in answers}
    day.shift(timedelta(hours=13, minutes=59))  # to a minute before a day has passed
    ask(client)
    day.shift(timedelta(minutes=2))
    ask(client)

    assert states() == ["queued", "over_budget", "queued", "over_budget", "queued"]
    assert len({re.sub(r"[\w-]{43}", "", page) for page in pages}) == 1
    assert {message.template for message in Message.objects.all()} == {"newsletters/mail/confirm"}


def test_the_link_of_the_day_confirms_what_was_asked_for_last_and_any_wish_for_discretion(client, day):
    ask(client, language="fr", discreet="")
    link = path_of_the_link()
    day.shift(timedelta(hours=2))
    ask(client, language="ar", discreet="on")
    day.shift(timedelta(hours=2))
    ask(client, language="es", discreet="")

    client.post(link)

    assert rows() == [("ana@town.example", "es", True, "confirmed")]
    assert client.get(link).status_code == 404
    assert Consent.objects.count() == 1


def test_a_strangers_code_confirms_his_own_request_alone(client, day):
    his = ask(client, language="fr", discreet="")
    code = Message.objects.get().context["code"]
    hers = ask(client, language="ar")

    assert client.post(hers["Location"], {"code": code}).status_code == 200  # a code belongs to the flow that asked
    assert rows() == []
    client.post(path_of_the_link())
    assert rows() == [("ana@town.example", "ar", True, "confirmed")]
    assert client.post(his["Location"], {"code": code})["Location"].endswith(f"/{Reader.objects.get().token}/")
    assert rows() == [("ana@town.example", "ar", True, "confirmed")]  # his request was settled by the link
