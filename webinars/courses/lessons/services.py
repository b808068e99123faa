"""What hangs on a lesson."""

from collections import Counter
from typing import Any

from coalition.pages.deleting import counted

from .models import Lesson


def in_use(lesson: Lesson) -> str:
    """Return the kinds of rows that would go with `lesson`, in words, with numbers but for learners'; "" for none."""
    kinds = Counter[str]()
    for relation in lesson._meta.related_objects:
        rows: Any = getattr(lesson, relation.get_accessor_name() or "")
        if number := rows.count():
            kinds[str(relation.related_model._meta.verbose_name_plural)] = number
    return counted(kinds)
