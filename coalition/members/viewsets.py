"""The CMS's Network menu: local governments, contacts, import. Registered in `wagtail_hooks.py`."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from coalition.pages.cms_views import RevisedViewSet
from coalition.pages.covers.models import Pictured
from coalition.pages.stale import KnowsItsVersion, LockedEditView
from coalition.tables.views import ImportViewSet
from coalition.users.menu import shown_to

from . import cms_views, open_data, permissions
from .forms import GovernmentForm
from .models import Contact, LocalGovernment

FACT_PANELS = [
    MultiFieldPanel([FieldPanel(f"name_{code}") for code, _language in settings.LANGUAGES], _("Names")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("slug")]),
            FieldPanel("crest"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("country"), FieldPanel("section")]),
            FieldRowPanel([FieldPanel("member"), FieldPanel("proposed"), FieldPanel("fictional")]),
        ],
        _("Identity"),
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])], _("Seat, at city precision")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("population"), FieldPanel("population_year")]),
            FieldPanel("population_source"),
        ],
        _("Population"),
    ),
    MultiFieldPanel(
        [FieldPanel("website"), FieldPanel("official_domains"), FieldPanel("languages")], _("Website and email")
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("pilot"), FieldPanel("observatory_since")])], _("Programme")),
    MultiFieldPanel(
        [
            FieldPanel("at_risk"),
            InlinePanel("offices", [FieldPanel("role"), FieldRowPanel([FieldPanel("email"), FieldPanel("phone")])]),
        ],
        _("Public offices"),
    ),
]
WORD_PANELS = [
    InlinePanel(
        "profiles",
        [FieldPanel("language"), FieldPanel("summary"), FieldPanel("body"), *Pictured.picture_panels],
    )
]


class LocalGovernmentViewSet(RevisedViewSet):
    model = LocalGovernment
    icon = "site"
    menu_label = _("Local governments")
    index_view_class = cms_views.GovernmentIndexView
    list_display = [
        "name",  # the first column, as a name, links to the editor
        Column("code", label=_("Code"), sort_key="code"),
        Column("country_name", label=_("Country"), sort_key="country"),
        Column("get_kind_display", label=_("Type"), sort_key="kind"),
        BooleanColumn("member", label=_("Member"), sort_key="member"),
        BooleanColumn("is_signed", label=_("Signed")),
    ]
    list_filter = ["country", "section", "kind", "member", "pilot", "proposed"]
    list_export = [*open_data.columns(), "official_domains"]
    export_filename = "members"
    edit_handler = TabbedInterface(
        [ObjectList(FACT_PANELS, heading=_("Facts")), ObjectList(WORD_PANELS, heading=_("Texts"))],
        base_form_class=GovernmentForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return LocalGovernment.objects.with_signed().order_by("code")


class ContactViewSet(SnippetViewSet):
    model = Contact
    icon = "user"
    menu_label = _("Contacts")
    list_display = ["name", "role", "government", "email", "mandate_end"]
    list_filter = ["government__country"]
    search_fields = ["name", "role", "email"]
    edit_view_class = LockedEditView
    edit_handler = ObjectList(
        [
            FieldPanel("government"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
            FieldRowPanel([FieldPanel("email"), FieldPanel("phone"), FieldPanel("language")]),
            FieldRowPanel([FieldPanel("mandate_start"), FieldPanel("mandate_end")]),
        ],
        base_form_class=KnowsItsVersion,  # no versions are kept of a person
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return Contact.objects.select_related("government").order_by("name")


class MemberImportViewSet(ImportViewSet):
    name = "import_members"
    url_prefix = "network/import"
    view = cms_views.ImportView
    menu_item_class = shown_to(permissions.may_import)


class NetworkGroup(SnippetViewSetGroup):
    """The Network menu. Other apps add to it by the hook `register_network_menu_item`."""

    items = (LocalGovernmentViewSet, ContactViewSet, MemberImportViewSet)
    menu_label = _("Network")
    menu_icon = "globe"
    menu_order = 150
    submenu_hook = "register_network_menu_item"
