"""What this room gives to the apps below; `WebinarsConfig.ready()` calls it."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.pages import changes, deleting
from coalition.privacy import registry
from webinars.courses.lessons.models import Course
from webinars.courses.lessons.pages import CoursePage, LessonPage

from . import personal_data, previewing
from .models import AddressRequest, Completion, Enrolment, HandIn, QuizAnswer


def connect() -> None:
    """Lead from the public pages to enrolling; let what learners do drop no page; say what is kept, for how long.

    Editors see a lesson as who learns does.
    """
    previewing.offer()
    CoursePage.extras.append(lambda page: ways_in(page.course))
    LessonPage.extras.append(lambda page: ways_in(page.course))
    changes.silence(AddressRequest, Completion, Enrolment, HandIn, QuizAnswer)
    deleting.hide_numbers(AddressRequest, Completion, Enrolment, HandIn, QuizAnswer)
    registry.register(
        registry.PersonalData(
            name="courses",
            label=_("online courses"),
            export=personal_data.export,
            erase=personal_data.erase,
            purge=personal_data.purge,
            periods={"courses": personal_data.RETENTION},
        )
    )


def ways_in(course: Course) -> dict[str, Any]:
    """Return the addresses at which somebody enrols in `course`, while it is open, and finds it again."""
    prefix = f"/{get_language() or 'en'}/courses/"
    return {"enrol_url": f"{prefix}{course.key}/begin/" if course.is_open else "", "resume_url": f"{prefix}resume/"}
