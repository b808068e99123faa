"""Registers this app's part of the CMS."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .courses.viewsets import CourseViewSet, QuestionViewSet


class CoursesGroup(SnippetViewSetGroup):
    items = (CourseViewSet, QuestionViewSet)
    menu_label = gettext_lazy("Online courses")
    menu_icon = "list-ol"
    menu_order = 312


register_snippet(CoursesGroup)


@hooks.register("register_admin_urls")
def recording_urls() -> list[URLPattern | URLResolver]:
    return [path("event-replays/", include("webinars.replays.cms_urls"))]
