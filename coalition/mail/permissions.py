"""Who may read the mail log, and send an uncertain mail again."""

from typing import Any

from django.conf import settings

from .models import Message


def may_send_again(user: Any) -> bool:
    """Say whether `user` may send an uncertain mail a second time."""
    return bool(user.has_perm("mail.resend_message"))


def may_show_body(message: Message) -> bool:
    """Say whether a mail's words may be shown: never those with a code or a personal link, but in the demo."""
    return bool(message.html) and (settings.DEMO or not message.sensitive)
