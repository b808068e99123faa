"""The editor's forms of events: times are typed as on a clock where the event is."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from coalition import dates
from coalition.pages.countries import country_choices
from coalition.pages.forms import retype
from coalition.pages.languages import listed
from events.days import as_if, outside
from events.desk import telling
from events.languages import SIGNED, SPOKEN, language_name
from events.models import Event, Reminder
from events.registrations import services
from events.registrations.admission import PersonalInvitation
from events.registrations.models import SeatCategory
from events.registrations.seating import lock_event
from events.rooms import services as rooms
from events.rooms.forms import AsksRoom
from events.rules import LONGEST_RETENTION

from .clocks import TypesTimes
from .telling import AsksWhomToTell


def _languages(codes: Iterable[str]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(code, language_name(code)) for code in codes]  # in the active language


class EventForm(AsksWhomToTell, AsksRoom, TypesTimes, WagtailAdminModelForm):
    """Facts of an event. Saving tells everyone registered when the schedule changed (services.announcing)."""

    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", "---------"), *country_choices()], required=False
    )
    spoken = forms.MultipleChoiceField(
        label=_("Spoken languages"), choices=_languages(SPOKEN), required=False, widget=forms.CheckboxSelectMultiple
    )
    interpreted = forms.MultipleChoiceField(
        label=_("Interpreted into"), choices=_languages(SPOKEN), required=False, widget=forms.CheckboxSelectMultiple
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

    stored: Event | None = None  # what the database held when the form was checked

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = telling.version(self.instance) if self.instance.pk else ""
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
        rows, start = self.formsets.get("days"), self._value("start") if self.is_bound else None
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
        if zone := cleaned.get("zone"):
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

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or self.instance.audience

    def clean_retention_days(self) -> int:
        """Take an empty answer for the longest time."""
        return self.cleaned_data["retention_days"] or LONGEST_RETENTION

    def clean_recording_url(self) -> str:
        """Refuse an address that others on the way can read and change; one that was kept before stays."""
        address: str = self.cleaned_data["recording_url"]
        if address not in ("", self.instance.recording_url) and not address.lower().startswith("https://"):
            raise ValidationError(_("Give an address that begins with https://."), code="invalid")
        return address

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
        """Ask whom to tell once everything else is right."""
        super()._post_clean()
        if self.stored and not self._errors:
            self.ask_whom_to_tell(self.stored, self._as_typed())

    def _as_typed(self) -> Event:
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
        if stored is None or self.cleaned_data.get("version") == (current := telling.version(stored)):
            return
        retype(self, version=current)
        message = _("Somebody else changed this event while you had it open, so nothing was saved. It now says: "
                    "%(facts)s. What you typed is kept below. Correct it where needed, then save again.")  # fmt: skip
        self.add_error(None, ValidationError(message, code="stale", params={"facts": telling.told(stored)}))

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
            self.add_error("end", _("This end has passed, and people are registered. Check the dates."))

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

    def save(self, commit: bool = True) -> Event:
        """Save in one transaction with the mails that the change owes."""
        if not commit:
            return super().save(commit=False)
        with services.announcing(self.instance, self.chosen_telling()):
            event = super().save(commit=True)
            self.save_room(event)
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


class EventCreationForm(EventForm):
    """The short form of the chooser: an event and its seats while its page is being written."""

    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        required=False,
        help_text=_(
            "Leave empty if there is no registration on this site. Seats without a number are added in the event's own "
            "form."
        ),
    )

    class Meta:
        model = Event
        fields = [
            "name", "kind", "zone", "start", "start_fold", "end", "end_fold", "all_day", "mode", "place", "country",
            "spoken", "interpreted", "signed", "closed", "registration_opens", "registration_closes",
        ]  # fmt: skip

    @transaction.atomic
    def save(self, commit: bool = True) -> Event:
        """Save the event, and its seats as one category."""
        event = super().save(commit)
        if commit and self.cleaned_data.get("seats"):
            SeatCategory.objects.create(event=event, capacity=self.cleaned_data["seats"])
        return event
