"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from typing import Any

from django.db.models import Model, ProtectedError
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from coalition.resources.models import Theme
from events.models import Event

from .permissions import PagePolicy, grant_section
from .sections import EventsIndexPage


def connect() -> None:
    """Keep themes that events have, and judge who may change pages of events."""
    pre_delete.connect(_theme_is_deleted, sender=Theme, dispatch_uid="events.pages.themes")
    register_permission_policy(Page, PagePolicy(Page))


def _theme_is_deleted(sender: type, instance: Theme, **kwargs: Any) -> None:
    """Refuse to delete a theme that an event has, as one that a resource has."""
    users: set[Model] = set(Event.objects.filter(themes__contains=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)


@receiver(post_save, sender=EventsIndexPage)
def section_is_made(sender: type, instance: EventsIndexPage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Give event hosts their section."""
    if created and not raw:
        grant_section(instance.page_ptr)
