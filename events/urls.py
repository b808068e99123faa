"""Addresses of this app below `/<language>/`. Index and event pages themselves are Wagtail's."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe

from coalition.certificates.views import check_addresses
from coalition.pages import kept
from coalition.site import paths  # noqa: F401  (registers `page`)

from .agenda import sessions
from .agenda import views as agenda
from .calendar import months, series
from .calendar import views as calendar
from .door import papers, ticket_device, tickets
from .door.certificates import SUBJECT
from .messages import views as letters
from .online import views as rooms
from .pages import page_lookup as pages
from .programme import views as programme
from .registrations import own_page as own_views
from .registrations import views as registrations

app_name = "events"
OF_SESSIONS: dict[str, Any] = {"find": sessions.find, "heard": sessions.heard}  # what a room is told of sessions
WITH_SESSIONS: dict[str, Any] = {"form_class": agenda.RegistrationWithSessions}


def section(name: str) -> list[URLResolver]:
    """Return the addresses beside the pages of events below `/<name>/`."""
    options: dict[str, Any] = {"section": name}
    beside = [
        path("register/", registrations.register, options | WITH_SESSIONS, name=f"{name}-register"),
        path("register/sent/", registrations.registered, options, name=f"{name}-registered"),
        path("schedule.json", programme.schedule_json, options, name=f"{name}-schedule-json"),
        path("programme.ics", programme.programme_ics, options, name=f"{name}-programme-ics"),
        path("event.ics", calendar.event_ics, options, name=f"{name}-ics"),
    ]
    return [path(f"{name}/<page:slug>/", include(beside))]


def own(prefix: str) -> list[URLPattern]:
    """Return one's own page and what is below it; both of its addresses, told apart by `prefix` in the names."""
    below = (
        ("", own_views.registration, "registration"),
        ("cancel/", own_views.cancel, "registration-cancel"),
        ("change/", own_views.change_page, "registration-change"),
        ("export/", own_views.export, "registration-export"),
        ("erase/", own_views.erase_page, "registration-erase"),
        ("keep/", own_views.keep_it, "registration-keep"),
        ("claim/", own_views.claim, "registration-claim"),
        ("agenda/", agenda.agenda, "agenda"),
        ("reminders/", letters.choose_reminders, "reminders"),
        ("calendar/", agenda.of_registration, "held"),
        ("letters/", letters.letters, "letters"),
        ("delegation/", registrations.delegation, "delegation"),
        ("ticket/", tickets.ticket, "ticket"),
        ("ticket/ticket.html", tickets.ticket_file, "ticket-file"),
        ("ticket/ticket.pdf", tickets.ticket_pdf, "ticket-pdf"),
        ("ticket/worker.js", ticket_device.worker, "ticket-worker"),
        ("ticket/kept/", ticket_device.kept, "ticket-kept"),
        ("ticket/forgotten/", ticket_device.forgotten, "ticket-forgotten"),
        ("ticket/leave/", kept.leave, "ticket-leave"),
        ("certificate/", papers.certificate, "certificate"),
    )
    return [
        *(path(end, view, name=f"{prefix}{name}") for end, view, name in below),
        path("join/", rooms.join, OF_SESSIONS, name=f"{prefix}join"),
        path("join/<uuid:part>/", rooms.join, OF_SESSIONS, name=f"{prefix}join-part"),
    ]


# Addresses that say nothing in the history of a browser (Event.neutral_address, and discreet people).
neutral: list[URLPattern | URLResolver] = [
    path("", pages.neutral_page, name="neutral"),
    path("register/", registrations.register, WITH_SESSIONS, name="neutral-register"),
    path("register/sent/", registrations.registered, name="neutral-registered"),
    path("i/<str:token>/", registrations.invited, WITH_SESSIONS, name="invited"),
    path("n/<str:token>/", registrations.named, name="named"),
    path("s/<str:token>/", agenda.forget, name="speaker"),
    path("s/<str:token>/programme/", agenda.speaker_programme, name="speaker-programme"),
    path("event.ics", calendar.event_ics, name="neutral-ics"),
    path("schedule.json", programme.schedule_json, name="neutral-schedule-json"),
    path("c/<str:token>/", registrations.confirm, name="confirm"),
    path("r/<str:token>/", include(own("neutral-"))),
]

calendars = [
    path("", months.current, name="calendar"),
    path("subscribe/", calendar.subscribe, name="subscribe"),
    path("<int:year>/<int:month>/", months.period, {"view": "month"}, name="calendar-month"),
    path("<int:year>/<int:month>/list/", months.period, {"view": "list"}, name="calendar-list"),
    path("feed.atom", require_safe(calendar.AnnouncedFeed()), name="announced-atom"),
    path("own/<str:token>.ics", agenda.own_feed, name="own-calendar-feed"),
    path("own/<str:token>/", agenda.own_calendar, name="own-calendar"),
    path("<slug:feed>.ics", require_safe(calendar.CalendarFeed()), name="feed"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *section("events"),
    *check_addresses("events/attendance/", SUBJECT),
    path("e/join/<str:token>/", rooms.join_by_link, {"heard": sessions.heard}, name="join-link"),
    path("e/<slug:short_id>/", include(neutral)),
    path("registrations/erased/", own_views.erased, name="registration-erased"),
    path("registrations/<str:token>/", include(own(""))),
    path("calendar/", include(calendars)),
    path("series/<uuid:number>/", series.series, name="series"),
]
