"""What every template of the public site may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from coalition.privacy import discretion
from coalition.site import site_words

from . import navigation


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, language, direction, navigation, the way to a page and switches."""
    return {
        "site_name": SimpleLazyObject(lambda: site_words.site_names().site),
        "identity": SimpleLazyObject(site_words.current),
        "LANGUAGE_CODE": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "demo": settings.DEMO,
        "discreet_mails": discretion.is_offered(),
        "quick_exit_url": SimpleLazyObject(site_words.leave_url),
        "navigation": SimpleLazyObject(lambda: navigation.sections(request)),
        "section_parts": SimpleLazyObject(lambda: navigation.parts(navigation.address_of(request))),
        "breadcrumb": SimpleLazyObject(lambda: navigation.trail(request)),
        "languages": SimpleLazyObject(lambda: languages(request)),
    }


def languages(request: HttpRequest) -> list[navigation.LanguageLink]:
    """Return the shown page in each language, as the page itself says it."""
    page = getattr(request, "coalition_page", None)
    found: list[navigation.LanguageLink] = page.get_languages(request) if page else navigation.languages(request, None)
    return found
