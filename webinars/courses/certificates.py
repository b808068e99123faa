"""Certificates of courses: for who finished one, and what they say (coalition.certificates)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition import dates
from coalition.certificates import services
from coalition.certificates.models import IssuedCertificate
from coalition.certificates.views import Subject
from coalition.languages.words import in_language

from . import badges
from .models import Enrolment
from .pages import title_of

COURSE = IssuedCertificate.Kind.COURSE


@transaction.atomic
def issue(*, enrolment: Enrolment, name: str, shows_name: bool, language: str) -> tuple[str, bytes]:
    """Return the code of the certificate of `enrolment`, whose course is finished, and it as a signed PDF.

    The enrolment's row is locked first, as leaving does. It outlives the enrolment, without the name, and keeps what
    it says: the titles of the course, and the day. Raises Enrolment.DoesNotExist for who left meanwhile, BadIdentity.
    """
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    facts = _facts(enrolment)
    with translation.override(language):
        content = services.Content(
            heading=_("Certificate of an online course"),
            statement=_("finished the online course"),
            subject=facts["titles"][language],
            when=dates.day(date.fromisoformat(facts["finished"])),
        )
    return services.issue(
        kind=COURSE, key=enrolment.pk, name=name, shows_name=shows_name, facts=facts, content=content, language=language
    )


@transaction.atomic
def issue_badge(*, enrolment: Enrolment, language: str) -> tuple[str, bytes]:
    """Return the code of the certificate of `enrolment`, and its badge as a signed PNG. It needs no name.

    A name that is on the certificate already stays. Locks and raises as `issue`.
    """
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    known = services.certificate_of(COURSE, enrolment.pk)
    name, shows_name = (known.name, known.shows_name) if known else ("", False)
    made = services.make(kind=COURSE, key=enrolment.pk, name=name, shows_name=shows_name, facts=_facts(enrolment))
    badge = badges.issue(made, enrolment.course, timezone.localdate(enrolment.finished_at), language)
    services.keep_digest(made, badge)
    return made.code, badge


def _facts(enrolment: Enrolment) -> dict[str, Any]:
    """Return what the certificate keeps when its enrolment is gone."""
    titles = {code: title_of(enrolment.course, code) for code, _name in settings.LANGUAGES}
    return {"titles": titles, "finished": timezone.localdate(enrolment.finished_at).isoformat()}


def _rows(certificate: IssuedCertificate) -> list[tuple[str, str]]:
    facts = certificate.facts
    finished = dates.day(date.fromisoformat(facts["finished"]))
    return [(_("Online course"), in_language(facts["titles"])), (_("Finished on"), finished)]


SUBJECT = Subject(
    COURSE,
    title=gettext_lazy("Check a certificate of an online course"),
    lead=gettext_lazy(
        "Each certificate has a code. Check the code to see which course it is for and whether it is genuine."
    ),
    one_each=gettext_lazy(
        "Each person who finishes a course has one certificate. If the name on it is changed, this code and the "
        "earlier files are no longer recognised."
    ),
    rows=_rows,
)


def forget(enrolments: Iterable[Enrolment]) -> None:
    """Take the name from the certificates of `enrolments`, which are about to go: each stays genuine."""
    services.forget(COURSE, [enrolment.pk for enrolment in enrolments])


def exported(enrolment: Enrolment) -> dict[str, Any]:
    """Return what the certificate of `enrolment` holds about its learner (GDPR article 15)."""
    rows = services.exported(COURSE, [enrolment.pk])
    return {"certificate": rows[0]} if rows else {}
