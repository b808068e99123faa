"""Valid, unsurprising resources and their pages."""

from typing import Any

import factory
from wagtail.models import Page

from coalition.resources.library import ResourcesIndexPage
from coalition.resources.mechanisms import MechanismPage, MechanismsIndexPage
from coalition.resources.models import InitiativePage, Resource, ResourcePage
from tests.factories.members import home_page, published


class ResourceFactory(factory.django.DjangoModelFactory):
    """A French guide of 2024."""

    class Meta:
        model = Resource

    key = factory.Sequence(lambda number: f"guide-{number}")
    kind = Resource.Kind.GUIDE
    year = 2024
    country = "FR"
    languages = factory.LazyFunction(lambda: ["en", "fr"])


def resources_page(language: str = "en", *, translation_of: Page | None = None) -> ResourcesIndexPage:
    """Return the published library page in `language`."""
    page = ResourcesIndexPage(title="Resources", slug="resources")
    return published(home_page(language), page, translation_of=translation_of)


def resource_page(parent: ResourcesIndexPage, *, resource: Resource | None = None, **values: str) -> ResourcePage:
    """Return a published page of `resource` (a new one unless given) below `parent`."""
    resource = resource or ResourceFactory()
    values = {"title": f"Title of {resource.key}", "slug": resource.key, "summary": "What it says."} | values
    return published(parent, ResourcePage(resource=resource, **values))


def initiative_page(parent: ResourcesIndexPage, **values: str) -> InitiativePage:
    values = {"title": "A house for women", "association": "Women of the Quarter", "slug": "house"} | values
    return published(parent, InitiativePage(**values))


def mechanisms_page(language: str = "en") -> MechanismsIndexPage:
    """Return the published catalogue of mechanisms in `language`."""
    page = MechanismsIndexPage(title="Protection mechanisms", slug="mechanisms")
    return published(home_page(language), page)


def mechanism_page(parent: MechanismsIndexPage, **values: Any) -> MechanismPage:
    values = {"title": "Serious-danger phone", "slug": "phone", "summary": "A phone with one key."} | values
    return published(parent, MechanismPage(**values))
