"""The CMS's Network menu: local governments, contacts, import. Registered in `wagtail_hooks.py`."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets import HeaderButton
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from coalition.cms.edit_conflicts import KnowsItsVersion, LockedEditView
from coalition.cms.forms import folded
from coalition.cms.revisions import RevisedViewSet
from coalition.pages.covers import Pictured
from coalition.tables import views
from coalition.tables.plans import Plan, Sheet
from coalition.tables.spreadsheets import cell
from coalition.tables.views import SheetIndexView
from coalition.users.models import User

from . import imports, open_data
from .forms import GovernmentForm
from .models import Contact, LocalGovernment


def may_import(user: User | AnonymousUser) -> bool:
    """Say whether `user` may import local governments: an import both adds and changes."""
    return user.has_perms(["members.add_localgovernment", "members.change_localgovernment"])


class GovernmentIndexView(SheetIndexView):
    """The list of local governments; its export has the columns of the import."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        own = HeaderButton(label=gettext("Import"), url=reverse("import_members"), icon_name="upload")
        return [*super().header_buttons, *([own] if may_import(self.request.user) else [])]

    def to_row_dict(self, item: LocalGovernment) -> dict[str, Any]:
        record = open_data.record(item) | {"official_domains": item.official_domains}
        return {name: cell(record[name]) for name in self.list_export}

    def get_heading(self, queryset: Any, field: str) -> str:
        return field  # the import reads these headings: they are not translated


class ImportView(views.ImportView):
    page_title = _("Import local governments")

    def may_import(self) -> bool:
        return may_import(self.request.user)

    def sheet(self) -> Sheet:
        return imports.GovernmentSheet()

    def write(self, plan: Plan) -> dict[str, int]:
        return imports.apply(plan=plan, user=self.request.user)

    def notes(self) -> list[str]:
        return [*super().notes(), gettext("Coordinates are rounded to two decimals, with point or comma.")]

    def done(self, counts: dict[str, int]) -> str:
        total = counts["create"] + counts["update"]
        told = ngettext("%(count)s local government was written.", "%(count)s local governments were written.", total)
        return told % {"count": total}

    def get_success_url(self) -> str:
        return reverse(LocalGovernment.snippet_viewset.get_url_name("list"))


FACT_PANELS = [
    MultiFieldPanel([FieldPanel(f"name_{code}") for code, _language in settings.LANGUAGES], _("Names")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("crest"), FieldPanel("portrait")]),
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
    folded("code", "slug"),
]
WORD_PANELS = [
    InlinePanel(
        "profiles",
        [
            *(FieldPanel(name) for name in ("language", "summary", "body", "head", "head_office", "head_words")),
            *Pictured.picture_panels,
        ],
    )
]


class LocalGovernmentViewSet(RevisedViewSet):
    model = LocalGovernment
    icon = "site"
    menu_label = _("Local governments")
    index_view_class = GovernmentIndexView
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


class NetworkGroup(SnippetViewSetGroup):
    """The Network menu. Other apps add to it by the hook `register_network_menu_item`."""

    items = (LocalGovernmentViewSet, ContactViewSet)
    menu_label = _("Network")
    menu_icon = "globe"
    menu_order = 470
    submenu_hook = "register_network_menu_item"
