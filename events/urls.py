"""Addresses of this app below `/<language>/`. Index and event pages themselves are Wagtail's."""

from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from coalition.certificates.views import check_addresses
from coalition.pages import kept
from coalition.site import paths  # noqa: F401  (registers `page`)

from .agenda import live_page as live
from .agenda import sessions
from .agenda import views as agenda
from .agenda import views as own_calendar
from .agenda import views as speaking
from .calendar import months, series, views
from .calendar import views as calendar
from .door import papers, ticket_device, tickets
from .door.certificates import SUBJECT
from .messages import views as letters
from .messages import views as notices
from .online import views as rooms
from .pages import page_lookup as pages
from .programme import views as programme
from .registrations import own_page as own_views
from .registrations import views as delegations
from .registrations import views as invitations
from .registrations import views as registrations

app_name = "events"
OF_SESSIONS: dict[str, Any] = {"find": sessions.find}  # how the room of a part finds it
WITH_SESSIONS: dict[str, Any] = {"form_class": agenda.RegistrationWithSessions}


def section(name: str) -> list[URLPattern]:
    """Return the addresses beside the pages of events below `/<name>/`."""
    options: dict[str, Any] = {"section": name}
    return [
        path(f"{name}/<page:slug>/register/", registrations.register, options | WITH_SESSIONS, name=f"{name}-register"),
        path(f"{name}/<page:slug>/register/sent/", registrations.registered, options, name=f"{name}-registered"),
        path(f"{name}/<page:slug>/schedule.json", programme.schedule_json, options, name=f"{name}-schedule-json"),
        path(f"{name}/<page:slug>/programme.ics", programme.programme_ics, options, name=f"{name}-programme-ics"),
        path(f"{name}/<page:slug>/event.ics", calendar.event_ics, options, name=f"{name}-ics"),
    ]


# What a person does to their own registration, by the end of its address.
OF_ONES_OWN = {
    "cancel": own_views.cancel,
    "change": own_views.change_page,
    "export": own_views.export,
    "erase": own_views.erase_page,
    "keep": own_views.keep_it,
}

# Addresses that say nothing in the history of a browser (Event.neutral_address, and discreet people).
neutral = [
    path("e/<slug:short_id>/", pages.neutral_page, name="neutral"),
    path("e/<slug:short_id>/register/", registrations.register, WITH_SESSIONS, name="neutral-register"),
    path("e/<slug:short_id>/register/sent/", registrations.registered, name="neutral-registered"),
    path("e/<slug:short_id>/i/<str:token>/", invitations.invited, WITH_SESSIONS, name="invited"),
    path("e/<slug:short_id>/n/<str:token>/", delegations.named, name="named"),
    path("e/<slug:short_id>/s/<str:token>/", speaking.forget, name="speaker"),
    path("e/<slug:short_id>/event.ics", calendar.event_ics, name="neutral-ics"),
    path("e/<slug:short_id>/schedule.json", programme.schedule_json, name="neutral-schedule-json"),
    path("e/<slug:short_id>/r/<str:token>/agenda/", agenda.agenda, name="neutral-agenda"),
    path("e/<slug:short_id>/c/<str:token>/", registrations.confirm, name="confirm"),
    path("e/<slug:short_id>/r/<str:token>/", own_views.registration, name="neutral-registration"),
    *(
        path(f"e/<slug:short_id>/r/<str:token>/{end}/", view, name=f"neutral-registration-{end}")
        for end, view in OF_ONES_OWN.items()
    ),
    path("e/<slug:short_id>/r/<str:token>/join/", rooms.join, name="neutral-join"),
    path("e/<slug:short_id>/r/<str:token>/join/<uuid:part>/", rooms.join, OF_SESSIONS, name="neutral-join-part"),
    path("e/<slug:short_id>/r/<str:token>/claim/", own_views.claim, name="neutral-registration-claim"),
]

# Of the calendar, by the end of its address: `/calendar/2027/03/`.
CALENDARS = {"month": "", "list": "list/"}

OWN = (  # below one's own page, whichever of its two addresses it has
    ("live/", live.live, "live"),
    ("reminders/", notices.choose_reminders, "reminders"),
    ("calendar/", own_calendar.of_registration, "held"),
    ("letters/", letters.letters, "letters"),
    ("delegation/", delegations.delegation, "delegation"),
    ("ticket/", tickets.ticket, "ticket"),
    ("ticket/ticket.html", tickets.ticket_file, "ticket-file"),
    ("ticket/ticket.pdf", tickets.ticket_pdf, "ticket-pdf"),
    ("ticket/worker.js", ticket_device.worker, "ticket-worker"),
    ("ticket/kept/", ticket_device.kept, "ticket-kept"),
    ("ticket/forgotten/", ticket_device.forgotten, "ticket-forgotten"),
    ("ticket/leave/", kept.leave, "ticket-leave"),
)
own = [
    *(path(f"registrations/<str:token>/{end}", view, name=name) for end, view, name in OWN),
    *(path(f"e/<slug:short_id>/r/<str:token>/{end}", view, name=f"neutral-{name}") for end, view, name in OWN),
]

urlpatterns = [
    *section("events"),
    *neutral,
    path("e/<slug:short_id>/r/<str:token>/certificate/", papers.certificate, name="neutral-certificate"),
    path("registrations/<str:token>/certificate/", papers.certificate, name="certificate"),
    *check_addresses("events/attendance/", SUBJECT),
    path("registrations/erased/", own_views.erased, name="registration-erased"),
    *own,
    path("registrations/<str:token>/", own_views.registration, name="registration"),
    *(path(f"registrations/<str:token>/{end}/", view, name=f"registration-{end}") for end, view in OF_ONES_OWN.items()),
    path("registrations/<str:token>/join/", rooms.join, name="join"),
    path("registrations/<str:token>/join/<uuid:part>/", rooms.join, OF_SESSIONS, name="join-part"),
    path("registrations/<str:token>/claim/", own_views.claim, name="registration-claim"),
    path("registrations/<str:token>/agenda/", agenda.agenda, name="agenda"),
    path("calendar/", months.current, name="calendar"),
    path("calendar/subscribe/", views.subscribe, name="subscribe"),
    *(
        path(f"calendar/<int:year>/<int:month>/{end}", months.period, {"view": view}, name=f"calendar-{view}")
        for view, end in CALENDARS.items()
    ),
    path("series/<uuid:number>/", series.series, name="series"),
    path("calendar/feed.atom", require_safe(calendar.AnnouncedFeed()), name="announced-atom"),
    path("calendar/own/<str:token>.ics", own_calendar.own_feed, name="own-calendar-feed"),
    path("calendar/own/<str:token>/", own_calendar.own_calendar, name="own-calendar"),
    path("calendar/<slug:feed>.ics", require_safe(calendar.CalendarFeed()), name="feed"),
]
