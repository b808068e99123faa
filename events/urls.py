"""Addresses of this app below `/<language>/`. Index and event pages themselves are Wagtail's."""

from typing import Any

from django.urls import URLPattern, path

from . import calendar_views, own_views, views

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


# Addresses that say nothing in the history of a browser (Event.neutral_address, and discreet people).
neutral = [
    path("e/<slug:short_id>/", views.neutral_page, name="neutral"),
    path("e/<slug:short_id>/register/", views.register, name="neutral-register"),
    path("e/<slug:short_id>/register/sent/", views.registered, name="neutral-registered"),
    path("e/<slug:short_id>/seats/", views.seats, name="neutral-seats"),
    path("e/<slug:short_id>/event.ics", views.event_ics, name="neutral-ics"),
    path("e/<slug:short_id>/c/<str:token>/", own_views.confirm, name="confirm"),
    path("e/<slug:short_id>/r/<str:token>/", own_views.registration, name="neutral-registration"),
    path("e/<slug:short_id>/r/<str:token>/cancel/", own_views.cancel_registration, name="neutral-registration-cancel"),
]

urlpatterns = [
    *section("events"),
    *neutral,
    path("registrations/<str:token>/", own_views.registration, name="registration"),
    path("registrations/<str:token>/cancel/", own_views.cancel_registration, name="registration-cancel"),
    path("calendar/", calendar_views.subscribe, name="calendar"),
    path("calendar/<slug:feed>.ics", calendar_views.feed, name="feed"),
]
