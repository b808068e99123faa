"""The CMS's Figures menu: indicators, figures, territories, import and releases. Registered in `wagtail_hooks.py`."""

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from coalition.cms.edit_conflicts import KnowsItsVersion, LockedEditView
from coalition.cms.forms import MakesWord
from coalition.cms.revisions import RevisedViewSet
from coalition.figures import permissions
from coalition.languages.words import in_language
from coalition.members.forms import NamesForm, OwnCode, name_fields
from coalition.tables.views import ImportViewSet
from coalition.users.viewsets import ReadOnlyPolicy, ReadOnlyViewSet, shown_to

from .grid import ChooseView, GridView
from .imports import ImportView
from .models import Indicator, Release, Territory
from .views import PrepareView, ReleaseView

register_permission_policy(Release, ReadOnlyPolicy(Release))

TerritoryForm = type("TerritoryForm", (KnowsItsVersion, OwnCode, NamesForm), name_fields())


def _prepare_link(row: Indicator) -> str:
    return format_html('<a href="{}">{}</a>', reverse("figures_releases:prepare", args=[row.pk]), gettext("Publish…"))


class IndicatorForm(MakesWord):
    """Makes the address name of an indicator from its English name, or what name it has."""

    made = "slug"

    def made_of(self, cleaned: dict[str, Any]) -> str:
        typed = [form.cleaned_data for form in self.formsets["words"].forms if form.is_valid()]
        return in_language({row["language"]: row["name"] for row in typed if row}, settings.LANGUAGE_CODE)


class IndicatorViewSet(RevisedViewSet):
    """Indicators and their words; from the list, one looks at what would be published."""

    model = Indicator
    icon = "table"
    menu_label = _("Indicators")
    list_display = ["__str__", "slug", "source", Column("publish", label=_("Publish"), accessor=_prepare_link)]
    edit_handler = ObjectList(
        [
            FieldPanel("slug"),
            FieldRowPanel([FieldPanel("measure"), FieldPanel("breakdown")]),
            FieldPanel("counts_persons"),
            FieldPanel("other_persons"),
            FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
            InlinePanel(
                "words",
                [FieldPanel(name) for name in ("language", "name", "unit", "definition", "method", "comparability")],
                label=_("Texts"),
            ),
        ],
        base_form_class=IndicatorForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return Indicator.objects.prefetch_related("words").order_by("slug")


class TerritoryViewSet(SnippetViewSet):
    """Areas whose figures are sums of those of their local governments."""

    model = Territory
    icon = "globe"
    menu_label = _("Territories")
    edit_view_class = LockedEditView
    list_display = ["__str__", "code"]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            MultiFieldPanel([FieldPanel(f"name_{code}") for code, _language in settings.LANGUAGES], _("Names")),
            FieldPanel("governments"),
        ],
        base_form_class=TerritoryForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return Territory.objects.order_by("code")


class FigureImportViewSet(ImportViewSet):
    name = "import_figures"
    url_prefix = "figures/import"
    view = ImportView
    menu_item_class = shown_to(permissions.may_import)


class GridViewSet(ViewSet):
    name = "figures_grid"
    url_prefix = "figures/grid"
    icon = "edit"
    menu_label = _("Enter figures")
    menu_item_class = shown_to(permissions.may_type)

    def get_urlpatterns(self) -> list[URLPattern]:
        grid = path("<int:indicator>/<int:government>/", GridView.as_view(), name="grid")
        return [path("", ChooseView.as_view(), name="index"), grid]


class ReleaseViewSet(ReadOnlyViewSet):
    """What was published, to look at: no release is ever changed or taken back."""

    model = Release
    name = "figures_releases"
    url_prefix = "figures/releases"
    menu_label = _("Releases")
    icon = "history"
    inspect_view_class = ReleaseView
    inspect_view_fields: ClassVar[list[str]] = ["number"]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        DateColumn("released_at", label=pgettext_lazy("figures", "Published"), sort_key="released_at"),
        Column("released_by", label=_("Published by")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        prepare = path("prepare/<int:pk>/", PrepareView.as_view(), name="prepare")
        return [*super().get_urlpatterns(), prepare]


class FiguresGroup(SnippetViewSetGroup):
    items = (IndicatorViewSet, GridViewSet, TerritoryViewSet, FigureImportViewSet, ReleaseViewSet)
    menu_label = _("Figures")
    menu_icon = "table"
    menu_order = 160
