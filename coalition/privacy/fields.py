"""Form fields of what proves a mailbox: an e-mail address, which can be written to, and the code of a mail."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from .addresses import BadDomain, deliverable

LONGEST = 254  # octets on the wire (RFC 5321 4.5.3.1.3, less the angle brackets)


def validate_address(address: str) -> None:
    """Refuse what is no address, and what no mail server, or not ours, can write to.

    Letters of other alphabets before the @ need SMTPUTF8 (RFC 6531) of our server: EMAIL_SMTPUTF8 says it has it.
    """
    try:
        local, at, domain = deliverable(address).rpartition("@")
    except BadDomain:
        raise ValidationError(
            _("The part after the @ cannot be the name of a mail server. Please check it."), code="bad_domain"
        ) from None
    validate_email(f"{_in_ascii(local)}{at}{domain}")
    if not local.isascii() and not settings.EMAIL_SMTPUTF8:
        raise ValidationError(
            _(
                "Our mail server can only write to addresses with unaccented letters from a to z before the @. "
                "Please give another one."
            ),
            code="needs_smtputf8",
        )
    if len(f"{local}@{domain}".encode()) > LONGEST:
        raise ValidationError(_("This address is too long."), code="too_long")


def _in_ascii(local: str) -> str:
    """Return `local` with a letter of ASCII for each letter, digit and mark of another alphabet."""
    return "".join(
        "x" if not character.isascii() and unicodedata.category(character)[0] in "LNM" else character
        for character in local
    )


class AddressField(forms.EmailField):
    """An e-mail address; its value is normalised, with the domain as mail servers name it."""

    default_validators = [validate_address]  # as Django's fields have it

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        address = super().clean(value)
        return deliverable(address) if address else ""


class CodeField(forms.CharField):
    """The six digits of a mail, which a phone offers to fill in (HTML's `one-time-code`). Written left to right."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr", "class": "code-input"}
        widget = forms.TextInput(attrs=attributes)
        super().__init__(**{"label": _("6-digit code"), "max_length": 20, "widget": widget, **kwargs})
