"""Addresses of this app below `/<language>/`. Index and event pages themselves are Wagtail's."""

from typing import Any

from django.urls import URLPattern, path

from . import calendar_views, views

app_name = "events"


def section(name: str) -> list[URLPattern]:
    """Return the addresses beside the pages of events below `/<name>/`."""
    options: dict[str, Any] = {"section": name}
    return [
        path(f"{name}/<slug:slug>/register/", views.register, options, name=f"{name}-register"),
        path(f"{name}/<slug:slug>/register/sent/", views.registered, options, name=f"{name}-registered"),
        path(f"{name}/<slug:slug>/seats/", views.seats, options, name=f"{name}-seats"),
        path(f"{name}/<slug:slug>/event.ics", views.event_ics, options, name=f"{name}-ics"),
    ]


urlpatterns = [
    *section("events"),
    path("registrations/<str:token>/", views.registration, name="registration"),
    path("registrations/<str:token>/cancel/", views.cancel_registration, name="registration-cancel"),
    path("calendar/", calendar_views.subscribe, name="calendar"),
    path("calendar/<slug:feed>.ics", calendar_views.feed, name="feed"),
]
