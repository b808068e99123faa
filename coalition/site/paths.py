"""Where a page stands."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import register_converter
from django.urls.converters import StringConverter
from wagtail.models import Page


def path_of(page: Page) -> str:
    """Return the path of `page` on its site, whatever the site of the request; "" when it has none."""
    parts = page.get_url_parts()
    return parts[2] or "" if parts else ""


def led_to(page: Page) -> HttpResponse:
    """Return a permanent redirect to `page`, kept for five minutes: an editor may choose another one."""
    response = HttpResponsePermanentRedirect(path_of(page))
    response["Cache-Control"] = "public, max-age=300"
    return response


class PageSlug(StringConverter):
    """The name of a page in addresses: letters of any script, as Wagtail takes them, unlike Django's `slug`."""

    regex = r"[-\w]+"


register_converter(PageSlug, "page")
