"""The CMS's form of a document: each file is read in a process of its own before the public can have it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from coalition.cms.deletion import TAKE_AWAY
from coalition.uploads.files import CleanFile, FileRefused, display_name, inspect_file
from coalition.uploads.inspector import limits

from .images import SHOWN_AS_SENT
from .signals import keeps_its_file

DOOR = "library"
ACCEPT = ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png,.webp"


class DocumentForm(BaseDocumentForm):
    """Wagtail's form of a document, which takes clean files alone, and keeps a file that was sent.

    Adding one or many, changing one, and uploading while choosing all go through it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            field.help_text = _(
                "PDF, DOCX, XLSX or PPTX of at most 60 MB, or a picture. Each file is checked: one with macros, "
                "scripts or other files inside, or that fetches something from elsewhere, is not accepted."
            )
            if isinstance(field.widget, forms.FileInput):
                field.widget.attrs["accept"] = ACCEPT

    def clean_file(self) -> Any:
        """Return the upload with its clean bytes. Raises ValidationError where it is refused, or the file stays."""
        sent = self.cleaned_data["file"]
        if "file" not in self.changed_data or not isinstance(sent, UploadedFile):
            return sent
        if keeps_its_file(self.instance):
            raise ValidationError([SHOWN_AS_SENT, TAKE_AWAY])
        try:
            sent.seek(0)
            clean = inspect_file(sent.read(limits.ALLOWANCES[DOOR].file_bytes + 1), DOOR)
        except FileRefused as refusal:
            raise ValidationError(refusal.sentence, code=refusal.cause.value) from refusal
        return kept(sent, clean)


def kept(sent: UploadedFile, clean: CleanFile) -> UploadedFile:
    """Return `sent` with the bytes of `clean` and the ending of what it is.

    It is changed itself: a door that keeps many files takes what was uploaded again where a title is missing.
    """
    sent.name = display_name(sent.name or "", clean.extension)
    sent.content_type = clean.media_type
    sent.seek(0)
    sent.truncate()
    sent.write(clean.content)
    sent.seek(0)
    sent.size = len(clean.content)
    return sent
