"""The library with FEW and MANY resources: `python -m benchmarks.library <how many more>` makes them in English."""

import sys
from typing import Any

import django

FEW, MANY = 100, 10_000
PAGES = {  # each shows as many rows of few as of many
    "library": "/en/resources/",
    "two filters": "/en/resources/?kind=guide&language=en",
    "second page of a filter": "/en/resources/?language=en&page=2",
    "feed": "/en/resources/feed.atom?theme=health",
}
THEMES = ("health", "justice", "work", "shelter", "training", "digital", "children")
KINDS = ("guide", "guide", "experience", "study", "tool", "law", "video")
COUNTRIES = ("FR", "FR", "KM", "MX", "EC")
INSERT = """
INSERT INTO resources_resourcepage (
    page_ptr_id, neutral_title, resource_id, summary, body, picture_alt, picture_decorative, picture_credit
) VALUES (%s, false, %s, 'Generated.', '[]', '', false, '')
"""


def seed(count: int) -> None:
    """Make `count` more resources with a page each, by few statements."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction
    from wagtail.models import Page

    from coalition.resources.index_page import ResourcesIndexPage
    from coalition.resources.models import Resource, ResourcePage

    index = ResourcesIndexPage.objects.get(locale__language_code="en")
    first, steps = Resource.objects.count(), index.get_children().count() + 1_000
    kind = ContentType.objects.get_for_model(ResourcePage)
    with transaction.atomic(), connection.cursor() as cursor:
        resources = Resource.objects.bulk_create(_resource(Resource, number) for number in range(first, first + count))
        pages = Page.objects.bulk_create(
            _page(Page, index, resource, step, kind) for step, resource in enumerate(resources, start=steps)
        )
        cursor.executemany(INSERT, [(page.pk, row.pk) for page, row in zip(pages, resources, strict=True)])
        Page.objects.filter(pk=index.pk).update(numchild=index.numchild + count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE wagtailcore_page, resources_resource, resources_resourcepage")


def _resource(model: Any, number: int) -> Any:
    return model(
        key=f"generated-{number}",
        kind=KINDS[number % len(KINDS)],
        year=1990 + number % 36,
        themes=sorted({THEMES[number % 7], THEMES[number // 7 % 7]}),
        country=COUNTRIES[number // 3 % len(COUNTRIES)],
        languages=["en", "fr"][: 1 + number % 2],
    )


def _page(model: Any, index: Any, resource: Any, step: int, kind: Any) -> Any:
    """Return a page below `index`, unsaved, at the place `step` of the tree."""
    title = f"Generated {resource.key}"
    return model(
        title=title,
        draft_title=title,
        slug=resource.key,
        path=model._get_path(index.path, index.depth + 1, step),
        depth=index.depth + 1,
        url_path=f"{index.url_path}{resource.key}/",
        locale_id=index.locale_id,
        content_type=kind,
        live=True,
    )


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
