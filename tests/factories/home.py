"""The front page in one or more languages, as the root of the default site."""

from wagtail.models import Locale, Page, Site

from home.blocks import ONCE as PARTS
from home.blocks import part
from home.models import HomePage, StandardPage


def make_home(language: str = "en") -> HomePage:
    """Return the front page in `language`; English is made first and becomes the site's root."""
    english = HomePage.objects.filter(locale__language_code="en").first()
    if english is None:
        english = HomePage(
            title="Home",
            slug="home-en",
            hero_title="Territories that protect",
            body=[part(name) for name in PARTS],
            locale=Locale.objects.get(language_code="en"),
        )
        Page.objects.get(depth=1).add_child(instance=english)
        Site.objects.update(root_page=english)
        Site.clear_site_root_paths_cache()
    if language == "en":
        return english
    locale = Locale.objects.get(language_code=language)
    found = english.get_translation_or_none(locale)
    if found is not None:
        return found
    translated = english.copy_for_translation(locale)
    translated.slug = f"home-{language}"
    translated.save_revision().publish()
    Site.clear_site_root_paths_cache()
    return translated


def make_page(title: str, *, language: str = "en", live: bool = True, **fields: object) -> StandardPage:
    """Return a page of text below the front page in `language`."""
    home = make_home(language)
    page = StandardPage(title=title, locale=home.locale, live=live, **fields)
    return home.add_child(instance=page)
