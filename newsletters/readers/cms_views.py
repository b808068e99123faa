"""HTTP of the CMS about all readers: take their addresses out, end a subscription on request, import a list."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table
from wagtail.log_actions import log

from coalition import dates
from coalition.cms.views import frame
from coalition.members.open_data import csv_lines
from coalition.privacy import discretion
from coalition.privacy.email_addresses import AddressField
from coalition.tables import views
from coalition.tables.forms import ConfirmForm, SheetUploadForm
from coalition.tables.plans import Plan

from . import imports, services
from .models import Reader, ReaderImport

INDEX = "newsletter_readers:index"
EXPORTED = "newsletters.export_readers"  # the action in the site history
CHUNK = 2000
COLUMNS = ("email", "language", "themes", "frequency", "confirmed")


class EndForm(forms.Form):
    address = AddressField(label=gettext_lazy("Email address"), max_length=254)


def export(request: HttpRequest) -> HttpResponseBase:
    """Say what the file holds, and give it when asked by POST. Raises PermissionDenied."""
    if not request.user.has_perm("newsletters.export_reader"):
        raise PermissionDenied
    if request.method != "POST":
        context = _frame("download", _("Export readers")) | {
            "help": _(
                "The file (CSV) has the address, language, themes and frequency of each reader who is sent editions, "
                "but of nobody who asked for discreet emails. The site history notes that you took it; delete it when "
                "you no longer need it."
            ),
            "submit_label": _("Download the file"),
        }
        return render(request, "cms/page.html", context)
    log(instance=request.user, action=EXPORTED, user=request.user, title=Truncator(str(request.user)).chars(200))
    answer = StreamingHttpResponse(exported(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="readers-{timezone.localdate()}.csv"'
    answer["Cache-Control"] = "no-store, private"
    return answer


def exported() -> Iterator[str]:
    """Return the lines of a CSV file of those who are sent editions, with its headings first.

    The file says of nobody that they asked for discretion, and has no address of theirs, wherever they asked: whoever
    is written to by another program is not written to discreetly.
    """
    yield "\ufeff"
    yield from csv_lines(list(COLUMNS), _records())


def _records() -> Iterator[dict[str, Any]]:
    told = Reader.objects.to_write_to().filter(discreet=False)
    told = told.only("email", "language", "themes", "frequency", "confirmed_at")
    for chunk in batched(told.order_by("pk").iterator(chunk_size=CHUNK), CHUNK):
        elsewhere = discretion.discreet_among(row.email for row in chunk)
        for row in chunk:
            if row.email not in elsewhere:
                facts = (row.email, row.language, row.themes, row.frequency)
                yield dict(zip(COLUMNS, (*facts, f"{timezone.localdate(row.confirmed_at)}"), strict=True))


def end(request: HttpRequest) -> HttpResponse:
    """End the newsletter of an address that is sent in the body; the answer is the same for each of them."""
    if not request.user.has_perm("newsletters.unsubscribe_reader"):
        raise PermissionDenied
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.unsubscribe_on_request(address=form.cleaned_data["address"], by=request.user)
        messages.success(request, _("If this address read the newsletter, it no longer does."))
        return redirect(INDEX)
    context = _frame("cross", _("Unsubscribe on request")) | {
        "help": _(
            "For people who ask by telephone or letter: nothing more is sent to the address, not even an edition "
            "already on its way, and no email tells it so. The answer is the same whether or not the address "
            "subscribes to the newsletter."
        ),
        "form": form,
        "submit_label": _("Unsubscribe"),
    }
    return render(request, "cms/page.html", context)


def _frame(icon: str, title: str) -> dict[str, Any]:
    return frame(icon, title, (INDEX, _("Readers")))


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
    page_title = gettext_lazy("Import readers")
    upload_form = ListForm
    confirm_form = ConfirmListForm

    def may_import(self) -> bool:
        return bool(self.request.user.has_perm("newsletters.import_reader"))

    def form_options(self) -> dict[str, Any]:
        return {"may_prove": self.request.user.has_perm("newsletters.import_proven_reader")}

    def sheet(self) -> imports.ReaderSheet:
        return imports.ReaderSheet(language=self.about.get("language", settings.LANGUAGE_CODE))

    def write(self, plan: Plan) -> dict[str, int]:
        direct = self.about.get("direct", False)
        return imports.begin(plan=plan, source=self.about["source"], direct=direct, by=self.request.user)

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

    def notes(self) -> list[str]:
        return [
            _(
                "You see what would happen before anything is saved. People who already subscribe, who left or "
                "complained, or whose address is suppressed are passed over: a list brings nobody back."
            ),
            _(
                "The file needs a column of addresses. Columns of languages (codes or names) and themes are taken too; "
                "all others are left out. Nobody can ask for discreet emails for somebody else."
            ),
        ]

    def confirm_label(self, plan: Plan) -> str:
        count = plan.counts["create"]
        if self.about.get("direct"):
            told = ngettext("Subscribe %(count)s reader", "Subscribe %(count)s readers", count)
        else:
            told = ngettext("Ask %(count)s person by email", "Ask %(count)s people by email", count)
        return told % {"count": count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = ReaderImport.objects.select_related("by")[:10]
        table = Table(EARLIER, earlier, caption=_("Earlier imports"))
        return super().get_context_data(**kwargs) | {"tables": [table] if earlier else []}


EARLIER = [
    Column("at", label=gettext_lazy("Date"), accessor=lambda row: _begun(row)),
    Column("by", label=gettext_lazy("Imported by"), accessor=lambda row: row.by or ""),
    Column("source", label=gettext_lazy("Source of consent")),
    Column("joined", label=pgettext_lazy("readers", "Subscribed")),
    Column("asked", label=gettext_lazy("Asked by email")),
    Column("passed_over", label=gettext_lazy("Passed over")),
]


def _begun(row: ReaderImport) -> str:
    begun = dates.moment(row.created_at)
    return begun if row.finished_at else f"{begun} ({_('under way')})"
