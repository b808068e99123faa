"""What its holder says of a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.form_messages import AsksPlainly


class CertificateForm(AsksPlainly, forms.Form):
    """The name on the certificate, and whether whoever checks it is told the name too."""

    asks = {"name": _("Enter the name for the certificate.")}

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    shows_name = forms.BooleanField(
        label=_("Show the name to whoever checks the certificate"),
        required=False,
        help_text=_("Otherwise the page says only that the certificate is genuine, and gives the event and its date."),
    )
