"""Certificates of attendance: made for who was there, drawn and signed when they are asked for, checked by anybody."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coalition.pages import sealing
from coalition.pages.identity.kept import site_names
from coalition.pages.printing import pdf, qr_code
from coalition.pages.typefaces import clean
from events.registrations.emails import entry, when
from events.registrations.models import Registration

from .models import AttendanceCertificate, CertificateFile, may_have_certificate, new_code

TEMPLATE = Path(__file__).with_name("certificate.typ")
MOST_FILES = 40  # of one certificate, with one name, are recognised: the newest


class NotThere(Exception):
    """Nobody came with this registration, or the event is not over."""


@transaction.atomic
def give(*, registration: Registration, name: str, shows_name: bool, language: str) -> tuple[str, bytes]:
    """Return the code of the certificate of `registration` with `name`, and the certificate as a signed PDF.

    One transaction, so that no file of a name stays after another name took its place.
    Raises NotThere, or sealing.NoSeal: then the name before stands, with its files.
    """
    made = make(registration=registration, name=name, shows_name=shows_name)
    return made.code, issue(made, language)


@transaction.atomic
def make(*, registration: Registration, name: str, shows_name: bool) -> AttendanceCertificate:
    """Return the certificate of `registration` with `name`; its code stays when it is made again with this name.

    One presence certifies one name: with another, the code and the files of the name before are unknown from then on
    (decision 0023-certificates). Raises NotThere for who did not come to an event that is over.
    """
    if not may_have_certificate(registration):
        raise NotThere(registration.pk)
    first = {"name": name, "shows_name": shows_name}
    AttendanceCertificate.objects.get_or_create(registration=registration, defaults=first)
    made = AttendanceCertificate.objects.select_for_update(no_key=True).get(registration=registration)
    if made.name != name:
        made.files.all().delete()
        made.code, made.name, made.name_since = new_code(), name, timezone.now()
    made.shows_name = shows_name
    made.save()
    return made


def issue(certificate: AttendanceCertificate, language: str) -> bytes:
    """Return `certificate` in `language` as a signed PDF, and keep its digest, by which the file is recognised.

    Raises sealing.NoSeal where the key cannot sign: no file is given away without a signature.
    """
    with translation.override(language):
        reason = _("Certificate of attendance")
    signed = sealing.seal(draw(certificate, language), language=language, reason=reason)
    CertificateFile.objects.create(certificate=certificate, sha256=hashlib.sha256(signed).hexdigest())
    kept = certificate.files.values_list("pk", flat=True)[:MOST_FILES]
    certificate.files.exclude(pk__in=list(kept)).delete()
    return signed


def draw(certificate: AttendanceCertificate, language: str) -> bytes:
    """Return `certificate` in `language` as PDF, not signed yet."""
    event = certificate.registration.event
    url = address(certificate.code, language)
    with translation.override(language):
        content: dict[str, Any] = {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "network": site_names(language).site,
            "heading": _("Certificate of attendance"),
            "name": clean(certificate.name),
            "statement": _("took part in"),
            "event": clean(entry(event, language).title),
            "when": when(event),
            "demonstration": _("Demonstration: without any value") if settings.DEMO else "",
            "check": _("Check this certificate"),
            "check_how": _("Scan the square, open the address, or drop this file there. No account is needed."),
            "code_label": _("Verification code"),
            "code": certificate.code,
            "qr": qr_code(url),
            "qr_description": _("QR code that opens %(url)s") % {"url": url},
            "url": url,
            "url_shown": url.partition("://")[2],
        }
    return pdf(TEMPLATE, content, timestamp=int(certificate.name_since.timestamp()))


def address(code: str, language: str) -> str:
    """Return the public address at which the certificate with `code` is checked."""
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse("events:attendance", kwargs={"reference": code})


def find(code: str) -> AttendanceCertificate | None:
    """Return the certificate with `code` of a registration that is not cancelled, or None."""
    if not code.isprintable():  # PostgreSQL refuses to be asked for some such letters
        return None
    rows = AttendanceCertificate.objects.select_related("registration__event")
    return rows.filter(code=code, registration__state=Registration.State.CONFIRMED).first()


def find_file(sha256: str) -> CertificateFile | None:
    """Return the file with this digest of a certificate whose registration is not cancelled, or None."""
    if not sealing.SHA256.fullmatch(sha256):
        return None
    rows = CertificateFile.objects.select_related("certificate__registration__event")
    given = rows.filter(sha256=sha256.lower(), certificate__registration__state=Registration.State.CONFIRMED)
    return given.first()


def recognise(sha256: str) -> str:
    """Return the address that shows the file with this digest to be genuine, in the active language; "" for none."""
    return reverse("events:attendance-file", kwargs={"reference": sha256.lower()}) if find_file(sha256) else ""
