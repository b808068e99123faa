"""HTTP of the CMS: the import, and a file to begin with."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from coalition.members.importing import views
from coalition.members.importing.plans import Plan, Sheet
from webinars.courses.quizzes import permissions

from . import services
from .sheets import QuestionSheet

BYTE_ORDER_MARK = "\ufeff"  # without it Excel shows Arabic as nonsense


class ImportView(views.ImportView):
    """The import of questions."""

    page_title = gettext_lazy("Import questions")

    def may_import(self) -> bool:
        return permissions.may_import(self.request.user)

    def sheet(self) -> Sheet:
        return QuestionSheet()

    def write(self, plan: Plan) -> dict[str, int]:
        return services.apply(plan=plan)

    def notes(self) -> list[str]:
        return [
            _(
                "You see what would happen before anything is saved. Importing the same file twice changes nothing, "
                "and no question is deleted."
            ),
            _(
                "One line for each question, and below it one for each answer, of the kind “option”. What is to be put "
                "in order stands in the right order. Answers that are not in the file are taken out of their question."
            ),
            format_html(
                '<a href="{}">{}</a>', reverse("import_questions:template"), _("Download a file to begin with")
            ),
        ]

    def done(self, counts: dict[str, int]) -> str:
        total = counts["create"] + counts["update"]
        return ngettext("%(count)s line was written.", "%(count)s lines were written.", total) % {"count": total}

    def get_success_url(self) -> str:
        return reverse("wagtailsnippets_webinars_quizquestion:list")


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Answer with a file to begin with."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    headers = {"Content-Disposition": 'attachment; filename="questions.csv"'}
    return HttpResponse(BYTE_ORDER_MARK + services.template(), content_type="text/csv; charset=utf-8", headers=headers)
