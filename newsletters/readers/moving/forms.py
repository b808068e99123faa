"""Parse and validate, then one service call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.privacy.fields import AddressField
from coalition.privacy.forms import ProtectedForm
from newsletters.readers.models import Reader
from newsletters.readers.moving import services


class AddressForm(ProtectedForm):
    """Give another address. The answer is the same for every one."""

    scope = "subscribe"
    asks = {"email": _("Enter your new email address.")}

    email = AddressField(
        label=_("New email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.flow = reader, f"newsletter-address:{reader.pk}"

    def save(self) -> str:
        """Take the wish; return the token of the page where the code is typed."""
        return services.ask(reader=self.reader, email=self.cleaned_data["email"])
