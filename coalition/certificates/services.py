"""Certificates are made for who may have one, drawn and signed when they are asked for, and checked by anybody."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coalition.site.site_words import site_names

from . import file_signatures
from .models import IssuedCertificate, IssuedFile, new_code
from .pdf import clean, draw_pdf, qr_code

TEMPLATE = Path(__file__).with_name("certificate.typ")
MOST_FILES = 40  # of one certificate, with one name, are recognised: the newest
SHA256 = re.compile(r"[0-9A-Fa-f]{64}")  # of a file, as its address and a person write it
Kind = IssuedCertificate.Kind
# Where anybody checks a certificate of each kind by its code, and with "-file" and "-find" by its file and at all.
ADDRESSES = {Kind.ATTENDANCE: "events:attendance", Kind.COURSE: "webinars:course-certificate"}


@dataclass(frozen=True)
class Content:
    """What a certificate says beside the name, in its language: *Certificate …*, *took part in*, a title, when."""

    heading: str
    statement: str
    subject: str
    when: str


@transaction.atomic
def issue(
    *, kind: str, key: int, name: str, shows_name: bool, content: Content, language: str,
    facts: dict[str, Any] | None = None,
) -> tuple[str, bytes]:  # fmt: skip
    """Return the code of the certificate of `kind` about the row `key`, with `name`, and it as a signed PDF.

    The digest of the file is kept: by it the file is recognised. One transaction, so that no file of a name stays
    after another name took its place. Raises BadIdentity where the key cannot sign: then nothing is given away, and
    the name before stands, with its files.
    """
    made = make(kind=kind, key=key, name=name, shows_name=shows_name, facts=facts)
    name_of_site = site_names(language).site
    signed = file_signatures.sign_pdf(draw(made, content, language), name=name_of_site, reason=content.heading)
    keep_digest(made, signed)
    return made.code, signed


def keep_digest(certificate: IssuedCertificate, file: bytes) -> None:
    """Keep the digest of `file`, by which it is recognised as one of `certificate`; the oldest ones go."""
    IssuedFile.objects.get_or_create(sha256=hashlib.sha256(file).hexdigest(), defaults={"certificate": certificate})
    certificate.files.exclude(pk__in=list(certificate.files.values_list("pk", flat=True)[:MOST_FILES])).delete()


@transaction.atomic
def make(*, kind: str, key: int, name: str, shows_name: bool, facts: dict[str, Any] | None = None) -> IssuedCertificate:
    """Return the certificate of the row `key` with `name`; its code stays when it is made again with this name.

    One row certifies one name: with another, the code and the files of the name before are unknown from then on
    (decision 0023-certificates). The first name keeps the code: what was issued before it, badges, names nobody.
    """
    first = {"name": name, "shows_name": shows_name, "facts": facts or {}}
    IssuedCertificate.objects.get_or_create(kind=kind, key=key, defaults=first)
    made = IssuedCertificate.objects.select_for_update(no_key=True).get(kind=kind, key=key)
    if made.name != name:
        if made.name:
            made.files.all().delete()
            made.code = new_code()
        made.name, made.name_since = name, timezone.now()
    made.shows_name = shows_name
    made.save()
    return made


def draw(certificate: IssuedCertificate, content: Content, language: str) -> bytes:
    """Return `certificate` in `language` as PDF, not signed yet."""
    with translation.override(language):
        url = settings.SITE_URL.rstrip("/") + reverse(ADDRESSES[Kind(certificate.kind)], args=[certificate.code])
        printed: dict[str, Any] = {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "network": site_names(language).site,
            "heading": content.heading,
            "name": clean(certificate.name),
            "statement": content.statement,
            "event": clean(content.subject),
            "when": content.when,
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
    return draw_pdf(TEMPLATE, printed, timestamp=int(certificate.name_since.timestamp()))


def certificate_of(kind: str, key: int) -> IssuedCertificate | None:
    return IssuedCertificate.objects.filter(kind=kind, key=key).first()


def find(kind: str, code: str) -> IssuedCertificate | None:
    if not code.isprintable():  # PostgreSQL refuses to be asked for some such letters
        return None
    return IssuedCertificate.objects.filter(kind=kind, code=code).first()


def find_file(sha256: str) -> IssuedFile | None:
    """Return the file with this digest (hexadecimal), with its certificate, or None."""
    if not SHA256.fullmatch(sha256):
        return None
    return IssuedFile.objects.select_related("certificate").filter(sha256=sha256.lower()).first()


def file_address(sha256: str) -> str:
    """Return the address that checks the issued file with this digest, in the active language; "" for no file."""
    found = find_file(sha256)
    return reverse(f"{ADDRESSES[Kind(found.certificate.kind)]}-file", args=[found.sha256]) if found else ""


def exported(kind: str, keys: Iterable[int]) -> list[dict[str, Any]]:
    """Return what the certificates of these rows hold about their people (GDPR article 15)."""
    return [
        {"code": row.code, "name": row.name, "name_since": row.name_since.isoformat(), "shows_name": row.shows_name,
         "made": row.made_at.isoformat()}
        for row in IssuedCertificate.objects.filter(kind=kind, key__in=keys).order_by("pk")
    ]  # fmt: skip


def forget(kind: str, keys: Iterable[int]) -> int:
    """Take the name from the certificates of these rows, which stay genuine; return from how many."""
    rows = IssuedCertificate.objects.filter(kind=kind, key__in=keys)
    return rows.exclude(name="").update(name="", shows_name=False)
