"""Registers the mail log in the CMS."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from coalition.users.work_panel import Waiting

from . import areas, bounces, services
from .models import Message
from .viewsets import MessageViewSet, SuppressionViewSet


@hooks.register("register_admin_viewset")
def register_mail_log() -> MessageViewSet:
    return MessageViewSet()


@hooks.register("register_admin_viewset")
def register_suppressions() -> SuppressionViewSet:
    return SuppressionViewSet()


@hooks.register("register_log_actions")
def name_what_editors_do(actions: Any) -> None:
    actions.register_action(services.SENT_AGAIN, _("Send again"), _("Sent an uncertain email again"))
    actions.register_action(services.SETTLED, _("It arrived"), _("Recorded that an uncertain email arrived"))
    actions.register_action(bounces.LIFTED, _("Write to it again"), _("Let a suppressed address be written to again"))


def uncertain(user: Any) -> list[Waiting]:
    """Return how many mails wait for someone to say whether they are sent again, for who may. One query."""
    if not services.may_send_again(user):
        return []
    count = areas.readable(user).in_doubt().count()
    url = f"{reverse('mail_log:index')}?state={Message.State.UNCERTAIN}"
    return [Waiting(gettext("Emails that may have been sent"), count, url)]


hooks.register("waiting_work", uncertain)
