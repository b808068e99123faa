"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from typing import Any

from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from coalition.pages import lists, visibility
from coalition.resources.models import Theme
from events.models import Event

from . import listing, signals  # noqa: F401  (signals connect on import)
from .permissions import PagePolicy


def connect() -> None:
    """List events on pages; hide the pages of closed events."""
    pre_delete.connect(_theme_is_deleted, sender=Theme, dispatch_uid="events.pages.themes")
    lists.offer("events", rows=listing.listed, template="events/blocks/list.html")
    lists.offer("trainings", rows=listing.trainings, template="events/blocks/trainings.html")
    visibility.hide("closed events", listing.pages_of_closed_events)
    register_permission_policy(Page, PagePolicy(Page))


def _theme_is_deleted(sender: type, instance: Theme, **kwargs: Any) -> None:
    """Refuse to delete a theme that an event has, as one that a resource has."""
    users: set[Model] = set(Event.objects.filter(themes__contains=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)
