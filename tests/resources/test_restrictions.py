"""A resource that is not for everybody, itself or by a page above it, stands in no list, block, search or map."""

import pytest
from django.utils import translation
from wagtail.models import PageViewRestriction

from newsletters.editions.blocks import ResourcesBlock
from tests.factories.resources import ResourceFactory, initiative_page, resource_page, resources_page

pytestmark = pytest.mark.django_db

HIDDEN = "Shelters of the north"
KINDS = [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN, PageViewRestriction.GROUPS]


def restrict(page, kind: str) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="woven-thread")


@pytest.fixture(params=KINDS)
def hidden(request):
    """An open resource, and a restricted one with a restricted initiative; both would be in every list."""
    index = resources_page()
    resource_page(index, resource=ResourceFactory(key="open", year=2020), title="Open guide")
    restrict(resource_page(index, resource=ResourceFactory(key="hidden", year=2025), title=HIDDEN), request.param)
    restrict(initiative_page(index, title=f"{HIDDEN} by night"), request.param)
    return index


@pytest.fixture(params=KINDS)
def hidden_above(request):
    """A library that is restricted as a whole."""
    index = resources_page()
    resource_page(index, resource=ResourceFactory(key="hidden", year=2025), title=HIDDEN)
    restrict(index, request.param)
    return index


def block_titles() -> list[str]:
    with translation.override("en"):
        return [row["title"] for row in ResourcesBlock().rows({"title": "", "count": 10})]


def told(client, *paths: str) -> list[str]:
    """Return those of `paths` that tell something of what is hidden, or do not answer."""
    answers = {path: client.get(path) for path in paths}
    return [
        path for path, one in answers.items() if one.status_code != 200 or HIDDEN in one.text or "/hidden/" in one.text
    ]


def test_a_restricted_resource_is_told_nowhere(client, hidden):
    assert told(client, "/en/", "/en/resources/", "/en/search/?q=shelters", "/sitemap-pages-en.xml") == []
    assert block_titles() == ["Open guide"]


def test_a_resource_below_a_restricted_page_is_told_nowhere(client, hidden_above):
    assert told(client, "/en/", "/en/search/?q=shelters", "/sitemap-pages-en.xml") == []
    assert block_titles() == []
