"""Finding one address among those that are not written to, and saying why it is written to again."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """An address, which no list shows."""

    address = forms.EmailField(label=_("Email address"), max_length=254)


class LiftForm(forms.Form):
    """Why an address is written to again."""

    why = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For instance: “She told us on the phone that her mailbox works again.” No names, no addresses."),
    )
