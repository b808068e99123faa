"""The pages of a private calendar, and the calendar itself. Opening an address changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from coalition import dates
from coalition.form_messages import AsksPlainly
from coalition.languages.names import listed
from coalition.privacy import secret_links
from coalition.privacy.decorators import private_page
from coalition.site.paths import path_of
from coalition.typed import key_of
from events.languages import language_name
from events.models import Event
from events.online.services import Door, State
from events.pages.models import EventPage
from events.permissions import invitation
from events.programme.models import LANGUAGES, Programme, ProgrammeVersion, SessionChoice, SpeakerContact
from events.programme.published_programme import Day, Item, Reading, last_version, reading_of, told
from events.programme.views import ClockFilters
from events.registrations.forms import RegistrationForm
from events.registrations.models import Registration
from events.registrations.own_page import Action, opened_by_link, own_context

from . import private_calendar, services, sessions, speakers
from .models import Held, OwnCalendar

FOLDED = "events/_folded_field.html"
TITLES = _("Show the titles of events. Without this, your calendar says “Appointment” and when.")


class MakeForm(AsksPlainly, forms.Form):
    address = forms.CharField(
        label=_("The address of my private calendar"),
        max_length=300,
        required=False,
        help_text=_("Leave empty to make a new one."),
    )
    shows_titles = forms.BooleanField(label=TITLES, required=False)

    def refuse(self) -> None:
        self.add_error("address", _("No private calendar has this address. Copy it from your calendar, whole."))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("calendar/")
def of_registration(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Put this registration into a private calendar, or take it out; the address of a calendar is never shown here."""
    context = own_context(found, token, bool(short_id))
    form = MakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("do") == "out":
        private_calendar.take_out(registration=found)
        return HttpResponseRedirect(request.path)
    if form.is_bound and form.is_valid() and found.state != Registration.State.CANCELLED:
        address, titles = form.cleaned_data["address"], form.cleaned_data["shows_titles"]
        if not address:
            return HttpResponseRedirect(own_url(private_calendar.make(registration=found, shows_titles=titles)))
        try:
            private_calendar.put_into(registration=found, address=address)
        except private_calendar.Unknown:
            form.refuse()
        else:
            return HttpResponseRedirect(request.path)
    context |= {"form": form, "held": Held.objects.filter(registration=found).exists()}
    return render(request, "events/own_calendar.html", context, status=422 if form.errors else 200)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Show the address of a private calendar; on POST change it, end it, or choose what it says."""
    calendar = _behind(token)
    if request.method == "POST":
        return HttpResponseRedirect(_change_calendar(calendar, token, request.POST.get("do", "")))
    address = f"{settings.SITE_URL}{reverse('events:own-calendar-feed', args=[token])}"
    context = {"calendar": calendar, "address": address, "webcal": f"webcal://{address.partition('://')[2]}",
               "count": calendar.held.count(), "neutral": True}  # fmt: skip
    return render(request, "events/own_calendar_link.html", context)


def _change_calendar(calendar: OwnCalendar, token: str, deed: str) -> str:
    if deed == "renew":
        return own_url(private_calendar.renew(calendar=calendar))
    if deed == "end":
        private_calendar.end(calendar=calendar)
        return reverse("events:subscribe")
    if deed in ("titles", "hours"):
        private_calendar.show_titles(calendar=calendar, shown=deed == "titles")
    return own_url(token)


@private_page
@gzip_page
@conditional_page
@require_safe
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Send the private calendar behind a secret address; one that was changed, or never was, is not found."""
    body = private_calendar.body(_behind(token), get_language() or "en")
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def _behind(token: str) -> OwnCalendar:
    calendar = OwnCalendar.behind(token).first()
    if calendar is None:
        raise Http404
    return calendar


def own_url(token: str) -> str:
    return reverse("events:own-calendar", args=[token])


def calendar_action(found: Registration, own: str) -> Action | None:
    """Lead to the private calendar from one's own page, while there is something to follow."""
    if found.state == Registration.State.CANCELLED or found.event.is_over:
        return None
    return Action(label=gettext("Private calendar"), url=f"{own}calendar/")


class LanguagesForm(AsksPlainly, forms.Form):
    asks = {"languages": _("Choose the languages from the list.")}

    languages = forms.MultipleChoiceField(
        label=_("Languages that you need"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(code, language_name(code)) for code in LANGUAGES],
    )

    def __init__(self, *args: Any, until: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = gettext("Choose only what you need to follow the sessions, by %(day)s.")
        self.fields["languages"].help_text = words % {"day": dates.day(until)}


class RegistrationWithSessions(RegistrationForm):
    """The form of an event; where its programme was released one may choose sessions, and languages until their day.

    Their agenda begins with these once the mailed button is pressed (services.begin_agenda).
    """

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        reading = reading_of(event.pk)
        if reading is None or not reading.is_held:
            return
        before_discretion = list(self.fields)
        folded: dict[str, Any] = {"required": False, "widget": forms.CheckboxSelectMultiple, "template_name": FOLDED}
        self.fields["sessions"] = forms.TypedMultipleChoiceField(
            label=_("Choose sessions"),
            help_text=_(
                "You can also do this later, on your own page. Where places are limited, you get one if it is free "
                "when you confirm."
            ),
            coerce=int,
            choices=_choices(reading),
            error_messages={"invalid_choice": services.REASONS[services.GONE]},
            **folded,
        )
        until = reading.version.programme.languages_asked_until
        if until is not None and timezone.localdate() <= until:
            languages: Any = LanguagesForm(until=until).fields["languages"]
            languages.template_name = FOLDED
            self.fields["languages_needed"] = languages
        at = before_discretion.index("discreet") if "discreet" in before_discretion else len(before_discretion)
        self.order_fields([*before_discretion[:at], "sessions", "languages_needed"])

    def more(self) -> dict[str, Any]:
        wishes = {name: self.cleaned_data.get(name, []) for name in ("sessions", "languages_needed")}
        return super().more() | wishes


def _choices(reading: Reading) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the sessions that are to come, by day; of a limited one, whether places are left."""
    now = timezone.now()
    items = [item for item in reading.items if sessions.is_held(item) and item.start > now]
    full = _full_at_the_hour(items, now)
    words = {item.key: [item.hours, item.title, *_note_of_places(item, full)] for item in items}
    return [(day.title, [(item.key, " · ".join(words[item.key])) for item in day.items]) for day in reading.days(items)]


def _full_at_the_hour(items: list[Item], now: datetime) -> set[int]:
    """Return the keys of sessions whose places were all taken at the last full hour: nobody sees who came when."""
    limits = {item.key: item.capacity for item in items if item.capacity is not None}
    if not limits:
        return set()
    taken = SessionChoice.objects.filter(created_at__lt=now.replace(minute=0, second=0, microsecond=0))
    return {key for key, count in taken.taken([*limits]).items() if count >= limits[key]}


def _note_of_places(item: Item, full: set[int]) -> list[str]:
    if item.capacity is None:
        return []
    if item.key in full:
        return [gettext("all places are taken; you can add it to your sessions, without a place")]
    return [gettext("places are limited")]


class AgendaFilters(ClockFilters):
    all = forms.BooleanField(required=False, widget=forms.HiddenInput)


DEEDS: dict[str, Callable[..., Any]] = {
    "star": services.star,
    "unstar": services.unstar,
    "take": services.take_place,
    "give": services.give_place_back,
}


@dataclass(frozen=True)
class Row:
    item: Item
    starred: bool
    placed: bool
    is_full: bool
    may_take: bool
    door: Door | None = None
    changes: str = ""  # of its time, room or state in the last version, in words

    @property
    def is_chosen(self) -> bool:
        return self.starred or self.placed

    @property
    def join_end(self) -> str:
        """The end of the address of the session's room below one's own page; "" where no room is theirs to enter."""
        joins = self.door and self.door.state in (State.OPEN, State.EARLY, State.NO_ROOM)
        return f"join/{self.item.guid}/" if joins else ""

    @property
    def opens(self) -> str:
        if self.door is None or self.door.state != State.EARLY:
            return ""
        return dates.moment(self.door.opens, zone=str(self.item.start.tzinfo))


@dataclass(frozen=True)
class AgendaDay:
    """The sessions of one day; `is_open` where they are shown at once, and not folded."""

    title: str
    rows: list[Row]
    is_open: bool


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("agenda/")
def agenda(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show the agenda, or with `?all=1` all sessions to choose from; a POST chooses, and leads back to the session."""
    context = own_context(found, token, bool(short_id))
    version = last_version(found.event_id)
    if version is None and not services.shows_languages(found, services.asked_until(found)):
        raise Http404
    if found.state == Registration.State.CANCELLED:
        return HttpResponseRedirect(context["own_url"])
    own = f"{context['own_url']}agenda/"
    filters = AgendaFilters(request.GET, found.event)
    if request.method == "POST":
        return HttpResponseRedirect(f"{_address(own, filters.query)}{_do(request, found)}")
    if version is None:  # whoever books interpreters needs to know before there is a programme
        return render(request, "events/agenda_languages.html", context | {"here_url": own} | _languages(found, None))
    reading = filters.on_clock(Reading(version, found.event))
    rows = _rows(found, reading)
    shows_all = "all" in filters.asked or not any(row.is_chosen for row in rows.values())
    shown = [row for row in rows.values() if shows_all or row.is_chosen]
    days = reading.days([row.item for row in shown])
    shown_so = {"days": _days(days, rows), "shows_all": shows_all, "reading": reading}
    links = _links(own, filters, shows_all=shows_all)
    return render(request, "events/agenda.html", context | _languages(found, reading) | links | shown_so)


def _days(days: list[Day], rows: dict[int, Row]) -> list[AgendaDay]:
    """Return `days` with the first that is not over unfolded, and those with a chosen session."""
    now = timezone.now()
    coming = next((day for day in days if any(item.end > now for item in day.items)), None)
    found = []
    for day in days:
        own = [rows[item.key] for item in day.items]
        found.append(AgendaDay(day.title, own, day is coming or any(row.is_chosen for row in own)))
    return found


def _links(own: str, filters: AgendaFilters, *, shows_all: bool) -> dict[str, Any]:
    """Return the form of the clock, and the addresses of the page: as it is, of all sessions, of those chosen."""
    all_url, chosen_url = _address(own, filters.link(all=True)), _address(own, filters.link(all=None))
    here_url = all_url if shows_all else chosen_url
    return {"filters": filters, "agenda_url": own, "here_url": here_url, "all_url": all_url, "chosen_url": chosen_url}


def _address(own: str, query: str) -> str:
    return f"{own}?{query}" if query else own


def _languages(found: Registration, reading: Reading | None) -> dict[str, Any]:
    """Return what is asked for: a form until the last day, then what came of it."""
    until = services.asked_until(found)
    if until is None:
        return {}
    wanted = found.languages_needed
    if services.may_ask(found, until):
        form = LanguagesForm(initial={"languages": wanted}, until=until)
        if reading:  # below the sessions; the page is theirs alone before a programme is released
            field: Any = form.fields["languages"]
            field.template_name = FOLDED
        return {"languages_form": form}
    certain = {code for code, _way in reading.certain} if reading and reading.is_held else None
    missing = set() if certain is None else set(wanted) - certain
    noted, lacking = (listed(sorted(map(language_name, codes))) for codes in (wanted, missing))
    return {"languages_noted": noted, "languages_missing": lacking}


def _do(request: HttpRequest, found: Registration) -> str:
    """Do what was asked for; return to which part of the page that leads."""
    deed, session = request.POST.get("do", ""), request.POST.get("session", "")
    try:
        if deed == "languages":
            services.ask_languages(registration=found, languages=request.POST.getlist("languages"))
            messages.success(request, _("Your languages are noted."))
            return ""
        if deed in DEEDS and (key := key_of(session)):
            DEEDS[deed](registration=found, session=key)
            return f"#session-{key}"
    except services.Refused as refused:
        messages.error(request, services.REASONS[refused.reason])
    return ""


def _rows(found: Registration, reading: Reading) -> dict[int, Row]:
    """Return a row for each session that is no break: two queries, and one for rooms where some may be online."""
    items = reading.items
    chosen = list(found.session_choices.values_list("kind", "session_id"))
    stars, places = ({session for kind, session in chosen if kind == one} for one in (services.STAR, services.PLACE))
    limited = [item.key for item in items if item.capacity is not None]
    taken = SessionChoice.objects.taken(limited)
    now = timezone.now()
    confirmed = found.state == Registration.State.CONFIRMED
    doors = sessions.doors(found, items, places) if found.joins_online else {}
    changes = _changes(reading)
    rows = {}
    for item in items:
        if item.is_break:
            continue
        full = item.capacity is not None and taken.get(item.key, 0) >= item.capacity and not item.is_off
        held = item.has_day and not item.is_off
        open_now = confirmed and item.capacity is not None and held and item.start > now
        rows[item.key] = Row(
            item,
            item.key in stars,
            item.key in places,
            full,
            open_now and not full,
            doors.get(item.key),
            changes.get(item.guid, ""),
        )
    return rows


def _changes(reading: Reading) -> dict[str, str]:
    """Return what the last version changed of the time, room or state of each session, in words."""
    rows = [
        change for change in reading.version.changes if change["what"] in ("moved", "room", "cancelled", "restored")
    ]
    found: dict[str, list[str]] = {}
    for change in told(rows):
        found.setdefault(change.guid, []).append(change.words)
    return {guid: " ".join(words) for guid, words in found.items()}


def agenda_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the agenda, where a programme was released and the registration stands.

    Who has not said yet which languages they need is told until when they can: also before anything was released, since
    interpreters are booked by it, unless the event is cancelled or over. Afterwards it leads to what they said.
    One query, and one or two more where languages are asked for.
    """
    if registration.state == Registration.State.CANCELLED:
        return None
    versions = ProgrammeVersion.objects.filter(programme=OuterRef("pk"))
    planned = Programme.objects.filter(event_id=registration.event_id).annotate(released=Exists(versions)).order_by()
    until, released = planned.values_list("languages_asked_until", "released").first() or (None, False)
    if not released and not services.shows_languages(registration, until):
        return None
    label = gettext("My sessions") if released else gettext("My languages")
    return Action(label=label, url=f"{own_url}agenda/", note=_note(registration, until, label), main=True)


def _note(registration: Registration, until: date | None, label: str) -> str:
    if until is None or registration.languages_needed or not services.may_ask(registration, until):
        return ""
    words = gettext("Do you need interpretation? Choose your languages under “%(page)s”, until %(day)s.")
    return words % {"page": label, "day": dates.day(until)}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Ask once more, then forget the address. Opening the link changes nothing: mail scanners open links."""
    contact = _contact(token, short_id)
    if request.method == "POST":
        speakers.forget(contact)
    return render(request, "events/speaker.html", {"forgotten": request.method == "POST", "neutral": True})


def _contact(token: str, short_id: str) -> SpeakerContact:
    rows = SpeakerContact.objects.filter(
        token_digest=secret_links.digest(token), speaker__programme__event__short_id=short_id
    )
    contact = rows.select_related("speaker__programme__event").first()
    if contact is None:
        raise Http404
    return contact


@private_page
@require_safe
def speaker_programme(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Redirect a speaker to the programme on the page of the event. Without the secret, the address names no event."""
    event = _contact(token, short_id).speaker.programme.event
    pages = EventPage.objects.live().filter(event=event).select_related("event")
    page = pages.one_per_event(get_language() or "en").defer_streamfields().first()
    if page is None:
        raise Http404
    return HttpResponseRedirect(f"{path_of(page)}{invitation(event)}#programme")
