"""Which page of the CMS a share image is of."""

from typing import Any

from wagtail.models import Page

from coalition.keys import key_of
from coalition.pages.querysets import unrestricted

from .cards import ShareCard


def find_page(identifier: str, language: str) -> ShareCard | None:
    """Return the card of the live page that everybody may read, or None."""
    pages = unrestricted(Page.objects.live()).filter(pk=key_of(identifier), locale__language_code=language)
    page: Any = pages.specific().first()
    return page.get_share_card() if page is not None and hasattr(page, "get_share_card") else None
