"""What this app adds to the CMS."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from coalition.users.viewsets import ReadOnlyViewSet

from . import releases, services
from .entry_viewsets import EntryViewSet, waiting_work
from .viewsets import IndicatorViewSet, ReleaseViewSet, TerritoryViewSet

register_snippet(IndicatorViewSet)
register_snippet(TerritoryViewSet)


hooks.register("waiting_work", waiting_work)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ReadOnlyViewSet]:
    return [ReleaseViewSet(), EntryViewSet()]


@hooks.register("register_permissions")
def permissions_of_figures() -> QuerySet[Permission]:
    """Return what a group may be allowed to do with figures, which are entered on a page of their own."""
    return Permission.objects.filter(content_type__app_label="figures", content_type__model="figure")


@hooks.register("register_log_actions")
def name_what_editors_do(actions: Any) -> None:
    """Let the site history say who asked for figures, checked, published and withdrew some."""
    actions.register_action(services.ASKED, _("Ask for numbers"), _("Sent a link to enter these numbers"))
    actions.register_action(services.ASKED_AGAIN, _("Ask again"), _("Asked for these numbers again"))
    actions.register_action(services.CHECKED, _("Check numbers"), _("Checked these numbers"))
    actions.register_action(releases.RELEASED, _("Publish figures"), _("Published the figures of this indicator"))
    actions.register_action(releases.WITHDRAWN, _("Withdraw figures"), _("Withdrew figures of this indicator"))
