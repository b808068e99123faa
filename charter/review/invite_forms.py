"""Whom the staff invites to a newer version of the charter."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from charter.signing.models import Signature
from charter.signing.querysets import SignatureQuerySet
from charter.states import State
from charter.texts.models import CharterVersion
from coalition.pages.countries import country_choices


class InviteFilterForm(forms.Form):
    """Which signatures to older versions are looked at. Everything is optional."""

    NOT_YET, INVITED = "no", "yes"

    invited = forms.ChoiceField(
        label=_("Invited"), required=False, choices=[(NOT_YET, _("not yet")), (INVITED, _("already"))]
    )
    older = forms.ModelChoiceField(
        label=_("Version signed"), required=False, queryset=CharterVersion.objects.none(), empty_label=_("All versions")
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All statuses")), *((state.value, state.label) for state in (State.SIGNED, State.ON_HOLD))],
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *settings.LANGUAGES]
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=lambda: [("", _("All countries")), *country_choices()]
    )

    def __init__(self, data: Any, *, version: CharterVersion) -> None:
        super().__init__(data, auto_id="filter_%s")
        older = CharterVersion.objects.published().filter(number__lt=version.number)
        cast(forms.ModelChoiceField, self.fields["older"]).queryset = older

    def signatures(self) -> SignatureQuerySet:
        """Return the signatures that fit; all of them when an answer is not one of those offered."""
        rows = Signature.objects.all()
        asked = self.cleaned_data if self.is_valid() else {}
        columns = {"older": "version", "status": "state", "language": "language", "country": "government__country"}
        facts = {column: asked[name] for name, column in columns.items() if asked.get(name)}
        return rows.filter(**facts)

    @property
    def shows_invited(self) -> bool:
        return self.is_valid() and self.cleaned_data["invited"] == self.INVITED


class ConfirmInviteForm(forms.Form):
    """The last word before mails leave: the number that was shown, and a tick."""

    count = forms.IntegerField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=_("I have checked the list: each of these institutions gets one email now."),
        error_messages={"required": _("Tick the box to say that you have checked the list.")},
    )
