"""The questions of lessons in the CMS."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from coalition.pages.stale import LockedEditView

from .forms import QuestionForm
from .models import QuizQuestion

QUESTION_PANELS = [
    FieldPanel("lesson"),
    FieldRowPanel([FieldPanel("key"), FieldPanel("kind"), FieldPanel("place")]),
    FieldPanel("text"),
    FieldPanel("is_true"),
    InlinePanel(
        "options",
        [FieldPanel("text"), FieldPanel("is_right"), FieldPanel("match")],
        label=_("Answers to choose from"),
        help_text=_("To put in order: write them in the right order. To find what belongs together: write pairs."),
    ),
    FieldPanel("why"),
]


class QuestionViewSet(SnippetViewSet):
    model = QuizQuestion
    icon = "help"
    menu_label = _("Questions")
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
        rows = QuizQuestion.objects.select_related("lesson")
        return rows.order_by("lesson__module__sort_order", "lesson__sort_order", "sort_order", "pk")
