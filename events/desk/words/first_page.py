"""The way from the first page of the CMS to a new event: one press."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from .views import offer_new


class NewEventPanel(Component):
    name = "new-event"
    template_name = "events/cms/new_event_panel.html"
    order = 50  # above what waits

    def __init__(self, url: str, label: str) -> None:
        self.url, self.label = url, label

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"url": self.url, "label": self.label}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show it to who makes events (hook `construct_homepage_panels`)."""
    panels.extend(NewEventPanel(str(button.url), str(button.label)) for button in offer_new(request.user))
