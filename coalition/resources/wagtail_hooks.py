"""What this app adds to the CMS."""

from wagtail.snippets.models import register_snippet

from .viewsets import ResourceViewSet, ThemeViewSet

register_snippet(ResourceViewSet)
register_snippet(ThemeViewSet)
