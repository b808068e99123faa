"""The uncertain mails, on the first page of the CMS."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from . import areas, permissions
from .models import Message


class UncertainPanel(Component):
    """How many mails wait for someone to say whether they are sent again."""

    name = "mail_uncertain"
    template_name = "mail/log/uncertain_panel.html"
    order = 180

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"count": areas.readable(self.user).filter(state=Message.State.UNCERTAIN).count()}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to those who may send a mail again."""
    if permissions.may_send_again(request.user):
        panels.append(UncertainPanel(request.user))
