"""The form that takes a file to check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.privacy.forms import ProtectedForm


class CheckFileForm(ProtectedForm):
    scope = "verify-file"
    asks = {"file": _("Choose the PDF file of the certificate.")}
    file = forms.FileField(
        label=_("Certificate"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_("The PDF file as you received it. A printed or saved-again copy is another file."),
        error_messages={"empty": _("This file is empty. Choose the certificate again.")},
    )
