"""Registers this app's part of the CMS."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .courses.viewsets import CourseViewSet, QuestionViewSet

register_snippet(CourseViewSet)
register_snippet(QuestionViewSet)


@hooks.register("register_admin_urls")
def recording_urls() -> list[URLPattern | URLResolver]:
    return [path("event-replays/", include("webinars.replays.cms_urls"))]
