"""Where a question stands in its lesson."""

from django.db import transaction

from .models import QuizQuestion


@transaction.atomic
def put_at(*, question: QuizQuestion, place: int) -> None:
    """Put `question` at `place` among those of its lesson, counted from 1; the others keep their order."""
    rows = QuizQuestion.objects.select_for_update().filter(lesson=question.lesson_id)
    others = list(rows.exclude(pk=question.pk).order_by("sort_order", "pk"))
    others.insert(max(place, 1) - 1, question)
    for number, row in enumerate(others):
        row.sort_order = number
    QuizQuestion.objects.bulk_update(others, ["sort_order"])
