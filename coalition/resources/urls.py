"""Addresses of this app below `/<language>/`. The index and the resources are Wagtail's pages."""

from django.urls import path
from django.views.decorators.http import require_safe

from .library import LibraryFeed

app_name = "resources"
urlpatterns = [path("resources/feed.atom", require_safe(LibraryFeed()), name="atom")]
