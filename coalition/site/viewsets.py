"""What the *Settings* menu of the CMS has of the site: names and words, leaving, helplines, partners, the bar."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button, HeaderButton
from wagtail.admin.widgets.button import ButtonWithDropdown

from coalition.cms.edit_conflicts import refuse_stale
from coalition.cms.menu import BelowAList
from coalition.cms.panels import WordsPanel
from coalition.cms.revisions import RevisedViewSet, keep_stored_version
from coalition.languages.names import site_language_name
from coalition.languages.words import WordsFormField
from coalition.users.work_panel import Waiting

from . import site_words
from .models import CHECK_AGAIN_AFTER, ENGLISH, Helpline, MenuItem, Partner, SiteFacts, SiteWords


def _leave(row: SiteFacts) -> SafeString | str:
    not_set = gettext("not set: what is used instead")
    return row.leave_url or format_html("{} <em>({})</em>", site_words.leave_url(), not_set)


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
        url = reverse("wagtailsnippets_pages_sitefacts:list")
        histories = [
            Button(
                f"{gettext('History')}: {row.get_language_display()}",
                reverse("wagtailsnippets_pages_sitewords:history", args=[row.pk]),
                icon_name="history",
            )
            for row in self.rows.values()
        ]
        return [
            HeaderButton(label=gettext("Leave-site address"), url=url, icon_name="logout"),
            ButtonWithDropdown(label=gettext("History"), buttons=histories),
        ]


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


class SiteFactsViewSet(BelowAList, RevisedViewSet):
    model = SiteFacts
    icon = "logout"
    above = (_("Name and words"), "wagtailsnippets_pages_sitewords:list")
    list_display = ["__str__", Column("leave_url", label=_("Where it leads"), accessor=_leave)]
    panels = [FieldPanel("leave_url")]


class HelplineViewSet(RevisedViewSet):
    model = Helpline
    icon = "warning"
    menu_label = _("Helplines")
    menu_order = 30
    add_to_settings_menu = True
    list_display = [
        "__str__",
        "name",
        DateColumn("checked_on", label=_("Checked"), sort_key="checked_on"),
        BooleanColumn("shown", label=_("Shown")),
        Column("missing", label=_("Languages that are missing: English is shown")),
    ]
    list_filter = ["country", "shown"]
    panels = [
        FieldRowPanel([FieldPanel("country"), FieldPanel("number")]),
        FieldPanel("name"),
        WordsPanel("what", _("What it does")),
        WordsPanel("hours", _("Hours")),
        FieldPanel("languages"),
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("source_url"), FieldPanel("checked_on"), FieldPanel("shown")],
            _("Source and check"),
        ),
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


def helplines_to_check(user: Any) -> list[Waiting]:
    """Return the helplines that nobody checked for half a year, for who may change them. One query."""
    if not user.has_perm("pages.change_helpline"):
        return []
    last_day = timezone.localdate() - CHECK_AGAIN_AFTER
    checked = list(
        Helpline.objects.filter(checked_on__lte=last_day).order_by("checked_on").values_list("checked_on", flat=True)
    )
    until = checked[0] + CHECK_AGAIN_AFTER if checked else None
    url = reverse(HelplineViewSet().get_url_name("list"))
    return [Waiting(gettext("Helplines to check again"), len(checked), url, until=until)]
