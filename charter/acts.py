"""The acts of councils: hostile files, until a process of its own has read them."""

import secrets
from datetime import date
from functools import partial
from typing import cast

from django import forms
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.form_messages import AsksPlainly
from coalition.privacy import rate_limits
from coalition.uploads.fields import InspectedFileField
from coalition.uploads.files import extension_of


def private_storage() -> Storage:
    """Return the storage of council acts: outside every public path."""
    return storages["private"]


def count_files(field: forms.Field, request: HttpRequest) -> None:
    """Have each file that comes into `field` counted by the visitor's network, before it is inspected."""
    cast(InspectedFileField, field).before_inspection = partial(rate_limits.check, scope="upload", request=request)


def keep_file(field: FieldFile, sent: File) -> bytes:
    """Store the bytes of `sent` in `field` under a random name, and return them; the row is the caller's to save."""
    sent.seek(0)
    content: bytes = sent.read()
    field.save(f"{secrets.token_hex(16)}.{extension_of(content)}", ContentFile(content), save=False)
    return content


def forget_file(field: FieldFile) -> None:
    """Let the bytes of `field` go once the transaction is committed; the row is the caller's to change."""
    if field:
        transaction.on_commit(partial(field.storage.delete, str(field.name)))


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


OLDEST = 1990  # the year of the first day that a town hall can mean


def not_to_come(day: date) -> date:
    """Return `day`. Raises ValidationError for one that is still to come, or whose year is a slip of the hand."""
    if day > timezone.localdate():
        raise forms.ValidationError(_("Enter a date that is not in the future."))
    if day.year < OLDEST:
        raise forms.ValidationError(_("This date is long ago. Check the year."))
    return day


class ActFields(AsksPlainly, forms.Form):
    """Which body decided, and the number and the day of its act."""

    asks = {
        "act_body": _("Enter the body that decides, such as municipal council."),
        "act_number": _("Enter the number of the decision."),
        "act_date": _("Enter the date of the decision."),
    }
    act_body = forms.CharField(label=_("Deciding body"), max_length=200, help_text=_("For example: municipal council."))
    act_number = forms.CharField(label=_("Number of the decision"), max_length=100)
    act_date = forms.DateField(label=_("Date of the decision"), widget=date_input())

    def clean_act_date(self) -> date | None:
        day = cast("date | None", self.cleaned_data["act_date"])
        return not_to_come(day) if day else None
