"""What all feeds of the site are like: Atom in the active language, the same for everybody, for some minutes."""

import uuid
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed


class SiteFeed(Feed):
    """A feed whose links lead to SITE_URL, whoever asks; its items are named by what never changes."""

    feed_type: Any = Atom1Feed
    item_guid_is_permalink = False

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=300"
        return response


def name_of(page: Any) -> str:
    """Return what names a page in its language for ever, wherever it stands and whatever it is called: a URN."""
    return uuid.uuid5(page.translation_key, str(page.locale_id)).urn
