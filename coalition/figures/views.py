"""HTTP of the published figures: the list, the page of an indicator, and its data for machines."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coalition import dates
from coalition.languages.names import sort_key
from coalition.pages.navigation import breadcrumb

from . import open_data, permissions, presentation, releases
from .models import Indicator, Release

OPEN_DATA_SECONDS = 300


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the indicators that have figures, in one query however many there are."""
    latest = Release.objects.latest().select_related("indicator").defer("cells", "places", "sums", "withheld")
    releases = sorted(latest, key=lambda row: sort_key(row.spoken["name"]))
    return render(request, "figures/index.html", {"releases": releases, "breadcrumb": breadcrumb("members")})


@require_safe
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one indicator: what it counts, its latest release in charts and tables, and how far it compares."""
    release = _published(slug)
    above = [*breadcrumb("members"), {"title": _("Figures of the territories"), "url": reverse("figures:index")}]
    context = {
        "words": release.spoken,
        "release": release,
        "parts": presentation.parts(release, release.indicator.breakdown),
        "told": presentation.told(release),
        "has_hidden": presentation.has_hidden(release),
        "breadcrumb": above,
    }
    return render(request, "figures/indicator.html", context)


@require_safe
def figures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """`/data/figures/<slug>.csv`: the latest release, UTF-8, one line for each figure."""
    text = open_data.csv_text(_published(slug))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return _public(response)


@require_safe
def figures_package(request: HttpRequest, slug: str) -> HttpResponse:
    text = json.dumps(open_data.data_package(_published(slug)), ensure_ascii=False)
    return _public(HttpResponse(text, content_type="application/json"))


def _published(slug: str) -> Release:
    """Return the latest release of an indicator. One that is not published is as unknown as one that is not there."""
    release: Release | None = Release.objects.latest_of(slug)
    if release is None:
        raise Http404
    return release


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


class PrepareView(WagtailAdminTemplateMixin, TemplateView):
    """What publishing the figures of an indicator would show, or why it is refused; a press publishes it."""

    template_name = "figures/cms/release.html"
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
                "tables": tables(would_be, self.indicator.breakdown) if draft.cells else [],
                "told": presentation.told(would_be),
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


def tables(release: Release, breakdown: Any) -> list[Table]:
    """Return what readers see of `release`, a table for each part."""
    return [
        Table(
            [
                Column(f"column-{number}", label=name, accessor=lambda row, number=number: row.cells[number])
                for number, name in enumerate(part.columns)
            ],
            part.rows,
            caption=part.title,
        )
        for part in presentation.parts(release, breakdown)
        if part.rows
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

    template_name = "figures/cms/release.html"

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
                "tables": tables(self.object, self.object.indicator.breakdown),
                "told": presentation.told(self.object),
            }
            | self.withdrawal(kwargs.get("form"))
        )

    def withdrawal(self, form: WithdrawForm | None) -> dict[str, Any]:
        """Return the form by which figures of the last release are withdrawn, for who may."""
        is_last = not Release.objects.filter(indicator=self.object.indicator, number__gt=self.object.number).exists()
        if not (is_last and self.object.cells and permissions.may_release(self.request.user)):
            return {}
        form = form or WithdrawForm(release=self.object)
        return {"form": form, "submit_label": _("Withdraw these figures"), "is_serious": True}

    def released(self) -> str:
        when, by = dates.moment(self.object.released_at), self.object.released_by
        return f"{when} · {by}" if by else when
