"""What the staff confirms before institutions are invited to a newer version of the charter."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmInviteForm(forms.Form):
    """The last word before mails leave: the number that was shown, and a tick."""

    count = forms.IntegerField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=_("I have checked the list: each of these institutions gets one email now."),
        error_messages={"required": _("Tick the box to say that you have checked the list.")},
    )
