"""What the CMS lets an account do with rows about events: of those that it runs, and of no others."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import BaseChooser
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.bulk_actions import DeleteBulkAction
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from coalition.cms.visibility import PermittedRows, permitted_rows
from events.models import Event

from .permissions import events_of


class TeamPolicy(ModelPermissionPolicy):
    """Django's permissions, for rows whose event (by the lookup `event`) the account runs."""

    def __init__(self, model: Any, *, event: str = "pk") -> None:
        super().__init__(model)
        self.event = event

    def limit_to_teams(self, rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
        """Return those of `rows` whose team `user` is in."""
        return rows.filter(**{f"{self.event}__in": events_of(user)})

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        return self.limit_to_teams(super().instances_user_has_any_permission_for(user, actions), user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return bool(self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists())


def govern(model: Any, *, event: str = "pk", policy: TeamPolicy | None = None) -> None:
    """Let teams govern rows of `model`, whose event is found by the lookup `event` unless `policy` says otherwise."""
    register_permission_policy(model, policy or TeamPolicy(model, event=event))
    TeamDelete.models.append(model)


class TeamDelete(DeleteBulkAction):
    """Delete many rows of one's own; those of other teams are not even named."""

    models: ClassVar[list[Any]] = []

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        return super().get_actionable_objects()[0], {"items_with_no_access": []}


class ForgetsRefused:
    """A form that forgets the row that it refuses: its chooser would say what those of others are called."""

    add_prefix: Any
    data: Any
    fields: dict[str, Any]

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)  # type: ignore[misc]
        if field and isinstance(self.fields[field].widget, BaseChooser):
            self.data = self.data.copy()
            self.data.pop(self.add_prefix(field), None)


class OfTheTeam:
    """A view of a chooser that knows no rows but those that one runs."""

    model_class: Any
    request: HttpRequest

    def get_object_list(self) -> QuerySet[Any]:
        return permitted_rows(self.request.user, self.model_class)

    def get_object(self, pk: Any) -> Any:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Any) -> QuerySet[Any]:
        return self.get_object_list().filter(pk__in=pks)


class TeamChooserViewSet(SnippetChooserViewSet):
    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        same = {"__module__": view_class.__module__}
        return super().construct_view(type(view_class.__name__, (OfTheTeam, view_class), same), **kwargs)


class TeamViewSet(PermittedRows, SnippetViewSet):
    """Rows that teams govern: each address that names one is found by its team alone."""

    chooser_viewset_class = TeamChooserViewSet


class OfEvent(View):
    """Opens to those who hold `permission`, for the events that they run; `event` or `pk` in the address names one."""

    permission = "events.change_registration"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs.get("event") or self.kwargs["pk"])


class InWorkspace(WagtailAdminTemplateMixin):
    """A page in the workspace of one event: below its header, in one of its tabs (`{% event_header %}`)."""

    tab: ClassVar[str] = ""
    event: Any

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.breadcrumbs_of(self.event, self.get_page_title())]

    @staticmethod
    def breadcrumbs_of(event: Event, title: Any) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")},
            {"url": reverse("events_overview:event", args=[event.pk]), "label": str(event)},
            {"url": "", "label": title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"event": self.event, "tab": self.tab}


class EventScreen(InWorkspace, OfEvent):
    """A page about one event that the address names."""

    header_icon = "mail"

    def get_page_subtitle(self) -> str:
        return str(self.event)
