"""What a host says of the next meetings of a series."""

from typing import Any

from django import forms
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("rule") == Rule.ONCE:
            if cleaned.get("count", 1) != 1:
                self.add_error("count", _("A single date makes a single event: enter 1."))
            if not cleaned.get("day") and "day" not in self.errors:
                self.add_error("day", self.asks["day"])
        return cleaned
