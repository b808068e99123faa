"""Addresses of doors below `/cms/door/`."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from coalition.users.menu import shown_to

from . import views
from .permissions import may_check_in

app_name = "events_door"

urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("worker.js", views.worker, name="worker"),
    path("event/<int:pk>/", views.EventDoorsView.as_view(), name="event"),
    path("<int:pk>/", views.door, name="door"),
    path("<int:pk>/device/", views.device, name="device"),
    path("<int:pk>/search/", views.search, name="search"),
    path("<int:pk>/check-in/", views.check_in, name="check_in"),
    path("<int:pk>/row/<uuid:number>/", views.row, name="row"),
    path("<int:pk>/row/<uuid:number>/undo/", views.undo, name="undo"),
    path("<int:pk>/list/", views.door_list, name="list"),
    path("<int:pk>/upload/", views.upload, name="upload"),
]


def door_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses of doors."""
    return [path("door/", include("events.door.urls"))]


def door_menu_item() -> MenuItem:
    """Lead to the doors, beside the events."""
    item = shown_to(may_check_in)
    return item(_("At the door"), reverse_lazy("events_door:index"), name="door", icon_name="group", order=301)
