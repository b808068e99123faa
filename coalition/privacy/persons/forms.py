"""The forms of the register: a request as it came, and the address typed again for each act."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from coalition.privacy.fields import AddressField

from .models import PersonRequest

TYPED = {"autocomplete": "off", "spellcheck": "false"}


class RecordForm(forms.ModelForm):
    address = AddressField(
        label=_("Email address that the request is about"), widget=forms.EmailInput(attrs=TYPED),
        help_text=_("We do not keep it. When you answer, enter it again from the person's message."),
    )  # fmt: skip
    field_order = ("kind", "address", "received_on", "channel", "identity_check")

    class Meta:
        model = PersonRequest
        fields = ("kind", "received_on", "channel", "identity_check")
        widgets = {"received_on": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", timezone.localdate())

    def clean_received_on(self) -> Any:
        """Refuse a day that has not come: the month is counted from it."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Give the day on which the request arrived: today or before."))
        return day


class AddressForm(forms.Form):
    address = AddressField(label=_("Enter the email address of the request"), widget=forms.EmailInput(attrs=TYPED))


class EraseForm(AddressForm):
    """The address once more, and that the person who presses knows that nothing comes back."""

    address = AddressField(label=_("Enter the email address once more"), widget=forms.EmailInput(attrs=TYPED))
    understood = forms.BooleanField(label=_("I have read what is erased and what stays. Erasing cannot be undone."))
