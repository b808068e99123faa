"""The form field of a file from outside."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from coalition.privacy.rate_limits import RateLimited

from .files import FileRefused, InspectedFile, inspect_file
from .inspector import limits
from .inspector.verdict import Cause
from .refusals import SENTENCES

ACCEPT = "application/pdf,image/jpeg,image/png,image/webp"  # with it, an iPhone turns its own format into JPEG


class InspectedFileField(forms.FileField):
    """A PDF or an image. Its cleaned value is an `InspectedFile`, or None; each refusal's code is its cause.

    A public form sets `before_inspection`, which raises RateLimited when the visitor had enough files inspected.
    """

    default_error_messages: ClassVar[dict[str, Any]] = {"empty": SENTENCES[Cause.EMPTY]}

    before_inspection: Callable[[], None] | None = None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ACCEPT}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the clean file. Raises ValidationError."""
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return sent
        sent.seek(0)
        try:
            if self.before_inspection:
                self.before_inspection()
            clean = inspect_file(sent.read(limits.FILE_BYTES + 1))
        except FileRefused as refusal:
            raise ValidationError(SENTENCES[refusal.cause], code=refusal.cause.value) from refusal
        except RateLimited:
            raise ValidationError(
                _("Too many files from your connection. Please try again in an hour."), code="too_many"
            ) from None
        return InspectedFile(clean, sent.name or "")


class CappedUploadHandler(FileUploadHandler):
    """Lets a visitor's file through up to the first piece beyond the limit; the rest is read and forgotten.

    The form then sees a file that is too large and says so, and no disk fills with a thousand times as much. Editors in
    the CMS have Wagtail's own limits.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand the piece on, or None beyond the limit: then no other handler sees it."""
        if start > limits.FILE_BYTES and self.request and not self.request.path.startswith("/cms/"):
            return None
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep one."""
