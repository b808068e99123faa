"""What the CMS lets people do with rows that only services write."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

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
