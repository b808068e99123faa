"""The form that takes a file to check."""

import hashlib
from io import BytesIO
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
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


MAX_BYTES = 5 * 1024 * 1024  # a certificate has about 50 kB


class DigestedFile(UploadedFile):
    """A file whose content is gone: only `name`, `size` and `sha256` (hexadecimal) are left."""

    sha256: str


class DigestUploadHandler(FileUploadHandler):
    """Hash each file of a form; `too_large` tells that one passed MAX_BYTES and was not read further."""

    too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > MAX_BYTES:
            self.too_large = True
            raise StopUpload
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> DigestedFile:
        file = DigestedFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)
        file.sha256 = self.digest.hexdigest()
        return file
