"""What a course is called."""

from webinars.courses.lessons.models import Course
from webinars.courses.lessons.pages import CoursePage


def title_of(course: Course, language: str) -> str:
    """Return what `course` is called in `language`: by its published page, else by the English one, else by its key."""
    pages = CoursePage.objects.live().filter(course=course, locale__language_code__in=[language, "en"])
    titles = dict(pages.values_list("locale__language_code", "title"))
    return titles.get(language) or titles.get("en") or course.key
