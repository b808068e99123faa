"""Addresses of doors below `/cms/door/`."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from coalition.users.viewsets import shown_to
from events.team.permissions import may_check_in

from . import offline, pages

app_name = "events_door"

urlpatterns = [
    path("", pages.IndexView.as_view(), name="index"),
    path("worker.js", offline.worker, name="worker"),
    path("event/<int:pk>/", pages.EventDoorsView.as_view(), name="event"),
    path("<int:pk>/", pages.door, name="door"),
    path("<int:pk>/device/", pages.device, name="device"),
    path("<int:pk>/search/", pages.search, name="search"),
    path("<int:pk>/check-in/", pages.check_in, name="check_in"),
    path("<int:pk>/row/<uuid:number>/", pages.row, name="row"),
    path("<int:pk>/row/<uuid:number>/undo/", pages.undo, name="undo"),
    path("<int:pk>/list/", offline.door_list, name="list"),
    path("<int:pk>/upload/", offline.upload, name="upload"),
]


def door_addresses() -> list[URLPattern | URLResolver]:
    return [path("door/", include("events.door.urls"))]


def door_menu_item() -> MenuItem:
    """Lead to the doors who works there and has no list of events, in whose tabs they stand."""
    item = shown_to(lambda user: may_check_in(user) and not user.has_perm("events.change_event"))
    return item(_("At the door"), reverse_lazy("events_door:index"), name="door", icon_name="group", order=3)
