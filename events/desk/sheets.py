"""The sheet of registrations that hosts download: beside the declared answers, what else was asked."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import get_language, gettext, override

from coalition.members.open_data import quoted
from coalition.pages.moments import SiteTimeIndexView
from events.questions.models import Question
from events.registrations.models import Registration
from events.seats.forms import ORIGIN


class SheetOfAnswers(SiteTimeIndexView):
    """A list of registrations whose sheets hold what was answered to the questions of the events in it.

    From where people come has columns where somebody in it was asked (events.seats.forms).
    """

    list_export: list[str]
    export_headings: dict[str, Any]
    custom_field_preprocess: dict[str, Any]
    questions: tuple[Question, ...] = ()
    language: str | None = None

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        """Add the columns: one query. A file that is sent bit by bit is made when this language is active no more."""
        self.language = get_language()
        if queryset.exclude(region="", government=None).exists():
            self.list_export = [*self.list_export, *ORIGIN]
        events = queryset.order_by().values("event")
        questions = Question.objects.filter(event__in=events).select_related("event")
        self.questions = tuple(questions.order_by("event__start", "event_id", "sort_order", "pk"))
        several = len({question.event_id for question in self.questions}) > 1
        names = [question.field_name for question in self.questions]
        self.list_export = [*self.list_export, *names]
        headings = {one.field_name: quoted(_heading(one, several)) for one in self.questions}
        self.export_headings = {**self.export_headings, **headings}
        as_text = {"csv": quoted, "xlsx": quoted}
        self.custom_field_preprocess = {**self.custom_field_preprocess, **dict.fromkeys([*ORIGIN, *names], as_text)}
        response: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)
        return response

    def to_row_dict(self, item: Registration) -> dict[str, Any]:
        """Return the cells of one row, in the language of the list: answers, language and state in words."""
        given = {**item.told, **item.needs}
        with override(self.language):
            for question in self.questions:
                answer = given.get(str(question.pk))
                setattr(item, question.field_name, question.in_words(answer) if answer else "")
            row: dict[str, Any] = super().to_row_dict(item)
            row |= {"language": item.get_language_display(), "state": item.get_state_display()}
            return row | (_origin(item) if "region" in row else {})


def _origin(item: Registration) -> dict[str, str]:
    """Return the cells of where somebody comes from, empty once they are forgotten."""
    if not item.name:
        return dict.fromkeys(ORIGIN, "")
    return {"region": str(item.get_region_display()), "government": str(item.government or "")}


def _heading(question: Question, several: bool) -> str:
    """Return the words of `question`, with its event where the sheet is of `several`."""
    if not several:
        return str(question)
    return gettext("%(question)s (%(event)s)") % {"question": question, "event": question.event}
