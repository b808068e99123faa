"""Valid, unsurprising news and its index."""

from datetime import date

from wagtail.models import Page

from coalition.news.models import NewsIndexPage, NewsPage
from tests.factories.members import home_page, published


def news_index(language: str = "en", *, translation_of: Page | None = None) -> NewsIndexPage:
    """Return the published `/news/` of `language`, made when it is missing."""
    home = home_page(language)
    found = NewsIndexPage.objects.child_of(home).first()
    return found or published(home, NewsIndexPage(title="News", slug="news"), translation_of=translation_of)


def news_page(
    slug: str = "an-item",
    *,
    language: str = "en",
    parent: Page | None = None,
    translation_of: Page | None = None,
    **values: object,
) -> NewsPage:
    """Return a published item of 12 June 2024."""
    values = {"title": f"Title of {slug}", "summary": "What happened.", "date": date(2024, 6, 12), **values}
    return published(parent or news_index(language), NewsPage(slug=slug, **values), translation_of=translation_of)
