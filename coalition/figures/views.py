"""HTTP of the published figures: the list, the page of an indicator, and its data for machines."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coalition import dates
from coalition.caching.memory import recall
from coalition.pages.navigation import breadcrumb
from coalition.tables import workbooks

from . import chart_images, open_data, permissions, presentation, releases
from .models import Indicator, Release
from .selection import Selection

OPEN_DATA_SECONDS = 300
# Any site may show a chart in a frame: there is no form in it, no script, no cookie and nothing of who reads it.
EMBEDDED: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the newest figures of each indicator, in one query however many there are."""
    latest = Release.objects.latest().select_related("indicator").defer("sums", "withheld")
    found = {"subjects": presentation.by_subject(latest), "breadcrumb": breadcrumb("members")}
    return render(request, "figures/index.html", found)


@require_safe
def indicator(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show what was chosen of a release, the latest without `number`: the figure of a place, a chart and its table.

    What has changed is told from the release before it; of an earlier one, until today.
    """
    release = _published(slug, number)
    history = list(release.indicator.releases.order_by("-number").values_list("number", "released_at"))
    is_latest = history[0][0] == release.number
    selection = Selection(request.GET, presentation.Sheet(release))
    above = [*breadcrumb("members"), {"title": _("Figures of the territories"), "url": reverse("figures:index")}]
    context = {
        "words": release.spoken,
        "release": release,
        "selection": selection,
        "told": presentation.told(release, selection.code),
        "is_latest": is_latest,
        "earlier": [row for row in history if row[0] < release.number],
        "latest": None if is_latest else history[0],
        "changes": recall(("changes", request.path), lambda: _changes(release, history[0][0])),
        "address": open_data.permanent_address(release),
        "embed": open_data.embed_code(release, selection.query),
        "breadcrumb": above,
    }
    return render(request, "figures/indicator.html", context)


def _changes(release: Release, latest: int) -> presentation.Changes | None:
    """Return what has changed since `release`, or of the latest one since the release before; None of a first one."""
    number = release.number - 1 if release.number == latest else latest
    other = release.indicator.releases.defer("withheld").filter(number=number).first()
    if other is None:
        return None
    other = other.leave_out_withdrawn(release)
    return presentation.changes(*sorted((other, release), key=lambda row: row.number))


@xframe_options_exempt
@csp_override(EMBEDDED)
@require_safe
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the chart of a selection alone, for the frame of another site."""
    selection = _selected(request, slug)
    release = selection.sheet.release
    return render(request, "figures/embed.html", {"selection": selection, "release": release, "words": release.spoken})


@require_safe
def picture_svg(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    return _public(HttpResponse(chart_images.svg(_selected(request, slug, number)), content_type="image/svg+xml"))


@require_safe
def picture_png(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    picture = chart_images.svg(_selected(request, slug, number))
    return _public(HttpResponse(chart_images.png(picture), content_type="image/png"))


@require_safe
def figures_csv(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """`/data/figures/<slug>.csv`: a release, UTF-8, one line for each figure."""
    content = open_data.csv_file(_published(slug, number))
    return _file(HttpResponse(content, content_type="text/csv; charset=utf-8"), f"{slug}.csv")


@require_safe
def figures_xlsx(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """`/data/figures/<slug>.xlsx`: the same. Its ETag is of the figures: a workbook holds the moment of its making."""
    release = _published(slug, number)
    response = HttpResponse(open_data.workbook(release), content_type=workbooks.MEDIA_TYPE)
    response["ETag"] = f'"{sha256(open_data.csv_file(release)).hexdigest()[:32]}-xlsx"'
    return _file(response, f"{slug}.xlsx")


@require_safe
def figures_package(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    content = open_data.package_file(_published(slug, number))
    return _public(HttpResponse(content, content_type="application/json"))


def _published(slug: str, number: int | None = None) -> Release:
    """Return release `number` of an indicator, without it the latest.

    An indicator that is not published is as unknown as one that is not there.
    """
    found = Release.objects.filter(indicator__slug=slug).select_related("indicator").defer("withheld")
    release: Release | None = (found.filter(number=number) if number else found.order_by("-number")).first()
    if release is None:
        raise Http404
    return release.leave_out_withdrawn() if number else release


def _selected(request: HttpRequest, slug: str, number: int | None = None) -> Selection:
    """Return what the address asks of a release. What is not in it has no picture: else each word would make one."""
    selection = Selection(request.GET, presentation.Sheet(_published(slug, number)))
    if not selection.is_valid():
        raise Http404
    return selection


def _file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _public(response)


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@dataclass
class Told(Component):
    """Who counted, and notes to figures, below the tables of a release."""

    told: Any
    template_name = "figures/told.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"told": self.told}


class PrepareView(WagtailAdminTemplateMixin, TemplateView):
    """What publishing the figures of an indicator would show, or why it is refused; a press publishes it."""

    template_name = "cms/page.html"
    page_title = gettext_lazy("Publish figures")
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_release(request.user):
            raise PermissionDenied
        self.indicator = get_object_or_404(Indicator.objects.prefetch_related("words"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.indicator.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "warning" in kwargs:
            return super().get_context_data(**kwargs)
        draft = kwargs.pop("draft", None) or releases.prepare(self.indicator)
        would_be = Release(
            indicator=self.indicator,
            cells=draft.cells,
            places=draft.reckoned.places,
            wording=self.indicator.wording,
        )
        reasons = releases.reasons_for(draft, self.request.user)
        if draft.reasons:
            return super().get_context_data(**kwargs, warning=_refused(reasons))
        words = ngettext(
            "%(number)d figure is hidden, so that nobody can be recognised. A release never changes and cannot be "
            "taken back.",
            "%(number)d figures are hidden, so that nobody can be recognised. A release never changes and cannot be "
            "taken back.",
            len(draft.hidden),
        )
        return (
            super().get_context_data(**kwargs)
            | {
                "help": words % {"number": len(draft.hidden)},
                "tables": tables(would_be) if draft.cells else [],
                "below": Told(presentation.told(would_be)),
            }
            | (
                {"warning": _refused(reasons)}
                if reasons
                else {"hidden": {"digest": draft.digest}, "submit_label": _("Publish these figures")}
            )
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish what was looked at; a refusal says why, and what has changed since is shown again."""
        try:
            releases.release(indicator=self.indicator, by=request.user, seen=request.POST.get("digest", ""))
        except releases.Refused as refused:
            return self.render_to_response(self.get_context_data(warning=_refused(refused.reasons)))
        except releases.Changed as changed:
            told = _("The figures have changed since you looked. Check them again, then publish.")
            messages.warning(request, told)
            return self.render_to_response(self.get_context_data(draft=changed.draft))
        messages.success(request, _("The figures are published."))
        return redirect(reverse("figures_releases:index"))


def _refused(reasons: Iterable[str]) -> SafeString:
    lines = [_("This cannot be published"), *reasons]
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def tables(release: Release) -> list[Table]:
    """Return what readers see of `release`, a table of places and years for each part."""
    sheet = presentation.Sheet(release)
    found = [sheet.of_all_places(part) for part in sheet.parts]
    return [
        Table(
            [
                Column(f"column-{number}", label=name, accessor=lambda row, number=number: row.cells[number])
                for number, name in enumerate(table.columns)
            ],
            table.rows,
            caption=table.title,
        )
        for table in found
    ]


class WithdrawForm(forms.Form):
    figure = forms.ChoiceField(label=gettext_lazy("Place and year"))
    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        max_length=300,
        help_text=gettext_lazy("Published as you write it: give no number of people."),
    )

    def __init__(self, data: Any = None, *, release: Release) -> None:
        super().__init__(data)
        keys = sorted({(cell["key"][0], cell["key"][1]) for cell in release.cells})
        choices = [(f"{place} {year}", f"{release.place_name(place)}, {year}") for place, year in keys]
        self.fields["figure"].choices = choices  # type: ignore[attr-defined]


class ReleaseView(generic.InspectView):
    """One release as everybody read it, and what of the last one is to be withdrawn. What it withheld is not shown."""

    template_name = "cms/page.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw the figures of one place and year."""
        if not permissions.may_release(request.user):
            raise PermissionDenied
        form = WithdrawForm(request.POST, release=self.object)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        place, _space, year = form.cleaned_data["figure"].rpartition(" ")
        told = {"place": place, "year": year, "reason": form.cleaned_data["reason"], "by": request.user}
        try:
            releases.withdraw(indicator=self.object.indicator, **told)
        except releases.Refused as refused:
            messages.error(request, refused.reasons[0])
        else:
            messages.success(request, _("Withdrawn: the page of the indicator says so."))
        return redirect(reverse("figures_releases:index"))

    def get_object(self, queryset: Any = None) -> Release:
        return get_object_or_404(Release.objects.select_related("indicator", "released_by"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return (
            super().get_context_data(**kwargs)
            | {
                "fields": [],
                "help": self.released(),
                "tables": tables(self.object),
                "below": Told(presentation.told(self.object)),
            }
            | self.withdrawal(kwargs.get("form"))
        )

    def withdrawal(self, form: WithdrawForm | None) -> dict[str, Any]:
        """Return the form by which figures of the last release are withdrawn, for who may."""
        is_last = not Release.objects.filter(indicator=self.object.indicator, number__gt=self.object.number).exists()
        if not (is_last and self.object.cells and permissions.may_release(self.request.user)):
            return {}
        form = form or WithdrawForm(release=self.object)
        words = _("Withdraw these figures")
        return {"other_forms": [{"title": words, "form": form, "label": words}]}

    def released(self) -> str:
        when, by = dates.moment(self.object.released_at), self.object.released_by
        return f"{when} · {by}" if by else when
