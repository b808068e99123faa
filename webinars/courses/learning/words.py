"""What a course is called."""

from webinars.courses.lessons.models import Course
from webinars.courses.lessons.pages import CoursePage


def title_of(course: Course, language: str) -> str:
    """Return what `course` is called in `language`: by its published page, else by the English one, else by its key."""
    return titles_of(course, language)[0]


def titles_of(course: Course, language: str) -> tuple[str, bool]:
    """Return what `course` is called in `language`, and whether its editor asked for a neutral title in the tab."""
    pages = CoursePage.objects.live().filter(course=course, locale__language_code__in=[language, "en"])
    rows = pages.values_list("locale__language_code", "title", "neutral_title")
    found = {code: (title, is_neutral) for code, title, is_neutral in rows}
    return found.get(language) or found.get("en") or (course.key, False)
