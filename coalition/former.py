"""Addresses that a release gave up: each leads for ever to what took its place, or answers 410 (RFC 9110, 15.5.11).

`urlpatterns` stand outside the languages, `in_languages` below `/<language>/`. A test lists them all.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from coalition.privacy.decorators import private_page

from .site import paths  # noqa: F401  (registers `page`)


@require_safe
def gone(request: HttpRequest, **parts: Any) -> HttpResponse:
    """Say that there was a page and that nothing took its place, and offer the search."""
    return render(request, "404.html", status=410)


@private_page
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Lead who subscribed to an agenda to the private calendar that took its place."""
    return redirect("events:own-calendar-feed", token=token, permanent=True)


@require_safe
def redirect_to_change(request: HttpRequest, **parts: str) -> HttpResponse:
    """Lead from the page of other seats to the one that changes a registration, below the same secret."""
    return redirect("../change/", permanent=True)


@require_safe
def redirect_to_room(request: HttpRequest, **parts: str) -> HttpResponse:
    """Lead from the live page to the page of the room, below the same secret."""
    return redirect("../join/", permanent=True)


@private_page
@require_safe
def to_desk(request: HttpRequest, token: str, rest: str = "") -> HttpResponse:
    """Lead to the desk that the secret opens."""
    return redirect("charter:desk", token=token, permanent=True)


@private_page
@require_safe
def to_versions(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the versions of the charter, and what changed between them."""
    return redirect("charter:versions", permanent=True)


def _leads_to(name: str) -> Callable[..., HttpResponseBase]:
    """Return a view that leads for ever to the address called `name`."""
    return RedirectView.as_view(pattern_name=name, permanent=True, query_string=True)


urlpatterns: list[URLPattern] = [
    path("mail/webhook/", gone),  # a provider posts to an address below it
    path("data/charter-ledger-heads.csv", gone),
    path("data/charter-log/witness.py", gone),
    path("data/oai/", gone),
    path("covers/<slug:kind>/<slug:seed>.svg", gone),
    path("data/figures/<slug:slug>.sdmx.csv", RedirectView.as_view(pattern_name="figures_csv", permanent=True)),
    path(
        "data/figures/<slug:slug>.csv-metadata.json",
        RedirectView.as_view(pattern_name="figures_package", permanent=True),
    ),
]

# A day and a week of the calendar are in its month; `../` is read from the address that was asked (RFC 9110, 10.2.2).
in_languages: list[URLPattern] = [
    path("how-to-sign/", _leads_to("charter:sign_start")),
    path("charter/answer/<str:token>/", gone),
    path("charter/statistics/", _leads_to("charter:signatories")),
    # One link opens the desk of a town hall; the secrets of before open it too.
    path("charter/newer/<str:token>/", to_versions),  # an invitation to a newer version
    path("charter/adhesion/", _leads_to("charter:desk_find")),
    path("charter/adhesion/sent/", _leads_to("charter:desk_find")),
    path("charter/adhesion/closed/", _leads_to("charter:desk_find")),
    path("charter/desk/<str:token>/change/<slug:rest>/asked/", to_desk),
    path("charter/desk/<str:token>/report/<path:rest>", to_desk),
    *(path(f"charter/{kind}/<str:token>/", to_desk) for kind in ("adhesion", "stop", "member", "report")),
    *(path(f"charter/{kind}/<str:token>/<path:rest>", to_desk) for kind in ("adhesion", "report")),
    path("resources/<str:slug>/cite.<slug:ending>", RedirectView.as_view(url="./", permanent=True)),
    # Who registers again with the same address is mailed the link of their registration.
    *(
        path(f"{section}/<page:slug>/link/{end}", _leads_to(f"{section}:{section}-register"))
        for section in ("events", "webinars")
        for end in ("", "sent/")
    ),
    *(path(f"e/<slug:short_id>/link/{end}", _leads_to("events:neutral-register")) for end in ("", "sent/")),
    # Programme and seats stand on the page of the event; a browser keeps the session after the `#`.
    *(
        path(f"{event}/{end}/", RedirectView.as_view(url="../", permanent=True, query_string=True))
        for event in ("events/<page:slug>", "webinars/<page:slug>", "e/<slug:short_id>")
        for end in ("programme", "seats")
    ),
    path("e/<slug:short_id>/l/<str:token>/", gone),
    path(
        "calendar/<int:year>/<int:month>/<int:day>/",
        RedirectView.as_view(url="../", permanent=True, query_string=True),
    ),
    path(
        "calendar/<int:year>/<int:month>/<int:day>/week/",
        RedirectView.as_view(url="../../", permanent=True, query_string=True),
    ),
    path(
        "calendar/feed.rss",
        RedirectView.as_view(pattern_name="events:announced-atom", permanent=True, query_string=True),
    ),
    path(
        "calendar/embed/",
        RedirectView.as_view(pattern_name="events:calendar", permanent=True, query_string=True),
    ),
    path("calendar/embed.css", gone),
    path("calendar/events.json", gone),
    path("events/<slug:slug>/schedule.xml", RedirectView.as_view(url="schedule.json", permanent=True)),
    path("e/<slug:short_id>/schedule.xml", RedirectView.as_view(url="schedule.json", permanent=True)),
    path("agenda/", _leads_to("home:programme")),
    path("agenda/<str:token>.ics", own_calendar),
    # A territory is a part of its member's profile.
    path("territories/", RedirectView.as_view(url="../members/?observatory=1", permanent=True)),
    path("territories/<slug:slug>/", RedirectView.as_view(url="../../members/%(slug)s/", permanent=True)),
    *(
        path(f"{own}/{end}/", private_page(view))
        for own in ("registrations/<str:token>", "e/<slug:short_id>/r/<str:token>")
        for end, view in (("seat", redirect_to_change), ("live", redirect_to_room))
    ),
    path("charter/sign/<str:token>/colleague/sent/", gone),
    path("courses/<slug:key>/platform.zip", gone),  # the course for learning platforms; the whole course is course.zip
    path("courses/badge-key.json", gone),
    # Lessons are not kept on a device any more; what is kept goes (`webinars.courses.own_views.worker`).
    path("learning/offline/<str:token>/<path:kept>", gone),
    # Who reads at another address subscribes there, and leaves with the first.
    path("newsletter/address/<str:handle>/", gone),
    path("newsletter/manage/<str:token>/address/", RedirectView.as_view(url="../", permanent=True)),
]
