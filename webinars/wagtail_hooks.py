"""Registers this app's part of the CMS."""

from wagtail.snippets.models import register_snippet

from .viewsets import WebinarViewSet

register_snippet(WebinarViewSet)
