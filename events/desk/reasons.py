"""Why a host cancels or declines a registration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CancellationForm(forms.Form):
    """Why a host cancels someone's registration."""

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
