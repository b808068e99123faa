"""Indicators in the CMS's Network menu, and what their list leads to: figures, territories, releases, import."""

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from coalition.cms.edit_conflicts import KnowsItsVersion, LockedEditView
from coalition.cms.forms import MakesWord, folded
from coalition.cms.revisions import RevisedViewSet
from coalition.languages.words import in_language
from coalition.members.forms import NamesForm, OwnCode, name_fields
from coalition.users.viewsets import ReadOnlyPolicy, ReadOnlyViewSet

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


class IndicatorIndexView(IndexView):
    """The list of indicators, and the ways to all that is done with their figures."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        releases = Button(gettext("Releases"), reverse("figures_releases:index"), icon_name="history")
        return [*super().header_more_buttons, releases]


class IndicatorViewSet(RevisedViewSet):
    """Indicators and their words; from the list, one looks at what would be published."""

    model = Indicator
    icon = "table"
    menu_label = _("Indicators")
    menu_hook = "register_network_menu_item"
    menu_order = 30
    index_view_class = IndicatorIndexView
    list_display = ["__str__", "slug", "source", Column("publish", label=_("Publish"), accessor=_prepare_link)]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("measure"), FieldPanel("breakdown")]),
            FieldPanel("asked"),
            FieldPanel("counts_persons"),
            FieldPanel("other_persons"),
            FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
            InlinePanel(
                "words",
                [FieldPanel(name) for name in ("language", "name", "unit", "definition", "method", "comparability")],
                label=_("Texts"),
            ),
            folded("slug"),
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
    menu_hook = "register_network_menu_item"
    menu_order = 10
    edit_view_class = LockedEditView
    list_display = ["__str__", "code"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel(f"name_{code}") for code, _language in settings.LANGUAGES], _("Names")),
            FieldPanel("governments"),
            folded("code"),
        ],
        base_form_class=TerritoryForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return Territory.objects.order_by("code")


class ReleaseViewSet(ReadOnlyViewSet):
    """What was published, to look at: no release ever changes, and what is withdrawn is left out of the next."""

    model = Release
    name = "figures_releases"
    url_prefix = "figures/releases"
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
