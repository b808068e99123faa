"""What this room gives to those below; `WebinarsConfig.ready()` calls it."""

from typing import Any

from django.urls import reverse

from coalition.pages import sealing
from webinars.courses.lessons.pages import CoursePage


def connect() -> None:
    """Offer the bundle on the page of a course."""
    CoursePage.extras.append(bundle_of)


def bundle_of(page: CoursePage) -> dict[str, Any]:
    """Return where the bundle of the course of `page` is; nothing where this site cannot sign."""
    url = reverse("webinars:course-bundle", kwargs={"key": page.course.key}) if sealing.signs() else ""
    return {"bundle_url": url}
