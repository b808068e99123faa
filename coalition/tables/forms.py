"""The upload of a table, and the same table carried from its preview to the confirmation."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.tables import spreadsheets, workbooks
from coalition.uploads.files import FileRefused

MAX_BYTES = 500_000
NO_WORKBOOK = _("This file cannot be read. Save it as XLSX or as “CSV UTF-8” in your spreadsheet and upload it again.")


class SheetUploadForm(forms.Form):
    """A CSV, or a workbook of which the first sheet counts, to look at before anything is written."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_(
            "Save it from any spreadsheet program, with a header line; at most 500 kB. We read only the "
            "first sheet of an XLSX file."
        ),
        widget=forms.FileInput({"accept": ".csv,.xlsx,text/csv"}),
    )

    def __init__(self, *args: Any, most_rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_rows = most_rows

    def clean_file(self) -> str:
        """Return the text of the file; a workbook's as if it had been saved as CSV.

        One that is no text, or too large, or cannot hold its own words, is an error.
        """
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 500 kB. Split it into several."))
        data = upload.read()
        if not workbooks.is_workbook(data):
            return _decode(data)
        try:
            text = workbooks.as_csv(data, rows=self.most_rows + 2)  # the header, and one too many, which is then said
        except FileRefused as refused:
            raise forms.ValidationError(refused.sentence) from None
        except spreadsheets.Unreadable:
            raise forms.ValidationError(NO_WORKBOOK) from None
        if len(text.encode()) > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 500 kB. Split it into several."))
        return text


class ConfirmForm(forms.Form):
    """The same CSV, carried from the preview to the confirmation; it is checked again there."""

    content = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @staticmethod
    def pack(text: str) -> str:
        """Return `text` as one line that a hidden field keeps unchanged."""
        return base64.b64encode(zlib.compress(text.encode())).decode()

    def clean_content(self) -> str:
        """Return the text that was packed."""
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(base64.b64decode(self.cleaned_data["content"], validate=True), MAX_BYTES + 1)
        except (binascii.Error, zlib.error, ValueError):
            raise forms.ValidationError(_("The preview was damaged. Upload the file again.")) from None
        if len(data) > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 500 kB. Split it into several."))
        return _decode(data)


def _decode(data: bytes) -> str:
    try:
        return spreadsheets.decode(data)
    except spreadsheets.Unreadable:
        raise forms.ValidationError(
            _("This file cannot be read as text. Save it as “CSV UTF-8” in your spreadsheet and upload it again.")
        ) from None
