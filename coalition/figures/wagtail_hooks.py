"""What this app adds to the CMS."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import grid, imports, releases
from .viewsets import IndicatorViewSet, ReleaseViewSet, TerritoryViewSet

register_snippet(IndicatorViewSet)
register_snippet(TerritoryViewSet)


@hooks.register("register_admin_viewset")
def register_releases() -> ReleaseViewSet:
    return ReleaseViewSet()


@hooks.register("register_admin_urls")
def add_figures() -> list[URLPattern | URLResolver]:
    screens = [
        path("", grid.ChooseView.as_view(), name="index"),
        path("<int:indicator>/<int:government>/", grid.GridView.as_view(), name="grid"),
    ]
    return [
        path("figures/import/", imports.ImportView.as_view(), name="import_figures"),
        path("figures/grid/", include((screens, "figures_grid"))),
    ]


@hooks.register("register_permissions")
def permissions_of_figures() -> QuerySet[Permission]:
    """Return what a group may be allowed to do with figures, which are entered in a grid of their own."""
    return Permission.objects.filter(content_type__app_label="figures", content_type__model="figure")


@hooks.register("register_log_actions")
def name_what_editors_do(actions: Any) -> None:
    """Let the site history say who published figures, and who typed some."""
    actions.register_action(grid.TYPED, _("Enter figures"), _("Entered figures of this indicator"))
    actions.register_action(imports.IMPORTED, _("Import figures"), _("Imported figures"))
    actions.register_action(releases.RELEASED, _("Publish figures"), _("Published the figures of this indicator"))
