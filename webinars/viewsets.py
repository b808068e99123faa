"""Courses in the CMS. A webinar is an event: events/desk has it."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .courses.lessons.viewsets import CourseViewSet
from .courses.quizzes.viewsets import QuestionViewSet


class CoursesGroup(SnippetViewSetGroup):
    """The menu group of the online courses."""

    items = (CourseViewSet, QuestionViewSet)
    menu_label = _("Online courses")
    menu_icon = "list-ol"
    menu_order = 312
