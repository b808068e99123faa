"""The badge of a course (Open Badges 3.0): what was learned, as a picture that carries its signed proof.

It names nobody: whoever is given it finds on the page that checks the certificate what its holder wishes to say.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition import dates
from coalition.certificates.badge_signatures import CONTEXT, absolute, bake, issuer, sign
from coalition.certificates.models import IssuedCertificate
from coalition.certificates.pdf import clean, draw_png
from coalition.privacy.email_addresses import keyed_digest

from .models import Course
from .pages import CourseIn, course_in

TEMPLATE = Path(__file__).with_name("badge.typ")
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def taught(course: Course, language: str) -> tuple[CourseIn, str]:
    """Return `course` as its readers see it in `language`, or else in English, and in which of the two."""
    found = course_in(course, language, published=True)
    return (found, language) if found.page else (course_in(course, "en", published=True), "en")


def achievement(course: Course, language: str) -> dict[str, Any]:
    """Return what `course` teaches, in `language` or English: its lessons, how long, and what is asked for."""
    found, language = taught(course, language)
    with translation.override(language):
        lessons = "\n".join(f"{one.number}. {one.title}" for one in found.lessons if one.page)
        asked = _("with %(share)s %% right answers") % {"share": course.pass_mark}
        narrative = [lessons, " · ".join([*_length(found), asked]), _demonstration()]
        return {
            "id": absolute("webinars:course-badge", course.key),
            "type": ["Achievement"],
            "achievementType": "Course",
            "inLanguage": language,
            "creator": issuer(language),
            "name": _title(found),
            "description": found.page.summary if found.page else course.key,
            "criteria": {"narrative": "\n\n".join(filter(None, narrative))},
            "image": {"id": absolute("webinars:course-badge-picture", course.key), "type": "Image"},
        }


def _title(found: CourseIn) -> str:
    return found.page.title if found.page else found.course.key


def _length(found: CourseIn) -> list[str]:
    count = len(found.lessons)
    lessons = ngettext("%(number)s lesson", "%(number)s lessons", count) % {"number": count}
    return [lessons, dates.about(found.minutes)]


def _demonstration() -> str:
    return _("Demonstration: without any value") if settings.DEMO else ""


def picture(course: Course, language: str) -> bytes:
    """Return the picture of the badge of `course` in `language` or English: pattern, title, length. A PNG."""
    found, language = taught(course, language)
    with translation.override(language):
        content = {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "network": issuer(language)["name"],
            "kind": _("Online course"),
            "title": clean(_title(found)),
            "length": " · ".join(_length(found)),
            "demonstration": _demonstration(),
            "pattern": found.page.get_cover().svg if found.page else "",
        }
    return draw_png(TEMPLATE, content)


def issue(certificate: IssuedCertificate, course: Course, finished: date, language: str) -> bytes:
    """Return the badge of who finished `course` on the day `finished`: a PNG with its proof in it. Raises BadIdentity.

    Its subject is a number made of the code of `certificate`, so that two badges of one certificate are of one person.
    """
    start = datetime.combine(finished, time(), timezone.get_default_timezone()).astimezone(UTC)
    learned = achievement(course, language)
    with translation.override(learned["inLanguage"]):
        checked = absolute("webinars:course-certificate", certificate.code)
    subject = UUID(keyed_digest("badge", certificate.code)[:32]).urn
    credential = {
        "@context": CONTEXT,
        "id": checked,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": learned["name"],
        "issuer": learned["creator"],
        "validFrom": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "credentialSubject": {"id": subject, "type": ["AchievementSubject"], "achievement": learned},
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    claims = {"iss": learned["creator"]["id"], "jti": checked, "sub": subject, "nbf": int(start.timestamp())}
    return bake(picture(course, language), sign(certificate, credential | claims))
