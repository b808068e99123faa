"""What this app adds to the CMS."""

from wagtail.snippets.models import register_snippet

from .viewsets import CallsGroup

register_snippet(CallsGroup)
