"""The editor's form of a calendar of others."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.pages.stale import KnowsItsVersion
from events.languages import SPOKEN, language_name
from events.zones import zone_choices

from . import services
from .models import WEB, OutsideCalendar

READ_ANEW = {"address", "zone", "active"}  # what makes another thing of what is read


def language_choices() -> list[tuple[str, str]]:
    """Return the languages that a calendar may be in, in the active language."""
    return [("", gettext("several, or not known")), *((code, language_name(code)) for code in SPOKEN)]


class AddressField(forms.CharField):
    """An address of a calendar: what calendars call webcal:// is asked by https://."""

    def to_python(self, value: Any) -> str:
        address = super().to_python(value) or ""
        scheme, sign, rest = address.partition("://")
        return f"https://{rest}" if scheme.lower() in ("webcal", "webcals") and sign else address


class OutsideCalendarForm(KnowsItsVersion):
    """Saving lets the worker read the calendar, where what it reads is another."""

    address = AddressField(
        label=_("Address of the calendar"),
        max_length=1000,
        validators=[WEB],
        help_text=OutsideCalendar._meta.get_field("address").help_text,
        error_messages={"required": _("Enter the address of the calendar.")},
    )
    language = forms.ChoiceField(label=_("Language of its texts"), choices=language_choices, required=False)
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, initial="Europe/Paris",
        help_text=_("Of times for which the calendar names none."),
    )  # fmt: skip

    def clean_address(self) -> str:
        """Refuse an address with a name and a password in it: what it opens is not for everybody."""
        address: str = self.cleaned_data["address"]
        if "@" in address.partition("://")[2].partition("/")[0]:
            raise ValidationError(_("Give an address that opens to everybody, without a name or password."))
        return address

    def save(self, commit: bool = True) -> OutsideCalendar:
        is_new = self.instance.pk is None
        calendar: OutsideCalendar = super().save(commit)
        if commit and (is_new or READ_ANEW & set(self.changed_data)):
            services.want(calendar)
        return calendar
