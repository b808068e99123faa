"""Whom the staff invites to a newer version of the charter."""

from typing import cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from charter.signing.models import Signature
from charter.signing.querysets import SignatureQuerySet
from charter.states import State
from charter.texts.models import CharterVersion
from coalition.pages.countries import country_choices
from coalition.pages.filters import EVERY, AddressFilters, CountryField


class InviteFilters(AddressFilters):
    """Which signatures to older versions are looked at. Everything is optional."""

    NOT_YET, INVITED = "no", "yes"

    lookups = {"older": "version", "status": "state", "language": "language", "country": "government__country"}
    defaults = {"invited": NOT_YET}

    invited = forms.ChoiceField(
        label=_("Invited"), required=False, choices=[(NOT_YET, _("not yet")), (INVITED, _("already"))]
    )
    older = forms.ModelChoiceField(
        label=_("Version signed"), required=False, queryset=CharterVersion.objects.none(), empty_label=EVERY["version"]
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    country = CountryField(label=_("Country"), required=False)

    def __init__(self, query: QueryDict, *, version: CharterVersion) -> None:
        statuses = [(state.value, state.label) for state in (State.SIGNED, State.ON_HOLD)]
        super().__init__(query, status=statuses, language=settings.LANGUAGES, country=country_choices())
        older = CharterVersion.objects.published().filter(number__lt=version.number)
        cast(forms.ModelChoiceField, self.fields["older"]).queryset = older

    def signatures(self) -> SignatureQuerySet:
        """Return the signatures that fit; an answer that is not one of those offered asks nothing."""
        return Signature.objects.filter(**self.facts())

    @property
    def shows_invited(self) -> bool:
        """Say whether those are looked at that were invited already."""
        return self.asked.get("invited") == self.INVITED


class ConfirmInviteForm(forms.Form):
    """The last word before mails leave: the number that was shown, and a tick."""

    count = forms.IntegerField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=_("I have checked the list: each of these institutions gets one email now."),
        error_messages={"required": _("Tick the box to say that you have checked the list.")},
    )
