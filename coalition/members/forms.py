"""The CMS's forms: one field per language for names, and the upload of a table."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from coalition.pages.made import MakesWord

from . import spreadsheets, workbooks
from .names import localised

MAX_BYTES = 500_000
NO_WORKBOOK = _("This file cannot be read. Save it as XLSX or as “CSV UTF-8” in your spreadsheet and upload it again.")
WHY = {
    workbooks.Why.TOO_LARGE: _("This file is larger than 500 kB. Split it into several."),
    workbooks.Why.NO_WORKBOOK: NO_WORKBOOK,
    workbooks.Why.UNREADABLE: NO_WORKBOOK,
    workbooks.Why.ACTIVE: _("This file contains macros, links or other files. Upload a spreadsheet with words only."),
}


def name_fields() -> dict[str, forms.CharField]:
    return {
        f"name_{code}": forms.CharField(label=_("Name in %s") % language, max_length=200, required=False)
        for code, language in settings.LANGUAGES
    }


class NamesForm(WagtailAdminModelForm):
    """The editor's form of a local government: `names` is typed in one field per language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _language in settings.LANGUAGES:
            self.initial.setdefault(f"name_{code}", self.instance.names.get(code, ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = {code: cleaned.get(f"name_{code}", "").strip() for code, _language in settings.LANGUAGES}
        self.instance.names = {code: name for code, name in typed.items() if name}
        if not self.instance.names:
            self.add_error(f"name_{settings.LANGUAGE_CODE}", _("Give a name in at least one language."))
        return cleaned

    def clean_slug(self) -> str:
        """Keep the address of a government that has one: an empty field never moves a profile."""
        return self.cleaned_data["slug"] or self.initial.get("slug", "")

    def _get_validation_exclusions(self) -> set[str]:
        # `names` is checked above, where the message can stand beside a field.
        return super()._get_validation_exclusions() | {"names"}


class OwnCode(MakesWord):
    """Makes the code of a local government or a territory from its country and its name."""

    def made_of(self, cleaned: dict[str, Any]) -> str:
        return f"{cleaned.get('country', '')} {localised(self.instance.names)}"


GovernmentForm = type("GovernmentForm", (OwnCode, NamesForm), name_fields())


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
        except workbooks.Refused as refused:
            raise forms.ValidationError(WHY[refused.why]) from None
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
