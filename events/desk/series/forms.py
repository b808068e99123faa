"""What a host says of the next meetings of a series."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly

from .rules import Rule

MOST = 52  # events at once: a year of weekly ones


class NextForm(AsksPlainly, forms.Form):
    """Which rule, how many, and whether their pages are public at once."""

    asks = {"rule": _("Choose how the events follow each other."), "count": _("Give a number from 1 to 52.")}

    rule = forms.ChoiceField(label=_("The next one follows"), choices=Rule.choices, initial=Rule.WEEKLY)
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST,
        initial=1,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Give a number from 1 to 52.")),
    )
    publish = forms.BooleanField(
        label=_("Publish their pages now"),
        required=False,
        help_text=_("Otherwise they are drafts. The copy of a page that is not public is a draft too."),
    )
