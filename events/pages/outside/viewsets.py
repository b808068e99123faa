"""The editor's form of a calendar of others."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column

from coalition import dates
from coalition.cms.edit_conflicts import KnowsItsVersion, LockedEditView
from coalition.cms.visibility import permitted_rows
from coalition.users.work_panel import Item, Waiting
from events.languages import SPOKEN, language_name
from events.team.forms import Accounts
from events.team.permissions import candidates, sees_every_event
from events.team.policies import TeamPolicy, TeamViewSet, govern
from events.zones import zone_choices

from . import services
from .models import WEB, CalendarReading, OutsideCalendar, OutsideEvent
from .recurrence import BROKEN_RULE, PRIVATE, TOO_MANY
from .services import OURS
from .times import NO_TIME, TOO_LONG

READ_ANEW = {"address", "zone", "active"}  # what makes another thing of what is read


def language_choices() -> list[tuple[str, str]]:
    """Return the languages that a calendar may be in, in the active language."""
    return [("", gettext("several, or not known")), *((code, language_name(code)) for code in SPOKEN)]


class AddressField(forms.CharField):
    """An address of a calendar: what calendars call webcal:// is asked by https://."""

    def to_python(self, value: Any) -> str:
        address = super().to_python(value) or ""
        scheme, sign, rest = address.partition("://")
        return f"https://{rest}" if scheme.lower() in ("webcal", "webcals") and sign else address


class OutsideCalendarForm(KnowsItsVersion):
    """Saving lets the worker read the calendar, where what it reads is another."""

    address = AddressField(
        label=_("Address of the calendar"),
        max_length=1000,
        validators=[WEB],
        help_text=OutsideCalendar._meta.get_field("address").help_text,
        error_messages={"required": _("Enter the address of the calendar.")},
    )
    language = forms.ChoiceField(label=_("Language of its texts"), choices=language_choices, required=False)
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, initial="Europe/Paris",
        help_text=_("Of times for which the calendar names none."),
    )  # fmt: skip

    team = Accounts(
        label=_("Team"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=OutsideCalendar._meta.get_field("team").help_text,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = candidates()
        if self.instance.pk is None:
            self.initial["team"] = [self.for_user.pk]

    def clean_team(self) -> Any:
        """Refuse an empty team to a host, who would lose the calendar."""
        team = self.cleaned_data["team"]
        if not team and not sees_every_event(self.for_user):
            raise ValidationError(_("Choose at least one person."))
        return team

    def clean_address(self) -> str:
        """Refuse an address with a name and a password in it: what it opens is not for everybody."""
        address: str = self.cleaned_data["address"]
        if "@" in address.partition("://")[2].partition("/")[0]:
            raise ValidationError(_("Give an address that opens to everybody, without a name or password."))
        return address

    def save(self, commit: bool = True) -> OutsideCalendar:
        is_new = self.instance.pk is None
        calendar: OutsideCalendar = super().save(commit)
        if commit and (is_new or READ_ANEW & set(self.changed_data)):
            services.want(calendar)
        return calendar


def reading_of(calendar: OutsideCalendar) -> CalendarReading | None:
    """Return how reading `calendar` went; None where it was not read yet."""
    return getattr(calendar, "reading", None)


def state(calendar: OutsideCalendar) -> str:
    """Return how reading `calendar` goes, in one line."""
    reading = reading_of(calendar)
    if not calendar.active:
        return gettext("Switched off")
    if reading is None or reading.asked_at is None:
        return gettext("Not read yet")
    if reading.failed_at:
        return gettext("Cannot be read since %(moment)s") % {"moment": dates.moment(reading.failed_at, short=True)}
    return gettext("Read on %(moment)s") % {"moment": dates.moment(reading.good_at or reading.asked_at, short=True)}


def problem(reading: CalendarReading) -> str:
    """Return why a calendar cannot be read, and what readers see meanwhile; "" where it can."""
    if not reading.failed_at:
        return ""
    if reading.good_at is None:
        shown = gettext("It was never read, so nothing of it is shown.")
    else:
        shown = gettext("Readers see it as it was on %(moment)s.") % {"moment": dates.moment(reading.good_at)}
    return f"{reading.get_cause_display()} {shown}"


def left_out(reading: CalendarReading) -> list[str]:
    """Return what of the calendar is not shown, and why."""
    counts = reading.left_out
    said = {
        PRIVATE: ngettext("%(count)d event is marked as private.", "%(count)d events are marked as private.",
                          counts.get(PRIVATE, 0)),
        NO_TIME: ngettext("%(count)d event has no date that can be read.",
                          "%(count)d events have no date that can be read.", counts.get(NO_TIME, 0)),
        TOO_LONG: ngettext("%(count)d event lasts longer than a year.", "%(count)d events last longer than a year.",
                           counts.get(TOO_LONG, 0)),
        BROKEN_RULE: ngettext("Of %(count)d repeated event only the first date is shown: its rule cannot be followed.",
                              "Of %(count)d repeated events only the first date is shown: their rules cannot be "
                              "followed.", counts.get(BROKEN_RULE, 0)),
        TOO_MANY: ngettext("%(count)d date is left out: only the soonest 1,000 are shown.",
                           "%(count)d dates are left out: only the soonest 1,000 are shown.", counts.get(TOO_MANY, 0)),
        OURS: ngettext("%(count)d date is of an event on this site, which is shown already.",
                       "%(count)d dates are of events on this site, which are shown already.", counts.get(OURS, 0)),
    }  # fmt: skip
    return [words % {"count": counts[reason]} for reason, words in said.items() if counts.get(reason)]


class CalendarPolicy(TeamPolicy):
    """Django's permissions, for calendars whose team the account is in; who sees every event changes every calendar."""

    def limit_to_teams(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        return rows if sees_every_event(user) else rows.filter(pk__in=OutsideCalendar.objects.filter(team=user.pk))


govern(OutsideCalendar, policy=CalendarPolicy(OutsideCalendar))

NAMESPACE = "wagtailsnippets_events_outsidecalendar"
SHOWN = 5


class ReadingPanel(Panel):
    """How reading the calendar goes: when it was read, what is wrong in words, what is left out, what comes next."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            calendar = self.instance
            reading = reading_of(calendar)
            coming = OutsideEvent.objects.filter(calendar=calendar, end__gt=timezone.now(), gone_at=None)
            count = coming.count()
            soonest = ngettext("%(count)s upcoming date:", "%(count)s upcoming dates, the soonest first:", count)
            found: dict[str, Any] = {
                "told": state(calendar),
                "warning": problem(reading) if reading and calendar.active else "",
                "lists": [
                    (soonest % {"count": count}, [(row.title, dates.day(row.local_start)) for row in coming[:SHOWN]]),
                    (gettext("Not shown:"), [(line,) for line in left_out(reading)] if reading else []),
                ],
            }
            if calendar.active:
                found["button"] = {
                    "url": reverse(f"{NAMESPACE}:read", args=[calendar.pk]),
                    "label": gettext("Read it now"),
                    "note": gettext("What you typed below and did not save is lost by that."),
                }
            return super().get_context_data(parent_context) | found


PANELS = [
    ReadingPanel(heading=_("How reading goes")),
    MultiFieldPanel([FieldPanel("name"), FieldPanel("address"), FieldPanel("home"), FieldPanel("active")],
                    _("The calendar")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("region")]),
            FieldRowPanel([FieldPanel("language"), FieldPanel("zone")]),
            FieldPanel("with_texts"),
        ],
        _("Its events"),
    ),
    FieldPanel("team"),
]  # fmt: skip


class ReadNowView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("events.change_outsidecalendar"):
            raise PermissionDenied
        calendar = get_object_or_404(permitted_rows(request.user, OutsideCalendar), pk=pk)
        services.want(calendar)
        messages.success(request, gettext("The calendar is being read. Open this page again in a minute."))
        return redirect(reverse(f"{NAMESPACE}:edit", args=[pk]))


class OutsideCalendarViewSet(TeamViewSet):
    model = OutsideCalendar
    icon = "calendar"
    menu_label = _("Calendars of others")
    edit_view_class = LockedEditView
    edit_handler = ObjectList(PANELS, base_form_class=OutsideCalendarForm)
    list_display = [
        "name",
        Column("state", label=_("State"), accessor=state),
        Column("coming", label=_("Upcoming events"), accessor="coming"),
        Column("kind", label=_("Type"), accessor="get_kind_display", sort_key="kind"),
    ]
    list_filter = ["kind", "region", "active"]
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutsideCalendar]:
        coming = Count("events", filter=Q(events__end__gt=timezone.now(), events__gone_at=None))
        rows = super().get_queryset(request)
        return rows.select_related("reading").annotate(coming=coming).order_by("name", "pk")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("read/<int:pk>/", ReadNowView.as_view(), name="read")]


EDIT = "wagtailsnippets_events_outsidecalendar:edit"


def calendars_that_fail(user: Any) -> list[Waiting]:
    """Return the calendars of others that cannot be read, for who may change them."""
    if not user.has_perm("events.change_outsidecalendar"):
        return []
    rows = permitted_rows(user, OutsideCalendar).filter(active=True, reading__failed_at__isnull=False)
    found = list(rows.select_related("reading").order_by("reading__failed_at", "pk"))
    items = tuple(Item(str(row), reverse(EDIT, args=[row.pk])) for row in found)
    label = gettext("Calendars of others that cannot be read: readers see what was in them before")
    since = found[0].reading.failed_at if found else None
    return [Waiting(label, len(found), "", since=since, items=items)] if found else []
