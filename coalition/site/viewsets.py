"""What the *Settings* menu of the CMS has of the site: names and words, leaving, helplines, partners, the bar."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets import HeaderButton
from wagtail.snippets.views.snippets import IndexView

from coalition.cms.menu import BelowAList
from coalition.cms.revisions import RevisedViewSet
from coalition.languages.words import CODES
from coalition.users.work_panel import Waiting

from . import site_words
from .models import CHECK_AGAIN_AFTER, Helpline, MenuItem, Partner, SiteFacts, SiteWords


def in_each_language(name: str, heading: Any) -> MultiFieldPanel:
    names = dict(settings.LANGUAGES)
    return MultiFieldPanel([FieldPanel(f"{name}_{code}", heading=names[code]) for code in CODES], heading)


def _shown(own: str, used: str) -> SafeString | str:
    return used if own else format_html("{} <em>({})</em>", used, gettext("not set: what is used instead"))


def _site_name(row: SiteWords) -> SafeString | str:
    return _shown(row.site_name, site_words.site_names(row.language).site)


def _sender(row: SiteWords) -> SafeString | str:
    return _shown(row.sender_name, site_words.site_names(row.language).sender)


def _footer(row: SiteWords) -> SafeString | str:
    with override(row.language):
        used = site_words.current().footer_about
    return _shown(row.footer_about, used)


def _leave(row: SiteFacts) -> SafeString | str:
    return _shown(row.leave_url, site_words.leave_url())


class SiteWordsIndexView(IndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse("wagtailsnippets_pages_sitefacts:list")
        return [*super().header_buttons, HeaderButton(label=gettext("Leave-site address"), url=url, icon_name="logout")]


class SiteWordsViewSet(RevisedViewSet):
    model = SiteWords
    icon = "edit"
    menu_label = _("Name and words")
    menu_order = 10
    add_to_settings_menu = True
    index_view_class = SiteWordsIndexView
    list_display = [
        "__str__",
        Column("site_name", label=_("Name of the site"), accessor=_site_name),
        Column("sender", label=_("Sender of emails"), accessor=_sender),
        Column("footer", label=_("Footer"), accessor=_footer),
    ]
    panels = [
        FieldPanel("site_name"),
        MultiFieldPanel([FieldPanel("footer_about"), FieldPanel("footer_promise")], _("Footer")),
        MultiFieldPanel([FieldPanel("sender_name"), FieldPanel("discreet_name")], _("Emails")),
    ]


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
        in_each_language("what", _("What it does")),
        in_each_language("hours", _("Hours")),
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
    panels = [in_each_language("name", _("Name")), FieldPanel("logo"), FieldPanel("url")]


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
        MultiFieldPanel(
            [FieldPanel(f"label_{code}", heading=name) for code, name in settings.LANGUAGES],
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
