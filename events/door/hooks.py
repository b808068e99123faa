"""The door's place in the CMS; `events/wagtail_hooks.py` registers it."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from coalition.users.menu import shown_to

from .permissions import may_check_in


def door_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses of doors."""
    return [path("door/", include("events.door.urls"))]


def door_menu_item() -> MenuItem:
    """Lead to the doors, beside the events."""
    item = shown_to(may_check_in)
    return item(_("At the door"), reverse_lazy("events_door:index"), name="door", icon_name="group", order=301)
