"""What this room gives to those below; `WebinarsConfig.ready()` calls it."""

from typing import Any

from django.urls import reverse

from coalition.pages import sealing
from webinars.courses.lessons.pages import CoursePage


def connect() -> None:
    """Offer the bundle on the page of a course."""
    CoursePage.extras.append(bundle_of)


def bundle_of(page: CoursePage) -> dict[str, Any]:
    """Return where the files of the course of `page` are; of the bundle nothing where this site cannot sign."""
    course = {"key": page.course.key}
    bundle = reverse("webinars:course-bundle", kwargs=course) if sealing.signs() else ""
    return {"bundle_url": bundle, "package_url": reverse("webinars:course-package", kwargs=course)}
