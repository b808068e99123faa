"""The pages that head each section of the site."""

from typing import Any

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page

from charter.models import CharterIndexPage
from coalition.members.models import MembersIndexPage
from coalition.resources.models import ResourcesIndexPage
from events.models import EventsIndexPage
from webinars.models import WebinarsIndexPage

from .tree import Translations, add_page

SECTIONS: dict[str, type[Page]] = {
    "members": MembersIndexPage,
    "charter": CharterIndexPage,
    "events": EventsIndexPage,
    "webinars": WebinarsIndexPage,
    "resources": ResourcesIndexPage,
}


def load(home: Translations, content: dict[str, Any], notice: dict[str, str]) -> dict[str, Translations]:
    """Make the head of each section from `content[slug]` (title and intro per language) below `home`.

    `notice` is the sentence on the charter's face that says it is illustrative.
    """
    found = {}
    for slug, page_type in SECTIONS.items():

        def fields(language: str, slug: str = slug, page_type: type[Page] = page_type) -> dict[str, Any]:
            words = content[slug]
            intro = words["intro"][language].strip()
            values = {
                "title": words["title"][language],
                "search_description": intro[:250],
                introduction_field(page_type): f"<p>{intro}</p>" if not intro.startswith("<") else intro,
                "show_in_menus": True,
            }
            return values | ({"notice": notice[language].strip()} if page_type is CharterIndexPage else {})

        found[slug] = add_page(home, page_type, slug, fields)
    return found


def introduction_field(page_type: type[Page]) -> str:
    """Return the name of the page type's introduction: `intro` or `introduction`."""
    own: list[models.Field] = [field for field in page_type._meta.local_fields if isinstance(field, RichTextField)]
    return own[0].name
