"""The editor's forms of events: times are typed as on a clock where the event is."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from coalition.pages.countries import country_choices
from events.languages import SIGNED, SPOKEN, language_name
from events.models import Event
from events.registrations import services
from events.registrations.models import SeatCategory
from events.zones import in_zone, zone_choices

from . import facts

TIME_FIELDS = ("start", "end", "registration_opens", "registration_closes")


class WallTimeField(forms.DateTimeField):
    """A date and time without a zone: the form gives it the zone of the event."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> Any:
        with timezone.override("UTC"):
            parsed = super().to_python(value)
        return parsed.replace(tzinfo=None) if parsed else None


def spoken_choices() -> list[tuple[str, str]]:
    """Return spoken languages, in the active language."""
    return [(code, language_name(code)) for code in SPOKEN]


def signed_choices() -> list[tuple[str, str]]:
    """Return sign languages, in the active language."""
    return [(code, language_name(code)) for code in SIGNED]


class EventForm(WagtailAdminModelForm):
    """Facts of an event. Saving tells everyone registered when the schedule changed (services.announcing)."""

    start = WallTimeField(label=_("Start"), help_text=_("On a clock where the event is."))
    end = WallTimeField(label=_("End"), help_text=_("For all-day events: midnight after the last day."))
    registration_opens = WallTimeField(label=_("Registration opens"), required=False)
    registration_closes = WallTimeField(
        label=_("Registration closes"), required=False, help_text=_("Empty: when the event starts.")
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial="Europe/Paris")
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", "---------"), *country_choices()], required=False
    )
    spoken = forms.MultipleChoiceField(
        label=_("Spoken languages"), choices=spoken_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    interpreted = forms.MultipleChoiceField(
        label=_("Interpreted into"), choices=spoken_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    signed = forms.MultipleChoiceField(
        label=_("Sign languages"), choices=signed_choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    version = forms.CharField(required=False, widget=forms.HiddenInput)  # of the facts that this form was made from

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = facts.version(self.instance) if self.instance.pk else ""
        for name in TIME_FIELDS:
            if value := getattr(self.instance, name, None):
                self.initial[name] = value.astimezone(ZoneInfo(self.instance.zone)).replace(tzinfo=None)
        if kind := self.fields.get("kind"):
            self._fix_kind(kind)

    def _fix_kind(self, kind: Any) -> None:
        """Let a webinar stay one, and online, and no other event become one: only webinars have a room."""
        if self.instance.kind == Event.Kind.WEBINAR:
            for name in ("kind", "mode"):
                self.fields[name].disabled = True
            kind.help_text = _("A webinar stays one. Its room is set in Webinars.")
        else:
            kind.choices = [(value, label) for value, label in kind.choices if value != Event.Kind.WEBINAR]
            kind.help_text = _("A webinar is made in Webinars, where its room is set.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in TIME_FIELDS:
            if cleaned.get(name) and cleaned.get("zone"):
                try:
                    cleaned[name] = in_zone(cleaned[name], cleaned["zone"])
                except ValidationError as error:
                    self.add_error(name, error)
        self._keep_taken_seats()
        self._refuse_stale()
        return cleaned

    def _refuse_stale(self) -> None:
        """Refuse to undo what somebody else saved after this form was opened; name it, and keep what was typed.

        The form that is shown again is of the new version: who saves it has read what they replace.
        """
        if not self.instance.pk:
            return
        stored = services.lock_event(self.instance)
        if stored is None or self.cleaned_data.get("version") == (current := facts.version(stored)):
            return
        data: Any = self.data.copy()  # type: ignore[has-type]
        data[self.add_prefix("version")] = current
        self.data = data
        message = _("Somebody else changed this event while you had it open, so nothing was saved. It now says: "
                    "%(facts)s. What you typed is kept below. Correct it where needed, then save again.")  # fmt: skip
        self.add_error(None, ValidationError(message, code="stale", params={"facts": facts.told(stored)}))

    def _keep_taken_seats(self) -> None:
        """Refuse to remove seats that people registered for, or were on the list for: their history is theirs."""
        seats = self.formsets.get("seat_categories")
        removed = [form.instance.pk for form in seats.deleted_forms] if seats else []
        taken = SeatCategory.objects.filter(pk__in=removed, registrations__isnull=False).distinct() if removed else []
        if names := ", ".join(str(category) for category in taken):
            message = _("People registered for these seats, so they cannot be removed: %(names)s. You can lower their "
                        "number; who has a seat keeps it.")  # fmt: skip
            self.add_error(None, ValidationError(message, code="taken", params={"names": names}))

    def save(self, commit: bool = True) -> Event:
        """Save in one transaction with the mails that the change owes."""
        if not commit:
            return super().save(commit=False)
        with services.announcing(self.instance):
            return super().save(commit=True)


class EventCreationForm(EventForm):
    """The short form of the chooser: an event and its seats while its page is being written."""

    seats = forms.IntegerField(
        label=_("Seats"), min_value=1, required=False, help_text=_("Empty: no registration on this site.")
    )

    class Meta:
        model = Event
        fields = [
            "name", "kind", "zone", "start", "end", "all_day", "mode", "place", "country", "spoken", "interpreted",
            "signed", "closed", "registration_opens", "registration_closes",
        ]  # fmt: skip

    @transaction.atomic
    def save(self, commit: bool = True) -> Event:
        """Save the event, and its seats as one category."""
        event = super().save(commit)
        if commit and self.cleaned_data.get("seats"):
            SeatCategory.objects.create(event=event, capacity=self.cleaned_data["seats"])
        return event


class CancellationForm(forms.Form):
    """Why a host cancels someone's registration."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only the team reads it. The person may ask for a copy of it, as of all that is kept about them."),
    )
