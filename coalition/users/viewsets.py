"""Registers in the CMS: lists of rows that only services write, with a page for each row and no form."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy


class InspectIndexView(generic.IndexView):
    """A list whose rows lead to the inspect page instead of a form."""

    def get_edit_url(self, instance: Any) -> str | None:
        return self.get_inspect_url(instance)


class ReadOnlyViewSet(ModelViewSet):
    """A register: people look, and services alone write, as the policy of its model says. It needs no form."""

    index_view_class = InspectIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: ClassVar[list[str]] = []
    search_backend_name = None
    list_per_page = 50


def shown_to(may: Callable[[Any], bool]) -> type[MenuItem]:
    """Return the class of an item that stands in the menu of the people of whom `may(user)` says so."""

    class ItemOfSome(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return may(request.user)

    return ItemOfSome


LOOK = frozenset({"view"})


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Django's permissions, limited to looking and what `but` names, for administrators too.

    Ledgers and evidence are read in the CMS; what is written there besides has a form and rules of its own.
    """

    def __init__(self, model: Any, *, but: Iterable[str] = ()) -> None:
        super().__init__(model)
        self.allowed = LOOK | frozenset(but)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.allowed and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        found = super().users_with_any_permission(self.allowed & frozenset(actions))
        return found if self.allowed & frozenset(actions) else found.none()
