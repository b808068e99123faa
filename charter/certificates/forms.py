"""The form that takes a file to check."""

from typing import Any

from django import forms
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.utils.translation import gettext_lazy as _

from coalition.privacy.forms import ProtectedForm


class CheckFileForm(ProtectedForm):
    scope = "verify-file"
    asks = {"file": _("Choose the PDF file of the certificate.")}
    file = forms.FileField(
        label=_("Certificate"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_("The PDF file as you received it. A scan or a copy saved anew does not match."),
        error_messages={"empty": _("This file is empty. Choose the certificate again.")},
    )


MAX_BYTES = 5 * 1024 * 1024  # a certificate has about 50 kB


class InMemoryHandler(MemoryFileUploadHandler):
    """Hold what was sent in memory, never on a disk. Unless `activated`, it was larger than MAX_BYTES, and dropped."""

    activated = True  # of a body without files, which no handler is asked to read

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        self.activated = content_length <= MAX_BYTES
