"""What courses hold about a learner: to hand over, to erase, to forget in time."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coalition.privacy.email_addresses import address_digest
from coalition.privacy.registry import PersonalData

from . import certificates
from .enrolment import forget
from .models import AddressRequest, Enrolment, QuizQuestion

RETENTION = timedelta(days=730)  # since an enrolment was last used


def exported(enrolment: Enrolment) -> dict[str, Any]:
    answers = enrolment.answers.select_related("question").order_by("pk")
    completions = enrolment.completions.select_related("lesson").order_by("pk")
    return {
        "course": enrolment.course.key,
        "email": enrolment.email,
        "language": enrolment.language,
        "discreet": enrolment.discreet,
        "started": enrolment.started_at.isoformat(),
        "last_used": enrolment.seen_at.isoformat(),
        "finished": enrolment.finished_at.isoformat() if enrolment.finished_at else None,
        "lessons": [{"lesson": row.lesson.key, "done": row.done_at.isoformat()} for row in completions],
        "answers": [
            {"question": row.question.key, "given": row.given, "right": row.is_right, "tries": row.tries,
             "answered": row.answered_at.isoformat()}
            for row in answers
        ],
        "drafts": [
            {"question": question.key, "chosen": enrolment.drafts[str(question.pk)]}
            for question in QuizQuestion.objects.filter(pk__in=enrolment.drafts).order_by("pk")
        ],
        **certificates.exported(enrolment),
    }  # fmt: skip


def export(address: str) -> list[dict[str, Any]]:
    """Return the courses of `address`, and what it asked for (GDPR article 15)."""
    rows = Enrolment.objects.for_address(address).select_related("course").order_by("pk")
    asked = AddressRequest.objects.filter(email_digest=address_digest(address)).order_by("pk")
    return [
        *(exported(enrolment) for enrolment in rows),
        *({"email": row.email, "asked": row.created_at.isoformat()} for row in asked),
    ]


@transaction.atomic
def erase(address: str) -> int:
    """Delete the enrolments of `address` with all that was answered, and what it asked for; return how many."""
    asked = AddressRequest.objects.filter(email_digest=address_digest(address)).delete()[0]
    return forget(Enrolment.objects.for_address(address)) + asked


@transaction.atomic
def purge(now: datetime) -> int:
    """Delete enrolments that nobody used for two years, and requests that are over; return how many."""
    over = AddressRequest.objects.filter(AddressRequest.over(now)).delete()[0]
    return forget(Enrolment.objects.filter(seen_at__lt=now - RETENTION)) + over


SOURCE = PersonalData(
    name="courses",
    label=_("online courses"),
    export=export,
    erase=erase,
    purge=purge,
    periods={"courses": RETENTION},
)
