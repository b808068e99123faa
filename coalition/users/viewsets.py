"""Registers in the CMS: lists of rows that only services write, with a page for each row and no form."""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

MANY = 20  # rows from which a list is searched, filtered and sorted; fewer are read


class InspectIndexView(generic.IndexView):
    """A list whose rows lead to the inspect page instead of a form. A short one has no search, filters and sorting."""

    def get_edit_url(self, instance: Any) -> str | None:
        return self.get_inspect_url(instance)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        is_asked = self.is_searching or self.is_filtering or self.results_only  # by a link; then it says so
        if context["items_count"] < MANY and not is_asked:
            context |= {"filters": None, "search_form": None}
            columns = context["table"].columns
            columns |= {name: _unsorted(column) for name, column in columns.items() if column.sort_key}
        return context


def _unsorted(column: Any) -> Any:
    """Return a copy of `column`, which every list of this process shares, without the link that sorts by it."""
    plain = copy(column)
    plain.sort_key, plain.header = None, type(column.header)(plain)
    return plain


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
