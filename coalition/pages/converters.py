"""What addresses beside pages are made of."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class PageSlug(StringConverter):
    """The name of a page in addresses: letters of any script, as Wagtail takes them, unlike Django's `slug`."""

    regex = r"[-\w]+"


register_converter(PageSlug, "page")
