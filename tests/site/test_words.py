"""What editors set about the site: its names, words, leave-site address, partners and bar."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale

from coalition.caching import changes
from coalition.mail import rendering
from coalition.site import site_words as kept
from coalition.site.models import MenuItem, SiteWords
from coalition.site.site_words import site_names
from tests.factories.home import make_home, make_page

pytestmark = pytest.mark.django_db
BAR = ["/fr/charter/sign/", "/fr/members/", "/fr/events/", "/fr/learn/", "/fr/about/"]


def page(client, path="/fr/contact/"):
    return BeautifulSoup(client.get(path).content, "html.parser")


def bar(soup):
    return [link["href"] for link in soup.select(".navigation__list")[0].select("a")]


def set_words(language, **words):
    row = SiteWords.objects.get(language=language)
    for name, text in words.items():
        setattr(row, name, text)
    row.full_clean()
    row.save()


def test_an_editors_words_are_on_pages_and_in_mails_of_their_language(client):
    set_words("fr", site_name="Réseau X", footer_about="Qui nous sommes.", sender_name="Réseau X, l’équipe")

    shown = page(client)
    assert shown.select_one(".brand").get_text(strip=True) == "Réseau X"
    assert shown.select_one(".footer__about p").get_text() == "Qui nous sommes."
    assert page(client, "/en/contact/").select_one(".brand").get_text(strip=True) == "Coalition of local governments"
    with override("fr"):
        assert rendering.surroundings("fr", False)["site_name"] == "Réseau X"
    mail = rendering.message_head(subject="s", recipient="a@b.example", discreet=False, key="k", language="fr")
    assert mail["From"].addresses[0].display_name == "Réseau X, l’équipe"


@pytest.mark.parametrize(
    ("own", "english", "used"), [("Réseau", "Network", "Réseau"), ("", "Network", "Network"),
                                 ("", "", "Coalition des gouvernements locaux")],
)  # fmt: skip
def test_without_words_of_its_own_a_language_says_the_english_ones_else_the_built_in(own, english, used):
    set_words("fr", site_name=own)
    set_words("en", site_name=english)

    assert site_names("fr").site == used


@pytest.mark.parametrize("name", ["Gouvernements", "Coalition news", "ALIANZA de gobiernos"])
def test_the_sender_of_discreet_mails_has_no_word_of_the_sites_name(name):
    with pytest.raises(ValidationError, match="neutral"):
        set_words("es", discreet_name=name)


def test_mails_come_from_a_name_in_their_language_and_discreet_ones_from_the_discreet_name(settings):
    assert rendering.sender(False, "es")[0] == "Coalición de gobiernos locales"
    set_words("en", sender_name="The network’s team")
    assert [site_names(language).sender for language in ("en", "fr")] == [
        "The network’s team",
        "Coalition des gouvernements locaux",
    ]
    settings.MAIL_DISCREET_NAME, settings.MAIL_DISCREET_ADDRESS = "Agenda", "agenda@letters.example"
    set_words("ar", discreet_name="رزنامة")

    assert rendering.sender(True, "ar") == ("رزنامة", "agenda@letters.example")
    assert rendering.sender(True, "fr") == ("Agenda", "agenda@letters.example")


def test_leaving_leads_to_the_editors_address_with_and_without_javascript(client):
    set_words("en", leave_url="https://www.weather.example/")
    set_words("ar", leave_url="https://ar.weather.example/")

    exits = {code: page(client, f"/{code}/contact/").select_one("script[data-exit-url]") for code in ("fr", "ar")}
    assert exits["fr"]["data-exit-url"] == client.get("/exit/now/")["Location"] == "https://www.weather.example/"
    assert exits["ar"]["data-exit-url"] == "https://ar.weather.example/"


@pytest.mark.parametrize(
    "address",
    ["http://www.weather.example/", "https://testserver.coalition.example/", "https://user:word@weather.example/",
     "https://127.0.0.1/", "https://localhost/", "javascript:alert(1)"],
)  # fmt: skip
def test_leaving_leads_to_no_other_kind_of_address(settings, address):
    settings.ALLOWED_HOSTS = [".coalition.example"]

    with pytest.raises(ValidationError):
        set_words("fr", leave_url=address)


def test_the_database_refuses_an_unencrypted_address():
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteWords.objects.update(leave_url="http://www.weather.example/")


def test_the_bar_leads_where_an_editor_says_in_words_of_each_language(client):
    assert bar(page(client)) == BAR
    page_of_data = make_page("Your data", slug="data")
    for language in ("fr", "es"):
        make_home(language)
        page_of_data.copy_for_translation(Locale.objects.get(language_code=language)).save_revision().publish()
    page_of_data.get_translation(Locale.objects.get(language_code="es")).unpublish()
    MenuItem.objects.exclude(section__in=["charter/sign", "events"]).delete()
    MenuItem.objects.create(page=page_of_data, label_fr="Vos données")
    MenuItem.objects.create(section="contact")

    links = [(link.get_text(strip=True), link["href"], link.get("aria-current")) for link in
             page(client).select(".navigation__list")[0].select("a")]  # fmt: skip
    assert links == [
        ("Signer", "/fr/charter/sign/", None), ("Événements", "/fr/events/", None),
        ("Vos données", "/fr/data/", None), ("Contact", "/fr/contact/", "page"),
    ]  # fmt: skip
    assert bar(page(client, "/es/contact/")) == ["/es/charter/sign/", "/es/events/", "/es/contact/"]


def test_pages_ask_nothing_and_a_change_is_seen_at_once(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert kept.site_names("fr").site == "Coalition des gouvernements locaux"
        assert len(kept.current().menu["fr"]) == len(BAR)
    set_words("fr", site_name="Autre nom")
    with django_assert_num_queries(0):
        assert kept.last_leave_url() == "https://www.wikipedia.org/"  # nothing is known since the change
    with django_assert_num_queries(2):
        assert kept.site_names("fr").site == "Autre nom"


def test_every_table_that_is_read_is_announced_and_its_change_is_heard():
    contact = make_page("Contact", slug="contact")
    MenuItem.objects.create(page=contact)
    with CaptureQueriesContext(connection) as read:
        kept.read()
    asked = {name for query in read.captured_queries for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}

    assert asked <= set(kept.TABLES) <= set(changes.public_tables())


FORM = "/cms/snippets/pages/sitewords/"


def typed_words(client):
    form = client.get(FORM).context["form"]
    said = {
        f"{name}_{code}": text for name in SiteWords.revised_fields for code, text in form.fields[name].initial.items()
    }
    typed = {"site_name_en": "Towns", "site_name_ar": "مدن", "footer_about_fr": "Nous."}
    return {"seen": form["seen"].value(), **said, **typed}


def test_the_words_of_all_languages_are_one_form_and_a_version_of_each_that_changed(admin_client, admin_user):
    assert admin_client.post(FORM, typed_words(admin_client)).status_code == 302

    rows = {row.language: row for row in SiteWords.objects.all()}
    assert [rows["en"].site_name, rows["ar"].site_name, rows["fr"].footer_about] == ["Towns", "مدن", "Nous."]
    assert {code: row.revisions.filter(user=admin_user).count() for code, row in rows.items()} == {
        "en": 1, "fr": 1, "es": 0, "ar": 1,
    }  # fmt: skip


def test_who_saves_the_words_second_is_told_and_a_telling_sender_is_refused_in_any_language(admin_client):
    typed = typed_words(admin_client)
    set_words("es", site_name="Ciudades")

    refused = admin_client.post(FORM, typed)
    assert "Ciudades" in refused.text.split("It now says:")[1].split("What you typed")[0]
    again = typed | {"seen": refused.context["form"]["seen"].value(), "discreet_name_es": "Towns of the north"}
    assert "Spanish: This name contains a word of the site’s name." in admin_client.post(FORM, again).text
    assert SiteWords.objects.get(language="en").site_name != "Towns"
