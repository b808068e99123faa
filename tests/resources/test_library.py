import re

import pytest
from wagtail.test.utils import WagtailPageTestCase

from coalition.calls.models import CallPage
from coalition.resources.library import ResourcesIndexPage
from coalition.resources.models import InitiativePage, ResourcePage
from tests.factories.members import home_page
from tests.factories.resources import ResourceFactory, initiative_page, resource_page, resources_page

pytestmark = pytest.mark.django_db


def shown(response):
    """Return the slugs of the cards, in order."""
    return re.findall(r'card__title"><a href="/en/resources/([\w-]+)/"', response.content.decode())


@pytest.fixture
def shelf():
    """Three published resources and one draft."""
    index = resources_page()
    resource_page(index, resource=ResourceFactory(key="old", year=2020, kind="study", country="KM", languages=["fr"]))
    resource_page(index, resource=ResourceFactory(key="new", year=2025, country="", languages=["ar", "en"]))
    resource_page(index, resource=ResourceFactory(key="middle", year=2023, languages=["en"]))
    resource_page(index, resource=ResourceFactory(key="draft", kind="video", languages=["de"])).unpublish()
    return index


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["new", "middle", "old"]),
        ("?kind=study", ["old"]),
        ("?kind=report", ["old"]),  # of an earlier version, in a saved address
        ("?language=en", ["new", "middle"]),
        ("?country=KM", ["old"]),
        ("?country=KM&language=en", []),
        ("?kind=video&language=de&country=%00&page=x", ["new", "middle", "old"]),
    ],
)
def test_filters_of_the_address(client, shelf, query, slugs):
    response = client.get(f"/en/resources/{query}", follow=True)
    assert (response.status_code, shown(response)) == (200, slugs)


def test_filters_offer_only_what_is_there(client, shelf):
    text = client.get("/en/resources/").content.decode()
    assert re.findall(r'<option value="(\w[\w-]*)"', text) == [
        "guide",
        "study",
        "KM",
        "FR",
        "ar",
        "en",
        "fr",
        "2025",
        "2023",
        "2020",
    ]


def test_a_resource_shows_its_facts_in_the_readers_language(client):
    index = resources_page("fr")
    resource = ResourceFactory(key="guide", country="KM", languages=["ar", "fr"], url="https://a.example/", year=2024)
    resource_page(index, resource=resource, title="Un guide", summary="Pour observer.")
    text = client.get("/fr/resources/guide/").content.decode()
    for words in ("<h1>Un guide</h1>", "Pour observer.", "Comores", "arabe · français", "2024", "https://a.example/"):
        assert words in text


def test_a_draft_is_not_found(client, shelf):
    assert client.get("/en/resources/draft/").status_code == 404


class ResourcePagesTests(WagtailPageTestCase):
    """Wagtail's own assertions for the page types."""

    def test_page_types(self) -> None:
        self.assertAllowedSubpageTypes(ResourcesIndexPage, {ResourcePage, InitiativePage, CallPage})
        self.assertAllowedParentPageTypes(ResourcePage, {ResourcesIndexPage})
        self.assertAllowedParentPageTypes(InitiativePage, {ResourcesIndexPage})
        index = resources_page()
        for page in (index, resource_page(index), initiative_page(index)):
            self.assertPageIsRenderable(page)
            assert page.make_preview_request().status_code == 200
        assert not ResourcesIndexPage.can_create_at(home_page())
