"""Addresses of this app below `/<language>/`. Index and webinar pages themselves are Wagtail's."""

from django.urls import path

from events.urls import section

from . import views

app_name = "webinars"
urlpatterns = [
    *section("webinars"),
    path("registrations/<str:token>/join/", views.join, name="join"),
    path("e/<slug:short_id>/r/<str:token>/join/", views.join, name="neutral-join"),
]
