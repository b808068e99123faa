"""Certificates are made for who finished a course, drawn and signed when they are asked for, and checked by anybody."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coalition import dates
from coalition.pages import sealing
from coalition.pages.identity.kept import site_names
from coalition.pages.printing import pdf, qr_code
from coalition.pages.typefaces import clean
from events.papers.certificates import MOST_FILES, TEMPLATE
from events.papers.models import new_code
from webinars.courses.learning.models import Enrolment
from webinars.courses.pages import title_of

from .models import CourseCertificate, CourseCertificateFile


class NotFinished(Exception):
    """The course is not finished."""


@transaction.atomic
def give(*, enrolment: Enrolment, name: str, shows_name: bool, language: str) -> tuple[str, bytes]:
    """Return the code of the certificate of `enrolment` with `name`, and it as a signed PDF.

    One transaction, so that no file of a name stays after another name took its place.
    Raises NotFinished, Enrolment.DoesNotExist for who left meanwhile, or sealing.NoSeal: then the name before stands,
    with its files.
    """
    made = make(enrolment=enrolment, name=name, shows_name=shows_name)
    return made.code, issue(made, language)


@transaction.atomic
def make(*, enrolment: Enrolment, name: str, shows_name: bool) -> CourseCertificate:
    """Return the certificate of `enrolment` with `name`; its code stays when it is made again with this name.

    One enrolment certifies one name: with another, the code and the files of the name before are unknown from then on
    (decision 0023-certificates). The enrolment's row is locked first, as leaving does.
    Raises NotFinished, or Enrolment.DoesNotExist for who left meanwhile.
    """
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.finished_at is None:
        raise NotFinished(enrolment.pk)
    first = {"name": name, "shows_name": shows_name, "course_id": enrolment.course_id,
             "finished_at": enrolment.finished_at}  # fmt: skip
    CourseCertificate.objects.get_or_create(enrolment=enrolment, defaults=first)
    made = CourseCertificate.objects.select_for_update(no_key=True).get(enrolment=enrolment)
    if made.name != name:
        made.files.all().delete()
        made.code, made.name, made.name_since = new_code(), name, timezone.now()
    made.shows_name = shows_name
    made.save()
    return made


def issue(certificate: CourseCertificate, language: str) -> bytes:
    """Return `certificate` in `language`, signed, and keep its digest, by which the file is recognised.

    Raises sealing.NoSeal where the key cannot sign: no file is given away without a signature.
    """
    with translation.override(language):
        reason = _("Certificate of an online course")
    signed = sealing.seal(draw(certificate, language), language=language, reason=reason)
    CourseCertificateFile.objects.get_or_create(
        sha256=hashlib.sha256(signed).hexdigest(), defaults={"certificate": certificate}
    )
    kept = certificate.files.values_list("pk", flat=True)[:MOST_FILES]
    certificate.files.exclude(pk__in=list(kept)).delete()
    return signed


def draw(certificate: CourseCertificate, language: str) -> bytes:
    """Return `certificate` in `language` as PDF, not signed yet."""
    url = address(certificate.code, language)
    with translation.override(language):
        content: dict[str, Any] = {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "network": site_names(language).site,
            "heading": _("Certificate of an online course"),
            "name": clean(certificate.name),
            "statement": _("finished the online course"),
            "event": clean(title_of(certificate.course, language)),
            "when": dates.day(timezone.localdate(certificate.finished_at)),
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
        return settings.SITE_URL.rstrip("/") + reverse("webinars:course-certificate", kwargs={"reference": code})


def find(code: str) -> CourseCertificate | None:
    """Return the certificate with `code`, or None."""
    if not code.isprintable():  # PostgreSQL refuses to be asked for some such letters
        return None
    return CourseCertificate.objects.select_related("course").filter(code=code).first()


def find_file(sha256: str) -> CourseCertificateFile | None:
    """Return the file with this digest, or None."""
    if not sealing.SHA256.fullmatch(sha256):
        return None
    rows = CourseCertificateFile.objects.select_related("certificate__course")
    return rows.filter(sha256=sha256.lower()).first()


def recognise(sha256: str) -> str:
    """Return the address that shows the file with this digest to be genuine, in the active language; "" for none."""
    found = find_file(sha256)
    return reverse("webinars:course-certificate-file", kwargs={"reference": sha256.lower()}) if found else ""


def forget(enrolments: Iterable[Enrolment]) -> None:
    """Take the name from the certificates of `enrolments`, which are about to go: each stays genuine."""
    rows = CourseCertificate.objects.filter(enrolment__in=list(enrolments))
    rows.update(name="", shows_name=False)


def told(enrolment: Enrolment) -> dict[str, Any]:
    """Return what the certificate of `enrolment` holds about its learner (GDPR article 15)."""
    row = CourseCertificate.objects.filter(enrolment=enrolment).first()
    if row is None:
        return {}
    return {"certificate": {"code": row.code, "name": row.name, "name_since": row.name_since.isoformat(),
                            "shows_name": row.shows_name}}  # fmt: skip
