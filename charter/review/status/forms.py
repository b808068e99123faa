"""What is typed of a change of status: its act, its day, its public reason."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.acts.forms import ActFields, date_input, not_to_come
from charter.signing.models import Signature
from coalition.asking import AsksPlainly


class EffectiveForm(AsksPlainly, forms.Form):
    asks = {"effective_on": _("Give the date from which this applies.")}

    effective_on = forms.DateField(label=_("Effective from"), widget=date_input())

    def __init__(self, *args: Any, standing: Signature, **kwargs: Any) -> None:
        """Ask about the change of `standing`, whose own day is the first possible one."""
        super().__init__(*args, **kwargs)
        self.standing = standing

    def clean_effective_on(self) -> date:
        day = not_to_come(cast(date, self.cleaned_data["effective_on"]))
        published = self.standing.signed_at
        if published and day < timezone.localdate(published):
            raise forms.ValidationError(_("The signature was published later. Give a day from then on."))
        return day


class StatusForm(EffectiveForm, ActFields):
    """What the staff does to a published signature: its day, its act and its reason are public."""

    asks = {"reason": _("Write the reason: it is shown in public.")}
    field_order = ("effective_on", "act_body", "act_number", "act_date", "reason")
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown in public, for ever. Name no person."),
    )
