"""What a host says of the next meetings of a series."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly

from .rules import Rule

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
    until = forms.DateField(
        label=_("Or until"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day on which there may be one. The number is then the most that are made."),
    )
    without = forms.CharField(
        label=_("Leave out these days"),
        required=False,
        max_length=1000,
        help_text=_("Such as 2027-05-01, one after the other. They count as made."),
    )
    with_programme = forms.BooleanField(
        label=_("With its programme"),
        required=False,
        help_text=_(
            "The sessions are copied to the days of the new event, as a draft. What people chose and which "
            "interpreters are booked is not copied."
        ),
    )  # fmt: skip
    publish = forms.BooleanField(
        label=_("Publish their pages now"),
        required=False,
        help_text=_("Otherwise they are drafts. The copy of a page that is not public is a draft too."),
    )

    def __init__(self, *args: Any, offers_programme: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not offers_programme:
            del self.fields["with_programme"]

    def clean_without(self) -> list[date]:
        written = re.split(r"[\s,;،]+", self.cleaned_data["without"].strip())
        try:
            return [date.fromisoformat(day) for day in written if day]
        except ValueError:
            raise ValidationError(_("Write each day as in 2027-05-01.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("rule") == Rule.ONCE:
            if cleaned.get("count", 1) != 1:
                self.add_error("count", _("A single date makes a single event: enter 1."))
            if not cleaned.get("day") and "day" not in self.errors:
                self.add_error("day", self.asks["day"])
        return cleaned
