"""What waits for a reviewer, on the first page of the CMS."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from charter import permissions
from charter.models import Signature


class WaitingPanel(Component):
    """How many signatures await review, and since when the first one waits."""

    name = "charter_waiting"
    template_name = "charter/admin/waiting_panel.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = list(Signature.objects.awaiting_review().values_list("submitted_at", flat=True))
        return {"count": len(waiting), "oldest": waiting[0] if waiting else None}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to those who may decide."""
    if permissions.may_review(request.user):
        panels.append(WaitingPanel())
