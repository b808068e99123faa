"""Courses in the CMS. A webinar is an event: events/desk has it."""

from django.utils.translation import gettext_lazy
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .courses.lessons.viewsets import CourseViewSet
from .courses.quizzes.viewsets import QuestionViewSet


class CoursesGroup(SnippetViewSetGroup):
    items = (CourseViewSet, QuestionViewSet)
    menu_label = gettext_lazy("Online courses")
    menu_icon = "list-ol"
    menu_order = 312
