"""Registers the mail log in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from coalition.users import waiting

from . import dashboard, services
from .suppressions import services as suppressions
from .suppressions.viewsets import SuppressionViewSet
from .viewsets import MessageViewSet


@hooks.register("register_admin_viewset")
def register_mail_log() -> MessageViewSet:
    """Return the list of emails."""
    return MessageViewSet()


@hooks.register("register_admin_viewset")
def register_suppressions() -> SuppressionViewSet:
    """Return the list of addresses that are not written to."""
    return SuppressionViewSet()


@hooks.register("register_log_actions")
def name_what_editors_do(actions: Any) -> None:
    """Let the site history say who sent a mail again, and who let an address be written to again."""
    actions.register_action(services.SENT_AGAIN, _("Send again"), _("Sent an uncertain email again"))
    actions.register_action(services.SETTLED, _("It arrived"), _("Recorded that an uncertain email arrived"))
    actions.register_action(
        suppressions.LIFTED, _("Write to it again"), _("Let a suppressed address be written to again")
    )


waiting.register("mail", dashboard.uncertain, order=70)
