"""Courses in the CMS: modules and lessons, in their order."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets import HeaderButton
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from coalition.cms.edit_conflicts import LockedEditView
from coalition.cms.forms import folded
from coalition.cms.menu import BelowAList
from coalition.pages.querysets import titled
from webinars.replays.models import Replay

from .cms_forms import CourseForm, QuestionForm
from .models import Course, Lesson, QuizQuestion


def _recordings(field: Any) -> dict[str, Any]:
    """Return what a form offers for `field`: of closed events and of those with a neutral address nothing."""
    open_to_all = {"published": True, "event__closed": False, "event__neutral_address": False}
    return {"queryset": Replay.objects.filter(**open_to_all).select_related("event").order_by("-event__start")}


register_form_field_override(type(Lesson._meta.get_field("replay")), to=Replay, override=_recordings)
LESSON_PANELS = [FieldPanel("minutes"), FieldPanel("replay"), folded("key")]
COURSE_PANELS = [
    FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("is_open")]),
    InlinePanel(
        "modules",
        [
            FieldPanel("names"),
            FieldPanel("summaries"),
            InlinePanel("lessons", LESSON_PANELS, label=_("Lessons")),
            folded("key"),
        ],
        label=_("Modules"),
    ),
    folded("key"),
]


IS_OPEN = BooleanColumn("is_open", label=capfirst(pgettext_lazy("of a course", "open")), sort_key="is_open")
LESSONS = Column("lessons", label=_("Lessons"), accessor="number_of_lessons")


class CourseIndexView(IndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse("wagtailsnippets_webinars_quizquestion:list")
        return [*super().header_buttons, HeaderButton(label=gettext("Questions"), url=url, icon_name="help")]


class CourseViewSet(SnippetViewSet):
    """Courses; the words of lessons are pages."""

    model = Course
    icon = "list-ol"
    menu_label = _("Courses")
    menu_hook = "register_library_menu_item"
    menu_order = 30
    index_view_class = CourseIndexView
    edit_view_class = LockedEditView
    edit_handler = ObjectList(COURSE_PANELS, base_form_class=CourseForm)
    search_fields = ["page_title", "key"]
    list_display = ["title", IS_OPEN, "pass_mark", LESSONS]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return titled(Course.objects.annotate(number_of_lessons=Count("modules__lessons"))).order_by("page_title")


QUESTION_PANELS = [
    FieldPanel("lesson"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("place")]),
    FieldPanel("text"),
    FieldPanel("is_true"),
    InlinePanel(
        "options",
        [FieldPanel("text"), FieldPanel("is_right"), FieldPanel("match")],
        label=_("Answers to choose from"),
        help_text=_("To put in order: write them in the right order. To find what belongs together: write pairs."),
    ),
    FieldPanel("why"),
    folded("key"),
]


class QuestionViewSet(BelowAList, SnippetViewSet):
    model = QuizQuestion
    icon = "help"
    above = (_("Courses"), "wagtailsnippets_webinars_course:list")
    edit_view_class = LockedEditView
    edit_handler = ObjectList(QUESTION_PANELS, base_form_class=QuestionForm)
    list_display = [
        "__str__",
        Column("lesson", label=_("Lesson"), accessor="lesson"),
        Column("kind", label=_("Type"), accessor="get_kind_display"),
    ]
    list_filter = ["lesson", "kind"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        rows = QuizQuestion.objects.prefetch_related(Prefetch("lesson", titled(Lesson.objects.all())))
        return rows.order_by("lesson__module__sort_order", "lesson__sort_order", "sort_order", "pk")
