"""Addresses of this app below `/<language>/`. The index and the resources are Wagtail's pages."""

from django.urls import path, register_converter

from .citations.views import FORMATS, cite


class FormatConverter:
    """How the file of a citation ends."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(FormatConverter, "citation_format")

app_name = "resources"
urlpatterns = [path("resources/<slug:slug>/cite.<citation_format:ending>", cite, name="cite")]
