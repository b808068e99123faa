"""E-mail addresses as keys: normalised, and digested so that a copy of the table reveals none."""

import hmac
import unicodedata
from typing import Any

import idna
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

SAME_DOMAINS = {"googlemail.com": "gmail.com"}
# Where `a.b@` and `ab@` are one mailbox, as the provider says; elsewhere they may be two people's.
NO_DOTS = {"gmail.com", "pm.me", "proton.me", "protonmail.ch", "protonmail.com"}


class BadDomain(ValueError):
    """This domain cannot be encoded: no mail server has such a name."""


def encode_domain(domain: str) -> str:
    """Return `domain` as mail servers name it: IDNA 2008 after the mapping of UTS 46, in lower case.

    A domain in ASCII is only lower-cased. Raises BadDomain.
    """
    if domain.isascii():
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True).decode("ascii").lower()
    except UnicodeError as error:
        raise BadDomain(f"this domain cannot be encoded: {error}") from error


def normalise(address: str) -> str:
    """Return `address` trimmed, its domain encoded and all of it in lower case (one mailbox, one key).

    One whose domain cannot be encoded stays as it is but for that: forms refuse it (`fields.AddressField`), and a
    mail to it fails with the reason (`deliverable`).
    """
    try:
        return deliverable(address)
    except BadDomain:
        return address.strip().lower()


def deliverable(address: str) -> str:
    """Return the normalised `address` that mail servers understand. Raises BadDomain."""
    local, at, domain = address.strip().rpartition("@")
    if not at:
        return domain.lower()
    return f"{unicodedata.normalize('NFC', local).lower()}@{encode_domain(domain)}"


def keyed_digest(purpose: str, value: str, *, secret: str = "") -> str:
    """Return the hexadecimal HMAC-SHA-256 of `value` for `purpose`, keyed by the installation's secret or `secret`."""
    key = f"{purpose}:{secret or settings.SECRET_KEY}".encode()
    return hmac.digest(key, value.encode(), "sha256").hex()


def address_digest(address: str) -> str:
    """Return the digest under which `address` is looked up; 64 hexadecimal digits."""
    return keyed_digest("address", normalise(address))


def mailbox_digest(address: str) -> str:
    """Return the digest of the mailbox that `address` ends in, whatever tag and dots it is written with.

    `Jo.Smith+news@gmail.com` and `josmith@googlemail.com` are one mailbox. The budget of mails uses it: where a
    provider does tell dots apart, two neighbours share one budget, which costs less than a mailbox that can be flooded.
    """
    local, _at, domain = normalise(address).rpartition("@")
    folded = local.partition("+")[0].replace(".", "") or local
    return keyed_digest("mailbox", f"{folded}@{SAME_DOMAINS.get(domain, domain)}")


def holder_digest(address: str) -> str:
    """Return the digest of whoever surely holds `address`: tags are folded, dots where the provider folds them.

    Discretion uses it. What she asked for must not show in the mails of somebody who took her name with a dot more.
    """
    local, _at, domain = normalise(address).rpartition("@")
    domain = SAME_DOMAINS.get(domain, domain)
    folded = local.partition("+")[0] or local
    if domain in NO_DOTS:
        folded = folded.replace(".", "") or local
    return keyed_digest("holder", f"{folded}@{domain}")


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
