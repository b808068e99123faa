"""Addresses of doors below `/cms/door/`."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from coalition.users.menu import shown_to

from .permissions import may_check_in
from .views import checking, doors, offline

app_name = "events_door"

urlpatterns = [
    path("", doors.IndexView.as_view(), name="index"),
    path("worker.js", offline.worker, name="worker"),
    path("event/<int:pk>/", doors.EventDoorsView.as_view(), name="event"),
    path("<int:pk>/", checking.door, name="door"),
    path("<int:pk>/device/", checking.device, name="device"),
    path("<int:pk>/search/", checking.search, name="search"),
    path("<int:pk>/check-in/", checking.check_in, name="check_in"),
    path("<int:pk>/row/<uuid:number>/", checking.row, name="row"),
    path("<int:pk>/row/<uuid:number>/undo/", checking.undo, name="undo"),
    path("<int:pk>/list/", offline.door_list, name="list"),
    path("<int:pk>/upload/", offline.upload, name="upload"),
]


def door_addresses() -> list[URLPattern | URLResolver]:
    return [path("door/", include("events.door.urls"))]


def door_menu_item() -> MenuItem:
    item = shown_to(may_check_in)
    return item(_("At the door"), reverse_lazy("events_door:index"), name="door", icon_name="group", order=301)
