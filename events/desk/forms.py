"""The editor's forms of events: times are typed as on a clock where the event is."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from coalition import dates
from coalition.cms.edit_conflicts import refuse_stale
from coalition.form_messages import AsksPlainly
from coalition.languages.names import country_choices, listed
from coalition.languages.words import WordsFormField
from events.days import EventDay, as_if, outside, when
from events.languages import SIGNED, SPOKEN, language_name
from events.models import Event, Reminder
from events.online import services as rooms
from events.online.forms import AsksRoom
from events.online.models import ROOM_FIELDS, OnlineRoom
from events.programme.drafts import left_outside
from events.registrations import services
from events.registrations.admission import PersonalInvitation
from events.registrations.event_changes import Telling, audience
from events.registrations.models import SeatCategory
from events.registrations.seating import lock_event
from events.rules import CLOSES_BY_DEFAULT, LONGEST_RETENTION
from events.seats.models import Question, Quota
from events.walltime import DAY, instant_of, on_clock, whole_days
from events.zones import check_year, in_zone, zone_choices

from . import meetings
from .meetings import Rule

WINDOW = ("registration_opens", "registration_closes")


class WallTimeField(forms.DateTimeField):
    """A date and time without a zone: the form gives it the zone of the event."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> Any:
        with timezone.override("UTC"):
            parsed = super().to_python(value)
        return parsed.replace(tzinfo=None) if parsed else None


class TypesTimes(forms.Form):
    """A form of an event with its times, which are those of the zone that is chosen in it."""

    instance: Any

    start = WallTimeField(label=_("Start"), help_text=_("Local time at the venue."))
    end = WallTimeField(label=_("End"), help_text=_("For all-day events: the last day, at any hour."))
    registration_opens = WallTimeField(label=_("Registration opens"), required=False)
    registration_closes = WallTimeField(label=_("Registration closes"), required=False, help_text=CLOSES_BY_DEFAULT)
    zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial="Europe/Paris")

    def show_times(self) -> None:
        """Show the stored times on the clock of the event."""
        for name in ("start", "end"):
            self.initial[name] = getattr(self.instance, f"wall_{name}")
        if self.instance.all_day and self.initial["end"]:
            self.initial["end"] -= DAY  # typed and shown as its last day, kept as the midnight after it
        for name in WINDOW:
            if value := getattr(self.instance, name, None):
                self.initial[name] = on_clock(value, self.instance.zone)[0]

    def _value(self, name: str) -> Any:
        """Return what was typed into field `name` of a form that was sent; None for nonsense."""
        try:
            return self.fields[name].clean(self[name].data)
        except ValidationError:
            return None

    def read_clocks(self, cleaned: dict[str, Any], zone: str) -> None:
        """Keep what was typed as the wall times of the event, and give the fields their instants."""
        event = self.instance
        if cleaned.get("all_day") and cleaned.get("start") and cleaned.get("end"):
            cleaned["start"], cleaned["end"] = whole_days(cleaned["start"], cleaned["end"])
        for name in ("start", "end"):
            if not (wall := cleaned.get(name)):
                continue
            kept = (wall, zone) == (getattr(event, f"wall_{name}"), self.initial.get("zone"))
            setattr(event, f"wall_{name}", wall)
            second = kept and getattr(event, f"{name}_fold")  # of a time that clocks show twice the first is meant
            setattr(event, f"{name}_fold", second)
            cleaned[name] = self._instant(name, wall, zone, second=second, skipped=kept or cleaned.get("all_day"))
        for name in WINDOW:
            if wall := cleaned.get(name):
                cleaned[name] = self._instant(name, wall, zone)

    def _instant(self, name: str, wall: datetime, zone: str, *, second: bool = False, skipped: Any = False) -> Any:
        """Return the instant of `wall`, or None with an error. `skipped` says that clocks may skip it."""
        try:
            if skipped:
                check_year(wall)
                return instant_of(wall, zone, second=second)
            return in_zone(wall, zone, second=second)
        except ValidationError as error:
            self.add_error(name, error)
            return None


def event_version(event: Event) -> str:
    """Return a digest of the typed facts of `event`, of its room where it has one, and of its seats, as stored."""
    stored = Event.objects.filter(pk=event.pk).values_list(*Event.revised_fields).first()
    seats = SeatCategory.objects.filter(event_id=event.pk).order_by("pk").values_list("pk", "names", "kind", "capacity")
    quotas = Quota.objects.filter(event_id=event.pk).order_by("pk").values_list("pk", *Event.revised_children["quotas"])
    questions = Question.objects.filter(event_id=event.pk).values_list("pk", *Event.revised_children["questions"])
    rooms = OnlineRoom.objects.filter(event_id=event.pk).order_by("pk").values_list("part", *ROOM_FIELDS)
    days = EventDay.objects.filter(event_id=event.pk).values_list("pk", *Event.revised_children["days"])
    facts = (stored, *(list(rows) for rows in (seats, quotas, questions, rooms, days)))
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def event_in_words(event: Event) -> str:
    """Return what matters most of `event` in words: when, on its own clock, in which state and in which mode."""
    return " · ".join((when(event), str(event.get_state_display()), str(event.get_mode_display())))


def notice_question(people: Mapping[str, int]) -> str:
    """Return how many `people` would be told of a change, by language; "" where nobody would be."""
    number = sum(people.values())
    if not number:
        return ""
    by_language = listed(f"{get_language_info(code)['name_local']}: {people[code]}" for code in sorted(people))
    words = ngettext(
        "%(number)d person will be told of this change by email (%(languages)s).",
        "%(number)d people will be told of this change by email (%(languages)s).",
        number,
    )
    return words % {"number": number, "languages": by_language}


YES = ("yes", _("Yes, by email"))
NO = ("no", _("No: this corrects a typo. Calendars that people subscribed to still show it."))
NEVER = (
    "never",
    _("No: everybody registered knows this time already. Nobody is told. Their own calendars keep the old time."),
)
ONE, LATER = "one", "later"
QUESTIONS = ("dates", "telling", "sentence")


class AsksToConfirm(forms.Form):
    """A form of an event whose change is shown once more before it is saved, where it concerns others.

    Who registered is told, with a sentence of the hosts; to tell nobody is for typos, and of another time the answer
    says what it means. What takes place or does not is told. In a series the later dates may follow.
    """

    for_user: Any
    formsets: Mapping[str, Any]
    people: Mapping[str, int] = {}  # who would be told, by language, at all dates

    dates = forms.ChoiceField(
        label=_("Which dates"), choices=[(ONE, ""), (LATER, "")], widget=forms.RadioSelect, required=False
    )
    telling = forms.ChoiceField(
        label=_("Tell those registered"),
        choices=[YES, NO, NEVER],
        widget=forms.RadioSelect,
        required=False,
    )
    sentence = WordsFormField(
        label=_("A sentence of yours for this email"),
        max_length=500,
        required=False,
        help_text=_("Where it is empty, readers of that language get the email without it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = any(self.add_prefix(name) in self.data for name in ("dates", "telling"))
        self._questions = {} if asked else {name: self.fields.pop(name) for name in QUESTIONS}

    @property
    def is_asking(self) -> bool:
        """Whether nothing is wrong, in no row of its tables either, and what it changes is to be confirmed."""
        rows_are_right = all(rows.is_valid() for rows in self.formsets.values())
        return bool(self.errors) and self.errors.keys() <= {*QUESTIONS} and rows_are_right

    def ask_to_confirm(self, before: Event, event: Event) -> None:
        """Ask what is not answered yet: whether those registered are told, and which dates of a series are changed."""
        series = meetings.changed_later(before, event, self.for_user)
        own = audience(before, event) if before._schedule(None) != event._schedule(None) else {}
        self.people = people = sum((Counter(audience(*pair)) for pair in series), Counter(own))
        self.fields |= self._questions
        if series:
            self._ask_which_dates(before, series, own=sum(own.values()), whole=sum(people.values()))
        else:
            del self.fields["dates"]
        if not people:
            del self.fields["telling"], self.fields["sentence"]
            return
        offered = [YES] if event.state != before.state else [YES, NEVER if event.times != before.times else NO]
        self._offer("telling", offered)
        if self.cleaned_data.get("telling") not in dict(offered):
            self.add_error("telling", " ".join(filter(None, (notice_question(people), left_outside(event)))))

    def _ask_which_dates(self, before: Event, series: list[tuple[Event, Event]], *, own: int, whole: int) -> None:
        words = gettext("This date and all later ones, up to %(last)s (dates: %(number)s): emails to %(people)s")
        last = dates.day(series[-1][0].wall_start)
        later = words % {"number": len(series) + 1, "last": last, "people": whole}
        alone = gettext("This date only: emails to %(people)s") % {"people": own}
        self._offer("dates", [(ONE, alone), (LATER, later)])
        chosen = self.cleaned_data.get("dates")
        if not chosen:
            self.add_error("dates", gettext("This event is one of a series. Choose which dates you change."))
        if chosen == LATER and (refused := meetings.refused(series)):
            self.add_error("dates", refused)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.widget.choices = choices

    def chosen_telling(self) -> Telling:
        chosen = self.cleaned_data
        return Telling(tell=chosen.get("telling") not in (NO[0], NEVER[0]), words=chosen.get("sentence") or {})


def _languages(codes: Iterable[str]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(code, language_name(code)) for code in codes]  # in the active language


class FourAndMore(forms.CheckboxSelectMultiple):
    """Boxes of languages: those of this site and those that are ticked in sight, the others folded."""

    template_name = "events/cms/four_and_more.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        boxes = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        own = {code for code, _name in settings.LANGUAGES}
        shown = [box for box in boxes if box["selected"] or box["value"] in own]
        return context | {"shown": shown, "more": [box for box in boxes if box not in shown]}


class EventForm(AsksToConfirm, AsksRoom, TypesTimes, WagtailAdminModelForm):
    """Facts of an event. Saving tells everyone registered when the schedule changed (services.announcing)."""

    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", "---------"), *country_choices()], required=False
    )
    spoken = forms.MultipleChoiceField(
        label=_("Spoken languages"), choices=_languages(SPOKEN), required=False, widget=FourAndMore
    )
    interpreted = forms.MultipleChoiceField(
        label=_("Interpreted into"), choices=_languages(SPOKEN), required=False, widget=FourAndMore
    )
    signed = forms.MultipleChoiceField(
        label=_("Sign languages"), choices=_languages(SIGNED), required=False, widget=forms.CheckboxSelectMultiple
    )

    reminders = forms.MultipleChoiceField(
        label=_("Reminders"),
        choices=Reminder.choices,
        required=False,
        initial=Reminder.values,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Emails to those with a seat. Each person can switch them off."),
    )

    version = forms.CharField(required=False, widget=forms.HiddenInput)  # of the facts that this form was made from
    end_is_chosen = forms.BooleanField(required=False, widget=forms.HiddenInput)  # by a person, or by keep-duration.js

    stored: Event | None = None  # what the database held when the form was checked

    class Media:
        js = [forms.Script("events/keep-duration.js", type="module")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unseen = {"version", *QUESTIONS} | ({"end_is_chosen"} if self.instance.pk else set())
        for name in self.base_fields.keys() - {*self._meta.fields, *unseen}:  # it asks what its panels hold
            self.fields.pop(name, None)
        self.initial["version"] = event_version(self.instance) if self.instance.pk else ""
        self.show_times()
        self._move_days_along()
        self.show_room(rooms.room_of(self.instance))
        if kind := self.fields.get("kind"):
            self._fix_kind(kind)
        if isinstance(audience := self.fields.get("audience"), forms.ChoiceField):
            audience.choices = Event.Audience.choices  # every event is for somebody
        self._say_what_is_closed()

    def _say_what_is_closed(self) -> None:
        """Tell on the form of a new event that a meeting of partners begins closed."""
        if not self.instance.pk and (closed := self.fields.get("closed")):
            words = _("A new partner meeting is for invited members only. Open it afterwards if it is for everyone.")
            closed.help_text = format_lazy("{} {}", closed.help_text, words)

    def _fix_kind(self, kind: Any) -> None:
        """Let a webinar stay one, and online, and no other event become one: each has its own section of pages."""
        if not self.instance.pk:
            return
        if self.instance.kind == Event.Kind.WEBINAR:
            for name in ("kind", "mode"):
                self.fields[name].disabled = True
            kind.help_text = _("A webinar cannot become another type of event.")
        else:
            kind.choices = [(value, label) for value, label in kind.choices if value != Event.Kind.WEBINAR]
            kind.help_text = _("This event cannot become a webinar. Create a new event instead.")

    def _move_days_along(self) -> None:
        """Move the hours of days by as many days as the start is moved, where none of their days was typed anew."""
        rows = self.formsets.get("days")
        start = self._value("start") if rows and self.is_bound else None
        if not (rows and start and self.instance.pk and rows.management_form.is_valid()):
            return
        by, data, moved = start.date() - self.instance.wall_start.date(), rows.data.copy(), 0
        stored = {str(row.pk): row.day for row in self.instance.days.all()}
        for prefix in map(rows.add_prefix, range(rows.total_form_count())):
            day = stored.get(data.get(f"{prefix}-id", ""))
            if day and data.get(f"{prefix}-day") == day.isoformat():
                data[f"{prefix}-day"], moved = (day + by).isoformat(), moved + 1
        if by and moved == len(stored):
            self.data = rows.data = data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.instance.pk and cleaned.get("kind") == Event.Kind.PARTNER_MEETING:
            cleaned["closed"] = True
        if not self.instance.pk and cleaned.get("kind") == Event.Kind.WEBINAR:
            cleaned["mode"] = Event.Mode.ONLINE
        self._keep_duration(cleaned)
        if zone := cleaned.get("zone", self.instance.zone):
            self.read_clocks(cleaned, zone)
        self._keep_days_within()
        if self.instance.pk:  # before anything is compared: what is then seen stays so until it is saved
            seats = self.formsets.get("seat_categories")
            stored = lock_event(self.instance, seats_may_go=bool(seats and seats.deleted_forms))
            self._keep_taken_seats()
            self._refuse_late_cancelling(stored)
            self._refuse_the_past(stored)
            self._refuse_stale(stored)
            self.stored = stored
        return cleaned

    def _keep_duration(self, cleaned: dict[str, Any]) -> None:
        """Move the end along where only the start was typed anew, as calendars do."""
        start, end = cleaned.get("start"), cleaned.get("end")
        if not (self.instance.pk and start and end) or cleaned.get("end_is_chosen"):
            return
        was = {name: self.initial[name].replace(second=0, microsecond=0) for name in ("start", "end")}
        if end == was["end"]:
            cleaned["end"] += start - was["start"]

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or self.instance.audience

    def clean_retention_days(self) -> int:
        """Take an empty answer for the longest time."""
        return self.cleaned_data["retention_days"] or LONGEST_RETENTION

    def _keep_days_within(self) -> None:
        """Refuse hours of a day on which the event is not."""
        rows = self.formsets.get("days")
        if rows is None or self.errors or not rows.is_valid():
            return
        kept = [form.cleaned_data for form in rows.forms if form not in rows.deleted_forms]
        typed = [data["day"] for data in kept if data.get("day")]
        if names := listed(dates.day(day) for day in outside(self.instance, typed)):
            message = _("The event is not on these days: %(days)s. Correct the hours, or the event's start and end.")
            self.add_error(None, ValidationError(message, code="outside", params={"days": names}))

    def _post_clean(self) -> None:
        """Ask what is to be confirmed once everything else is right."""
        super()._post_clean()
        if self.stored and not self._errors:
            self.ask_to_confirm(self.stored, self.as_typed())

    def as_typed(self) -> Event:
        """Return the event with the hours of days that were typed, which it gets when it is saved."""
        rows = self.formsets.get("days")
        if rows is None or not rows.is_valid():
            return self.instance
        kept = [form.cleaned_data for form in rows.forms if form not in rows.deleted_forms]
        return as_if(self.instance, [(row["day"], row["begins"], row["ends"]) for row in kept if row.get("day")])

    def _refuse_stale(self, stored: Event | None) -> None:
        """Refuse to undo what somebody else saved after this form was opened; name it, and keep what was typed.

        The form that is shown again is of the new version: who saves it has read what they replace.
        """
        if stored is None or self.cleaned_data.get("version") == (current := event_version(stored)):
            return
        refuse_stale(self, [event_in_words(stored)], version=current)

    def _refuse_late_cancelling(self, stored: Event | None) -> None:
        """Refuse to cancel or postpone what has taken place: calendars and people know that it did."""
        typed = self.cleaned_data.get("state")
        if not stored or not stored.is_over or typed == stored.state:
            return
        if typed == Event.State.CANCELLED:
            self.add_error("state", _("This event has taken place, so it cannot be cancelled."))
        elif typed == Event.State.POSTPONED:
            self.add_error("state", _("This event has taken place, so it cannot be postponed."))

    def _refuse_the_past(self, stored: Event | None) -> None:
        """Refuse to move what people registered for into the past: a slip would tell nobody, and erase their names."""
        end, state = self.cleaned_data.get("end"), self.cleaned_data.get("state")
        if not stored or stored.is_over or state != Event.State.SCHEDULED or not end or end > timezone.now():
            return
        if stored.registrations.exists():
            self.add_error("end", meetings.PASSED)

    def _keep_taken_seats(self) -> None:
        """Refuse to remove seats that people registered for, or were invited to: their history is theirs."""
        seats = self.formsets.get("seat_categories")
        removed = [form.instance.pk for form in seats.deleted_forms] if seats else []
        if not removed:
            return
        invited = PersonalInvitation.objects.filter(category__in=removed).values("category")
        if names := listed(str(category) for category in SeatCategory.objects.filter(pk__in=invited)):
            message = _("People were invited to these seats, so they cannot be removed: %(names)s. You can lower their "
                        "number.")  # fmt: skip
            self.add_error(None, ValidationError(message, code="invited", params={"names": names}))
        taken = SeatCategory.objects.filter(pk__in=removed, registrations__isnull=False).distinct()
        if names := listed(str(category) for category in taken):
            message = _("People registered for these seats, so they cannot be removed: %(names)s. You can lower their "
                        "number; who has a seat keeps it.")  # fmt: skip
            self.add_error(None, ValidationError(message, code="taken", params={"names": names}))

    @transaction.atomic
    def save(self, commit: bool = True) -> Event:
        """Save in one transaction with the later dates that follow, and the mails that the change owes."""
        if not commit:
            return super().save(commit=False)
        telling = self.chosen_telling()
        with services.announcing(self.instance, telling):
            event: Event = super().save(commit=True)
            if "room_address" in self.fields:
                self.save_room(event)
        if self.stored and self.cleaned_data.get("dates") == LATER:
            meetings.change_later(before=self.stored, event=event, user=self.for_user, telling=telling)
        return event


class CancellationForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only the team reads it. The person may ask for a copy of it, as of all that is kept about them."),
    )


class DeclineForm(CancellationForm):
    """Why a host declines somebody who asked to come, if they wish to keep it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


def new_event(kind: str) -> Event:
    """Return an unsaved event of `kind`, on the site's own clock."""
    online = {"mode": Event.Mode.ONLINE} if kind == Event.Kind.WEBINAR else {}
    return Event(kind=kind or Event.Kind.SEMINAR, zone=settings.TIME_ZONE, **online)


class NewEventForm(EventForm):
    """The facts that an event cannot do without; all others have their own form afterwards."""

    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        required=False,
        help_text=_("Leave empty if there is no registration on this site. Add more kinds of seats afterwards."),
    )

    class Meta:
        model = Event
        fields = [
            "kind", "start", "end", "all_day", "zone", "mode", "country", "place", "room_address", "spoken",
            "interpreted", "seats", "closed",
        ]  # fmt: skip
        widgets = {"kind": forms.HiddenInput}

    @transaction.atomic
    def save(self, commit: bool = True) -> Event:
        """Save the event, and its seats as one category."""
        event = super().save(commit)
        if commit and self.cleaned_data.get("seats"):
            SeatCategory.objects.create(event=event, capacity=self.cleaned_data["seats"])
        return event


MOST = 52  # events at once: a year of weekly ones


class NextForm(AsksPlainly, forms.Form):
    """Which rule, how many, what comes along, and whether their pages are public at once."""

    asks = {"rule": _("Choose how the events follow each other."), "count": _("Give a number from 1 to 52."),
            "day": _("Choose the day.")}  # fmt: skip

    rule = forms.ChoiceField(label=_("The next one follows"), choices=Rule.choices, initial=Rule.WEEKLY)
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST,
        initial=1,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Give a number from 1 to 52.")),
    )
    day = forms.DateField(
        label=_("Date, for a single event"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    publish = forms.BooleanField(
        label=_("Publish their pages now"),
        required=False,
        help_text=_("Otherwise they are drafts. The copy of a page that is not public is a draft too."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("rule") == Rule.ONCE:
            if cleaned.get("count", 1) != 1:
                self.add_error("count", _("A single date makes a single event: enter 1."))
            if not cleaned.get("day") and "day" not in self.errors:
                self.add_error("day", self.asks["day"])
        return cleaned
