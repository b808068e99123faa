"""What this room gives to those below; `WebinarsConfig.ready()` calls it."""

from webinars.courses.lessons.pages import LessonPage

from .showing import self_check


def connect() -> None:
    """Put the questions on the public page of a lesson."""
    LessonPage.extras.append(self_check)
