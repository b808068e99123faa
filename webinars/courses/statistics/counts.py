"""How far the learners of a course are: each is in exactly one place. One query for a course."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from webinars.courses.learning.models import Completion, Enrolment
from webinars.courses.lessons.models import Course

STOPPED_AFTER = timedelta(days=30)  # without a visit
STARTED, FINISHED, ON_THE_WAY, NOT_BEGUN = "started", "finished", "on-the-way", "stopped"

type Place = tuple[str, ...]


def places_of(course: Course) -> dict[Place, int]:
    """Return how many learners of `course` are where.

    Who did not come back for 30 days has stopped: after the furthest lesson they went through, `("stopped", key)`, or
    before the first one was done, `("stopped",)`. Lessons after which nobody stopped are left out.
    """
    done = Completion.objects.filter(enrolment=OuterRef("pk"))
    furthest = done.order_by("-lesson__module__sort_order", "-lesson__sort_order", "-lesson__pk")
    rows = (
        Enrolment.objects.filter(course=course)
        .order_by()
        .annotate(
            last=Subquery(furthest.values("lesson__key")[:1]),
            is_finished=Q(finished_at__isnull=False),
            is_recent=Q(seen_at__gt=timezone.now() - STOPPED_AFTER),
        )
        .values_list("last", "is_finished", "is_recent")
        .annotate(number=Count("pk"))
    )
    found = Counter[Place]()
    for last, is_finished, is_recent, number in rows:
        place: Place = (NOT_BEGUN, last) if last else (NOT_BEGUN,)
        found[(FINISHED,) if is_finished else (ON_THE_WAY,) if is_recent else place] += number
    return dict(found)
