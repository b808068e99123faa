"""What an editor types who decides."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACCEPT, DECLINE = "accept", "decline"


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("", "—"),
            (ACCEPT, pgettext_lazy("decision on a proposal", "Accept")),
            (DECLINE, pgettext_lazy("decision on a proposal", "Decline")),
        ],
        error_messages={"required": _("Choose whether the proposal is accepted.")},
    )
    answer = forms.CharField(
        label=_("Message to the association"),
        max_length=3_000,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        help_text=_("It goes out by email, in the language of the proposal. Write it in that language."),
        error_messages={"required": _("Write why: the association reads it.")},
    )
