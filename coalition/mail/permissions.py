"""Who may read the mail log, and send an uncertain mail again."""

from typing import Any

from django.conf import settings
from wagtail.permission_policies import ModelPermissionPolicy

from .models import Message


class ReadOnlyPolicy(ModelPermissionPolicy):
    """A ledger is read, never written by hand, by an administrator neither."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Any) -> Any:
        return super().users_with_any_permission(["view"])


def may_send_again(user: Any) -> bool:
    """Say whether `user` may send an uncertain mail a second time."""
    return bool(user.has_perm("mail.resend_message"))


def may_show_body(message: Message) -> bool:
    """Say whether a mail's words may be shown: never those with a code or a personal link, but in the demo."""
    return bool(message.html) and (settings.DEMO or not message.sensitive)
