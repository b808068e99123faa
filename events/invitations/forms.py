"""Whom hosts invite."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly
from coalition.privacy.addresses import BadDomain, deliverable
from coalition.privacy.fields import validate_address
from events.models import Event
from events.registrations.models import SeatCategory

MOST = 200  # invitations at once


class AddressesField(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Return the addresses that were typed, each once, in their order."""
        return list(dict.fromkeys(line.strip() for line in (value or "").splitlines() if line.strip()))

    def run_validators(self, value: Any) -> None:
        """Refuse what cannot be written to, with the line."""
        if len(value) > MOST:
            raise ValidationError(_("Invite at most %(most)d people at once.") % {"most": MOST})
        for address in value:
            try:
                validate_address(address)
                deliverable(address)
            except (ValidationError, BadDomain):
                raise ValidationError(
                    _("This line is not an email address: %(line)s") % {"line": address}, code="invalid"
                ) from None


class InvitationsForm(AsksPlainly, forms.Form):
    """Addresses, the language of the mail, and the seats where there is a choice."""

    asks = {
        "addresses": _("Enter at least one email address."),
        "language": _("Choose the language of the email."),
    }

    addresses = AddressesField(
        label=_("Email addresses"),
        help_text=_("One a line. Each gets a link of its own, which admits one person."),
        widget=forms.Textarea({"rows": 6, "dir": "ltr"}),
    )
    language = forms.ChoiceField(label=_("Language of the email"), choices=settings.LANGUAGES)
    category = forms.ModelChoiceField(
        SeatCategory.objects.none(),
        label=_("Seats"),
        required=False,
        empty_label=_("The person chooses"),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats: Any = self.fields["category"]
        seats.queryset = SeatCategory.objects.filter(event_id=event.pk).order_by("pk")
