"""The pages of the library: what they show, how a resource is cited, and what the database refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.html import strip_tags

from coalition.resources.models import ResourcePage, Theme, theme_choices
from tests.factories.events import EventFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = pytest.mark.django_db


def test_a_resource_shows_its_facts_in_the_readers_language(client):
    index = resources_page("fr")
    resource = ResourceFactory(key="guide", country="KM", languages=["ar", "fr"], url="https://a.example/", year=2024)
    resource_page(index, resource=resource, title="Un guide", summary="Pour observer.")
    text = client.get("/fr/resources/guide/").content.decode()
    for words in ("<h1>Un guide</h1>", "Pour observer.", "Comores", "Arabe et français", "2024", "https://a.example/"):
        assert words in text


def test_a_page_says_how_it_is_cited(client, settings):
    resource = ResourceFactory(
        key="guide", year=2024, authors="Diop, Awa\n\n", bodies="Observatory", publisher="Town", licence="CC-BY-4.0"
    )
    resource_page(resources_page("fr"), resource=resource, title="Un guide")

    html = client.get("/fr/resources/guide/").content.decode()

    line = strip_tags(html.partition('<p class="citation">')[2].partition("</p>")[0])
    assert line == f"Diop, Awa; Observatory (2024). Un guide. Town. {settings.SITE_URL}/fr/resources/guide/"
    assert "https://creativecommons.org/licenses/by/4.0/deed.fr" in html


def test_a_resource_with_a_doi_is_cited_by_it(client):
    resource_page(resources_page(), resource=ResourceFactory(key="guide", doi="10.1000/182"))

    assert "https://doi.org/10.1000/182</bdi></p>" in client.get("/en/resources/guide/").content.decode()


@pytest.mark.parametrize(("language", "slug"), [("ar", "دليل-المرافقة"), ("fr", "accompagnée")])
def test_a_page_whose_address_is_in_its_own_script_is_read(client, language, slug):
    resource_page(resources_page(language), resource=ResourceFactory(key="guide"), slug=slug)

    assert client.get(f"/{language}/resources/{slug}/").status_code == 200


@pytest.mark.parametrize("place", ["at-risk", "unknown", "safe"])
def test_nobody_is_named_in_a_place_at_risk(client, place):
    if place != "unknown":
        LocalGovernmentFactory(code="PS-JEN", at_risk=place == "at-risk")
    resource = ResourceFactory(key="guide", member_code="PS-JEN", authors="Haddad, Samira", bodies="Women’s service")
    resource_page(resources_page(), resource=resource)

    text = client.get("/en/resources/guide/").content.decode()

    assert ("Haddad" in text) == (place == "safe")
    assert "service" in text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"country": "fr"}, "Write a country code of two capital letters, such as FR."),
        ({"year": 1900}, "Write a year between 1945 and 2100."),
    ],
)
def test_the_database_refuses_what_the_form_explains(values, message):
    resource = ResourceFactory.build(**values)
    with pytest.raises(ValidationError) as refused:
        resource.full_clean()
    assert message in refused.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        resource.save()


def test_one_page_per_resource_and_language():
    english, french = resources_page(), resources_page("fr")
    resource = ResourceFactory()
    resource_page(english, resource=resource)
    resource_page(french, resource=resource)
    second = ResourcePage(title="Again", slug="again", resource=resource, locale=english.locale)
    with pytest.raises(ValidationError, match="already has a page in this language"):
        english.add_child(instance=second)


def test_themes_stand_in_the_order_of_the_language_and_fall_back_to_english():
    Theme.objects.exclude(slug__in=["work", "health"]).delete()
    Theme.objects.create(slug="archives", name_en="Archives")
    with translation.override("fr"):
        names = theme_choices()
        assert str(Theme.objects.get(slug="health")) == "Santé"
    assert names == [("archives", "Archives"), ("health", "Santé"), ("work", "Travail et ressources")]


def test_the_slug_of_a_theme_stays():
    theme = Theme.objects.get(slug="health")
    theme.slug = "care"
    with pytest.raises(ValidationError, match="Saved addresses hold this address name"):
        theme.full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        Theme.objects.filter(pk=theme.pk).update(slug="care")


def test_a_theme_in_use_is_not_deleted_by_anybody():
    ResourceFactory(themes=["health"])
    with pytest.raises(ProtectedError), transaction.atomic():
        Theme.objects.get(slug="health").delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM resources_theme WHERE slug = 'health'")
    event = EventFactory(themes=["work"])
    with pytest.raises(ProtectedError) as refused, transaction.atomic():
        Theme.objects.get(slug="work").delete()
    assert refused.value.protected_objects == {event}
    event.themes = []
    event.save()
    Theme.objects.get(slug="work").delete()


def test_a_resource_names_its_themes_and_leads_to_their_filters(client):
    resource = ResourceFactory(key="guide", themes=["health", "work"])
    resource_page(resources_page("fr"), resource=resource)
    text = client.get("/fr/resources/guide/").content.decode()
    for slug, name in (("health", "Santé"), ("work", "Travail et ressources")):
        assert f'<a class="tag" href="/fr/resources/?theme={slug}" lang="fr">{name}</a>' in text
