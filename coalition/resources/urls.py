"""Addresses of this app below `/<language>/`. The index and the resources are Wagtail's pages."""

from django.urls import path, register_converter
from django.views.decorators.http import require_safe

from coalition.pages import converters  # noqa: F401  (registers `page`)

from .citations.views import FORMATS, cite
from .feeds import LibraryFeed


class FormatConverter:
    """How the file of a citation ends."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(FormatConverter, "citation_format")

app_name = "resources"
urlpatterns = [
    path("resources/feed.atom", require_safe(LibraryFeed()), name="atom"),
    path("resources/<page:slug>/cite.<citation_format:ending>", cite, name="cite"),
]
