"""HTTP of the CMS: a list of readers is uploaded, looked at, and brought in."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from coalition.tables import views
from coalition.tables.forms import ConfirmForm, SheetUploadForm
from coalition.tables.plans import Plan
from newsletters.readers import importing
from newsletters.readers.models import ReaderImport


class AboutList(forms.Form):
    source = forms.CharField(
        label=gettext_lazy("Source of consent"),
        min_length=20,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Where and when these people agreed to get the newsletter, and where the proof is kept. For instance: "
            "“Paper list of the meeting in Bobigny on 27 November 2026, kept at the Observatory.”"
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of those for whom the list names none"), choices=settings.LANGUAGES
    )
    direct = forms.BooleanField(
        label=gettext_lazy("We keep a proof of consent of each of them: subscribe them without asking again"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise each of them is asked by one email, and reads only after pressing its button."
        ),
    )

    def __init__(self, *args: Any, may_prove: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_prove:
            del self.fields["direct"]


class ListForm(AboutList, SheetUploadForm):
    field_order = ["file", "source", "language", "direct"]


class ConfirmListForm(AboutList, ConfirmForm):
    """The same list, carried unseen to the next step."""


class ReaderImportView(views.ImportView):
    template_name = "newsletters/cms/import.html"
    page_title = gettext_lazy("Import readers")
    upload_form = ListForm
    confirm_form = ConfirmListForm

    def may_import(self) -> bool:
        return bool(self.request.user.has_perm("newsletters.import_reader"))

    def form_options(self) -> dict[str, Any]:
        return {"may_prove": self.request.user.has_perm("newsletters.import_proven_reader")}

    def sheet(self) -> importing.ReaderSheet:
        return importing.ReaderSheet(language=self.about.get("language", settings.LANGUAGE_CODE))

    def write(self, plan: Plan) -> dict[str, int]:
        direct = self.about.get("direct", False)
        return importing.begin(plan=plan, source=self.about["source"], direct=direct, by=self.request.user)

    def done(self, counts: dict[str, int]) -> str:
        count = counts["create"]
        if self.about.get("direct"):
            told = ngettext("%(count)d reader is being added.", "%(count)d readers are being added.", count)
        else:
            told = ngettext("%(count)d person is being asked.", "%(count)d people are being asked.", count)
        return told % {"count": count}

    def get_success_url(self) -> str:
        return reverse("newsletter_readers:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        readers = {"url": self.get_success_url(), "label": gettext_lazy("Readers")}
        return [*self.breadcrumbs_items, readers, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = kwargs.get("plan")
        labels = importing.ReaderSheet.actions
        return super().get_context_data(**kwargs) | {
            "outcomes": [(labels[action], count) for action, count in plan.counts.items()] if plan else [],
            "direct": self.about.get("direct"),
            "imports": ReaderImport.objects.select_related("by")[:10],
        }
