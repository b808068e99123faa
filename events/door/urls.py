"""Addresses of doors below `/cms/door/`."""

from django.urls import path

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
