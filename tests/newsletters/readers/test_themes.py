"""Themes and how often: asked on the form and on one's own page, and they decide who is sent what."""

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from coalition.mail.models import Message
from coalition.resources.models import Theme
from newsletters.editions import services as editions
from newsletters.readers import services
from newsletters.readers import services as readers
from newsletters.readers.models import ImportedAddress, Reader, ReaderImport, SubscriptionRequest
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.factories.newsletters import EditionTextFactory, ReaderFactory, make_edition, newsletter_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def themes():
    """The vocabulary of these tests: shelter and training."""
    Theme.objects.all().delete()
    return [Theme.objects.create(slug=slug, name_en=slug.title()) for slug in ("shelter", "training")]


def wishes(**found):
    return Reader.objects.values_list("language", "discreet", "themes", "frequency").get(**found)


def ask(client, **changes):
    shown = client.get("/en/newsletter/").context["form"]["shown"].value()
    asked = {"email": "ana@town.example", "language": "en", "frequency": "each", "consent": "on", "shown": shown}
    return client.post("/en/newsletter/", asked | changes)


def test_the_form_asks_for_themes_and_how_often(client):
    newsletter_section()

    answer = ask(client, themes=["training"], frequency="monthly")
    client.post(answer["Location"], {"code": Message.objects.get().context["code"]})

    assert wishes() == ("en", False, ["training"], "monthly")


def test_a_reader_changes_them_on_their_own_page(client):
    reader = ReaderFactory(discreet=True, themes=["shelter"])
    path = f"/en/newsletter/manage/{reader.token}/"
    ticked = BeautifulSoup(client.get(path).content, "html.parser").select("[checked]")
    assert [(box["name"], box.get("value")) for box in ticked] == [
        ("frequency", "each"), ("themes", "shelter"), ("discreet", None),
    ]  # fmt: skip

    asked = {"language": "en", "discreet": "on", "themes": ["training", "shelter"], "frequency": "monthly"}
    client.post(path, asked | {"action": "save"})

    assert wishes() == ("en", True, ["shelter", "training"], "monthly")


WHO = {
    "all": {},
    "shelter": {"themes": ["shelter"]},
    "both": {"themes": ["shelter", "training"]},
    "monthly": {"frequency": "monthly"},
    "monthly shelter": {"frequency": "monthly", "themes": ["shelter"]},
    "left": {"state": "unsubscribed", "unsubscribed_at": "2026-11-01T00:00Z"},
}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (None, {"all", "shelter", "both"}),
        ({"themes": [], "frequency": "each"}, {"all", "shelter", "both"}),
        ({"themes": ["training"], "frequency": "each"}, {"all", "both"}),
        ({"themes": ["shelter"], "frequency": "each"}, {"all", "shelter", "both"}),
        ({"themes": [], "frequency": "monthly"}, {"monthly", "monthly shelter"}),
        ({"themes": ["training"], "frequency": "monthly"}, {"monthly"}),
    ],
)
def test_they_decide_who_is_sent_an_edition_and_those_counted_are_those_sent_to(chosen, expected):
    names = {ReaderFactory(**fields).pk: name for name, fields in WHO.items()}
    page = make_edition()
    if chosen:
        services.choose_recipients(translation_key=page.translation_key, **chosen)
    counted = sum(version.readers for version in editions.versions(page=page))
    text = EditionTextFactory(edition__translation_key=page.translation_key)

    sending.queue_copies(edition=text.edition, texts={"en": text})

    assert {names[pk] for pk in Delivery.objects.values_list("reader", flat=True)} == expected
    assert counted == len(expected)


def test_editors_choose_on_a_page_of_the_edition_until_it_leaves(client, sign_in):
    sign_in()
    page = make_edition()
    path, edition = (
        reverse(f"newsletter_editions:{name}", args=[page.pk]) for name in ("recipients", "edition")
    )  # fmt: skip
    assert "It goes to readers who want each edition." in client.get(edition).content.decode()

    assert client.get(path).status_code == 200
    assert client.post(path, {"frequency": "monthly", "themes": ["shelter"]})["Location"] == edition
    shown = client.get(edition).content.decode()
    assert (
        "readers who want the monthly digest. Of these, to those who asked for all themes or for one of: Shelter."
        in shown
    )

    EditionTextFactory(edition__translation_key=page.translation_key)
    client.post(path, {"frequency": "each"})
    assert services.recipients_of(page.translation_key).frequency == "monthly"


def test_a_theme_without_which_an_edition_would_go_to_everybody_is_kept(themes):
    shelter, training = themes
    page = make_edition()
    services.choose_recipients(translation_key=page.translation_key, themes=["shelter", "training"], frequency="each")

    training.delete()
    assert services.recipients_of(page.translation_key).themes == ["shelter"]
    with pytest.raises(ProtectedError), transaction.atomic():
        shelter.delete()


def test_a_theme_that_goes_is_taken_out_of_what_is_asked_for_and_brought_in(themes):
    words = readers.consent_words("en")
    asked = {"language": "en", "themes": ["shelter", "training"]}
    readers.subscribe(email="a@town.example", discreet=False, consent=words, **asked)
    ImportedAddress.objects.create(batch=ReaderImport.objects.create(source="x"), email_digest="x", **asked)

    themes[0].delete()

    assert SubscriptionRequest.objects.get().themes == ImportedAddress.objects.get().themes == ["training"]
