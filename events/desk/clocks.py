"""Times in the editor's form of an event: typed and shown as on a clock where the event is."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from events.walltime import DAY, instant_of, is_repeated, on_clock, whole_days
from events.zones import check_year, in_zone, is_zone, zone_choices

WINDOW = ("registration_opens", "registration_closes")


class WallTimeField(forms.DateTimeField):
    """A date and time without a zone: the form gives it the zone of the event."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> Any:
        with timezone.override("UTC"):
            parsed = super().to_python(value)
        return parsed.replace(tzinfo=None) if parsed else None


class WhichOfTwoField(forms.TypedChoiceField):
    """Which of two equal times is meant, on the night on which clocks go back. Asked only where there are two."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            choices=[
                ("", "---------"),
                ("False", _("The first, before clocks go back")),
                ("True", _("The second, after clocks went back")),
            ],
            coerce=lambda value: value == "True",
            error_messages={"required": _("Clocks go back then, and show this time twice. Choose which one is meant.")},
        )


class TypesTimes(forms.Form):
    """A form of an event with its times, which are those of the zone that is chosen in it."""

    instance: Any

    start = WallTimeField(label=_("Start"), help_text=_("On a clock where the event is."))
    end = WallTimeField(label=_("End"), help_text=_("For all-day events: the last day, at any hour."))
    start_fold, end_fold = (
        WhichOfTwoField(label=_("Start: which of two")),
        WhichOfTwoField(label=_("End: which of two")),
    )
    registration_opens = WallTimeField(label=_("Registration opens"), required=False)
    registration_closes = WallTimeField(
        label=_("Registration closes"), required=False, help_text=_("Leave empty to use the start of the event.")
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial="Europe/Paris")

    def show_times(self) -> None:
        """Show the stored times on the clock of the event; ask which of two is meant where clocks show one twice."""
        for name in ("start", "end"):
            self.initial[name] = getattr(self.instance, f"wall_{name}")
        if self.instance.all_day and self.initial["end"]:
            self.initial["end"] -= DAY  # typed and shown as its last day, kept as the midnight after it
        for name in WINDOW:
            if value := getattr(self.instance, name, None):
                self.initial[name] = on_clock(value, self.instance.zone)[0]
        for name in ("start", "end"):
            if not self._is_repeated(name):
                self.fields.pop(f"{name}_fold", None)

    def _is_repeated(self, name: str) -> bool:
        """Say whether the time in field `name`, as typed or else as stored, is one that clocks show twice."""
        wall, zone, all_day = (self._value(field) for field in (name, "zone", "all_day"))
        return bool(wall and is_zone(zone) and not all_day and is_repeated(wall, zone))

    def _value(self, name: str) -> Any:
        """Return what field `name` says: as typed in a form that was sent, else as it was stored."""
        if not self.is_bound:
            return self.get_initial_for_field(self.fields[name], name)
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
            if f"{name}_fold" in self.fields and f"{name}_fold" not in cleaned:  # asked, and not answered
                cleaned.pop(name, None)
            if not (wall := cleaned.get(name)):
                continue
            second = bool(cleaned.get(f"{name}_fold"))
            kept = (wall, zone) == (getattr(event, f"wall_{name}"), self.initial.get("zone"))
            setattr(event, f"wall_{name}", wall)
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
