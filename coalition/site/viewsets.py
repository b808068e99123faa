"""What the *Settings* menu of the CMS has of the site: names and words, helplines, partners, the bar."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.utils import display_for_field
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput, Button, HeaderButton
from wagtail.admin.widgets.button import ButtonWithDropdown
from wagtail.snippets.views.snippets import IndexView

from coalition.cms.edit_conflicts import refuse_stale
from coalition.cms.panels import WordsPanel
from coalition.cms.revisions import RevisedViewSet, keep_stored_version
from coalition.cms.views import frame
from coalition.dates import day
from coalition.languages.names import site_language_name
from coalition.languages.words import WordsFormField
from coalition.users.work_panel import Waiting

from . import helplines
from .models import ENGLISH, Helpline, MenuItem, Partner, SiteWords


class SiteWordsForm(forms.Form):
    """What the site calls itself, in all of its languages at once; `rows` by language are locked until it is saved."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # what it said when the form was opened

    def __init__(self, *args: Any, rows: dict[str, SiteWords], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for name in SiteWords.revised_fields:
            column = SiteWords._meta.get_field(name)
            self.fields[name] = WordsFormField(
                label=column.verbose_name,
                help_text=column.help_text,
                max_length=column.max_length,
                required=False,
                initial={code: getattr(row, name) for code, row in rows.items()},
            )
        self.initial["seen"] = self.version()

    def version(self) -> str:
        said = [[getattr(row, name) for name in SiteWords.revised_fields] for row in self.rows.values()]
        return salted_hmac(__name__, repr(said), algorithm="sha256").hexdigest()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self.version():
            refuse_stale(self, [row.site_name for row in self.rows.values()], seen=self.version())
            return cleaned
        for code, row in self.rows.items():
            for name in SiteWords.revised_fields:
                setattr(row, name, cleaned.get(name, {}).get(code, ""))
        names = [name for row in self.rows.values() for name in (row.site_name, row.sender_name)]
        for code, row in self.rows.items():
            try:
                row.full_clean()
                row.refuse_telling(names)
            except ValidationError as error:
                for name, found in error.message_dict.items():
                    self.add_error(name, [f"{site_language_name(code)}: {words}" for words in found])
        return cleaned


class SiteWordsView(WagtailAdminTemplateMixin, FormView):
    """The words of the site in four languages on one page."""

    form_class = SiteWordsForm
    template_name = "cms/page.html"
    page_title = _("Name and words")
    header_icon = "edit"
    rows: dict[str, SiteWords]

    @transaction.atomic
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("pages.change_sitewords"):
            raise PermissionDenied
        rows = SiteWords.objects.order_by("pk")
        self.rows = {row.language: row for row in (rows.select_for_update() if request.method == "POST" else rows)}
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": self.rows}

    def form_valid(self, form: SiteWordsForm) -> HttpResponse:
        for row in self.rows.values():
            stored = keep_stored_version(row)
            if any(stored.content[name] != getattr(row, name) for name in SiteWords.revised_fields):
                row.save()
                row.save_revision(user=self.request.user, log_action=True)
        messages.success(self.request, gettext("The words of the site are saved."))
        return redirect("wagtailsnippets_pages_sitewords:list")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    @cached_property
    def header_buttons(self) -> list[Any]:
        histories = [
            Button(
                f"{gettext('History')}: {row.get_language_display()}",
                reverse("wagtailsnippets_pages_sitewords:history", args=[row.pk]),
                icon_name="history",
            )
            for row in self.rows.values()
        ]
        return [ButtonWithDropdown(label=gettext("History"), buttons=histories)]


class SiteWordsViewSet(RevisedViewSet):
    """One form for all languages; by the history of each, an earlier version of it is brought back."""

    model = SiteWords
    icon = "edit"
    menu_label = _("Name and words")
    menu_order = 10
    add_to_settings_menu = True
    panels = [FieldPanel(name) for name in SiteWords.revised_fields]

    @property
    def index_view(self) -> Any:
        return SiteWordsView.as_view()


class ConfirmForm(forms.Form):
    """When and how somebody confirmed a number; `seen` is what the page showed of where it leads."""

    seen = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Confirmed on"), widget=AdminDateInput)
    read = forms.BooleanField(label=_("I read the operator’s own site, and it says the same."))
    called = forms.BooleanField(label=_("I called the number, and the service answered."))

    def __init__(self, *args: Any, helpline: Helpline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leads = " · ".join(filter(None, (str(getattr(helpline, name)) for name in Helpline.LEADS)))
        self.initial.update(seen=self.leads, on=timezone.localdate())
        self.how = Helpline.How.CALLED
        if helpline.kind == Helpline.Kind.EMERGENCY:
            self.how = Helpline.How.READ
            del self.fields["called"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Give the day on which it was checked: today or before."))
        return day

    def clean_seen(self) -> str:
        """Refuse to confirm what somebody changed meanwhile."""
        if self.cleaned_data["seen"] != self.leads:
            refuse_stale(self, [self.leads], at="seen", seen=self.leads)
        return self.leads


LISTED = "wagtailsnippets_pages_helpline:list"
RESEARCHED = _("Add researched numbers")
SHOWN = ("kind", "name", "what_en", "hours_en", "languages", "cost", "text_number", "whatsapp", "chat_url", "source",
         "source_url", "grade", "doubts")  # fmt: skip


class HelplineIndexView(IndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse("wagtailsnippets_pages_helpline:researched")
        return [*super().header_buttons, HeaderButton(label=RESEARCHED, url=url, icon_name="download")]


class HelplineViewSet(RevisedViewSet):
    model = Helpline
    icon = "warning"
    menu_label = _("Helplines")
    menu_order = 30
    add_to_settings_menu = True
    index_view_class = HelplineIndexView
    list_display = [
        "__str__",
        "name",
        "kind",
        DateColumn("confirmed_on", label=_("Confirmed on"), sort_key="confirmed_on"),
        Column("ends_at", label=_("Shown until"), accessor=lambda row: day(row.ends_at) if row.ends_at else ""),
        Column("confirmed_by", label=_("Confirmed by")),
        TitleColumn(
            "confirm",
            label=_("Confirm a number"),
            accessor=lambda row: pgettext("button", "Confirm"),
            url_name="wagtailsnippets_pages_helpline:confirm",
        ),
    ]
    list_filter = ["country", "kind", "grade"]
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("country"), FieldPanel("number")]),
        FieldPanel("name"),
        WordsPanel("what", _("What it does")),
        WordsPanel("hours", _("Hours")),
        FieldRowPanel([FieldPanel("languages"), FieldPanel("cost")]),
        MultiFieldPanel(
            [FieldPanel("text_number"), FieldPanel("whatsapp"), FieldPanel("chat_url")], _("Text messages and chat")
        ),
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("source_url"), FieldPanel("grade"), FieldPanel("doubts")], _("Research")
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Helpline.objects.select_related("confirmed_by")

    @transaction.atomic
    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what is known of one number, and confirm it by one press."""
        if not request.user.has_perm("pages.change_helpline"):
            raise PermissionDenied
        row = get_object_or_404(Helpline.objects.select_for_update(), pk=pk)
        form = ConfirmForm(request.POST or None, helpline=row)
        if request.method == "POST" and form.is_valid():
            helplines.confirm(helpline=row, by=request.user, on=form.cleaned_data["on"], how=form.how)
            messages.success(request, gettext("The number is confirmed."))
            return redirect(LISTED)
        fields = [(Helpline._meta.get_field(name), getattr(row, name)) for name in SHOWN]
        told = [(capfirst(field.verbose_name), display_for_field(value, field, "")) for field, value in fields if value]
        page = {
            "help": gettext("A helpline is shown for six months, an emergency number for a year.")
            if form.how == Helpline.How.CALLED
            else gettext("Do not call an emergency number to try it: read what the country’s authorities publish."),
            "details": [(_("Number"), row), *told],
            "form": form,
            "submit_label": gettext("Confirm this number"),
        }
        head = frame("warning", gettext("Confirm a number"), (LISTED, self.menu_label))
        return render(request, "cms/page.html", head | page)

    def researched(self, request: HttpRequest) -> HttpResponse:
        """Bring in the researched numbers, unconfirmed."""
        if not request.user.has_perm("pages.add_helpline"):
            raise PermissionDenied
        if request.method == "POST":
            added = helplines.add_researched(by=request.user)
            messages.success(request, gettext("Added: %(number)d") % {"number": len(added)})
            return redirect(LISTED)
        told = gettext("Researched numbers, with their sources. The site shows none of them before you confirm it.")
        head = frame("warning", str(RESEARCHED), (LISTED, self.menu_label))
        return render(request, "cms/page.html", head | {"help": told, "submit_label": RESEARCHED})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("confirm/<int:pk>/", self.confirm, name="confirm"),
            path("researched/", self.researched, name="researched"),
        ]


class PartnerViewSet(RevisedViewSet):
    model = Partner
    icon = "group"
    menu_label = _("Partners")
    menu_order = 40
    add_to_settings_menu = True
    sort_order_field = "position"
    list_display = ["__str__", "url", Column("missing", label=_("Languages that are missing: English is shown"))]
    panels = [WordsPanel("name", _("Name"), help_text=ENGLISH), FieldPanel("logo"), FieldPanel("url")]


class MenuItemViewSet(RevisedViewSet):
    model = MenuItem
    icon = "list-ul"
    menu_label = _("Site navigation")
    menu_order = 20
    add_to_settings_menu = True
    sort_order_field = "position"
    list_display = [
        "__str__",
        *(
            Column(code, label=name, accessor=lambda row, code=code: _label(row, code))
            for code, name in settings.LANGUAGES
        ),
    ]
    panels = [
        MultiFieldPanel(
            [FieldPanel("section"), FieldPanel("page")], _("Where it leads"), help_text=_("Choose one of the two.")
        ),
        WordsPanel(
            "label",
            _("Label"),
            help_text=_("If this is empty, the section’s own word or the page’s title in that language is shown."),
        ),
    ]


def _label(row: MenuItem, language: str) -> SafeString | str:
    if own := row.label(language):
        return own
    with override(language):
        word = str(row.get_section_display()) if row.section else ""
    return word or format_html("<em>{}</em>", gettext("title of the page"))


def helplines_to_confirm(user: Any) -> list[Waiting]:
    """Return the numbers that nobody confirmed, or that end within a month, for who may confirm them. One query."""
    if not user.has_perm("pages.change_helpline"):
        return []
    due = list(Helpline.objects.due())
    ends = [timezone.localdate(row.ends_at) for row in due if row.ends_at]
    return [Waiting(gettext("Helplines to confirm"), len(due), reverse(LISTED), until=min(ends, default=None))]
