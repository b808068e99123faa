"""The numbers of each year in the CMS: who is asked, what was given, and the page that enters and checks them."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import HeaderButton
from wagtail.permissions import register_permission_policy

from coalition.cms.views import frame
from coalition.members.models import LocalGovernment
from coalition.users.viewsets import InspectIndexView, ReadOnlyPolicy, ReadOnlyViewSet
from coalition.users.work_panel import Waiting

from . import permissions, services
from .entry_forms import EntryForm, mark
from .entry_views import theirs
from .models import FIRST_YEAR, Entry, Figure, Release

register_permission_policy(Entry, ReadOnlyPolicy(Entry))


# What was asked of a year before there was one form; `worked` and `needed` are the message now.
EARLIER = (
    "women_trained", "men_trained", "reception", "women_received", "shelter_places", "partners", "budget", "officer",
)  # fmt: skip


class AskForm(forms.Form):
    government = forms.ModelChoiceField(LocalGovernment.objects.public(), label=gettext_lazy("Local government"))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=FIRST_YEAR)
    email = forms.EmailField(
        label=gettext_lazy("Email address of who gives them"),
        required=False,
        help_text=gettext_lazy("They get a link to these numbers alone. Leave it empty to enter them yourself."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("This year has not begun."))
        return year


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Open the numbers of a place and year, and invite an address to give them."""
    if not permissions.may_check(request.user):
        raise PermissionDenied
    form = AskForm(request.POST or None, initial={"year": timezone.localdate().year - 1})
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        email = answers.pop("email")
        entry, _made = services.open_entry(**answers)
        if email:
            services.invite(entry=entry, to=email, by=request.user)
            messages.success(request, _("The link is sent."))
        return redirect("figures_entries:inspect", entry.pk)
    above = ("figures_entries:index", _("Numbers by year"))
    context = frame("mail", _("Ask for numbers"), above) | {"form": form, "submit_label": _("Continue")}
    return render(request, "cms/page.html", context)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What is missing or unclear"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The town hall reads this by email, in the words that you write."),
    )


class EntryView(generic.InspectView):
    """One page to enter numbers and to check those that were given: saving them says that they are right."""

    template_name = "figures/cms/entry.html"
    page_title = gettext_lazy("Numbers of a year")

    def get_object(self, queryset: Any = None) -> Entry:
        return get_object_or_404(Entry.objects.select_related("government", "checked_by"), pk=self.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_check(request.user):
            raise PermissionDenied
        if "again" in request.POST:
            return self._ask_again()
        form = self._form(request.POST)
        if not form.is_whole() or not self._leaves_published(form):
            return self._show(form)
        try:
            services.check(entry=self.object, form=form, by=request.user)
        except services.Changed:
            self.object.refresh_from_db()
            return self._show(form, theirs=theirs(self.object.answers, form), changed=True)
        messages.success(request, _("Checked. Another person publishes these numbers."))
        return redirect(reverse("figures_entries:index"))

    def _ask_again(self) -> HttpResponse:
        form = ReasonForm(self.request.POST)
        if not form.is_valid():
            return self._show(self._form(), reason_form=form)
        mailed = services.ask_again(entry=self.object, reason=form.cleaned_data["reason"], by=self.request.user)
        if mailed:
            messages.success(self.request, _("The town hall is asked again by email."))
        else:
            messages.warning(self.request, _("The numbers can be changed again. Nobody was mailed: send a new link."))
        return redirect(self.request.path)

    def _form(self, data: Any = None) -> EntryForm:
        """Return the form; with what was given, it says at once what is odd about it."""
        shown = services.answers_for_staff(self.object)
        return EntryForm(data or shown or None, entry=self.object, shown=shown)

    def _leaves_published(self, form: EntryForm) -> bool:
        """Refuse that a published figure is left out: it is withdrawn, in public."""
        given = {(indicator.pk, part) for indicator, part in form.values()}
        for figure in services.figures_of(self.object):
            name, key = f"n{figure.indicator_id}-{figure.part}", (figure.indicator_id, figure.part)
            if name in form.fields and key not in given and services.is_published(figure):
                form.add_error(name, _("This number is published. Withdraw it on the page of the release."))
        return form.is_valid()

    def _show(self, form: EntryForm, **context: Any) -> HttpResponse:
        context = self.get_context_data(form=form, **context)
        return self.render_to_response(context, status=422 if form.errors or context.get("changed") else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        may_check = permissions.may_check(self.request.user)
        form = kwargs.pop("form", None) or (self._form() if may_check else None)
        others = self.object.answers.get("merged", {}).items()
        return (
            {
                "form": form,
                "merged": [(code, theirs(answers, form)) for code, answers in others if form],
                "mark": mark(self.object),
                "earlier": [(key, self.object.answers[key]) for key in EARLIER if self.object.answers.get(key)],
                "reason_form": ReasonForm() if may_check and self.object.given_at else None,
            }
            | context
            | kwargs
        )


class EntryIndexView(InspectIndexView):
    def get_base_queryset(self) -> QuerySet[Entry]:
        waiting_first = F("given_at").asc(nulls_last=True)
        rows = Entry.objects.select_related("government")
        return rows.order_by(F("checked_at").desc(nulls_first=True), waiting_first, "-year", "government__code")

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not permissions.may_check(self.request.user):
            return []
        return [HeaderButton(label=_("Ask for numbers"), url=reverse("figures_entries:ask"), icon_name="mail")]


class EntryViewSet(ReadOnlyViewSet):
    model = Entry
    name = "figures_entries"
    url_prefix = "figures/entries"
    icon = "edit"
    menu_label = gettext_lazy("Numbers by year")
    menu_hook = "register_network_menu_item"
    menu_order = 29
    index_view_class = EntryIndexView
    inspect_view_class = EntryView
    inspect_view_fields: ClassVar[list[str]] = ["year"]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("state_label", label=gettext_lazy("State")),
        DateColumn("given_at", label=pgettext_lazy("numbers", "Given"), sort_key="given_at"),
        Column("checked_by", label=gettext_lazy("Checked by")),
    ]
    list_filter: ClassVar[list[str]] = ["year"]
    search_fields: ClassVar[list[str]] = ["government__search_text"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("ask/", ask, name="ask"), *super().get_urlpatterns()]


def waiting_work(user: Any) -> list[Waiting]:
    """Return what waits to be checked, and to be published by another person than who checked it."""
    found = []
    if permissions.may_check(user):
        rows = Entry.objects.filter(given_at__isnull=False, checked_at=None).order_by()
        told = rows.aggregate(count=Count("pk"), since=Min("given_at"))
        url = reverse("figures_entries:index")
        found.append(Waiting(_("Numbers to be checked"), told["count"], url, since=told["since"]))
    if permissions.may_release(user):
        told = _to_publish(user).aggregate(count=Count("pk"), since=Min("checked_at"))
        url = reverse("wagtailsnippets_figures_indicator:list")
        found.append(Waiting(_("Numbers to be published"), told["count"], url, since=told["since"]))
    return found


def _to_publish(user: Any) -> QuerySet[Entry]:
    """Return the entries checked after the last release of an indicator of which they have a number that `user` did not
    decide."""
    releases = Release.objects.filter(indicator=OuterRef("indicator"))
    later = releases.filter(released_at__gte=OuterRef(OuterRef("checked_at")))
    figures = Figure.objects.filter(government=OuterRef("government"), year=OuterRef("year"))
    figures = figures.exclude(decided_by__contains=[user.pk])
    waiting = figures.filter(Exists(releases), ~Exists(later))
    return Entry.objects.filter(Exists(waiting), checked_at__isnull=False).order_by()
