"""What an editor must write before the site goes online, on the first page of the CMS."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from home import starter


class StarterPanel(Component):
    """Pages that still have the words they were made with."""

    name = "home_starter"
    template_name = "home/admin/starter_panel.html"
    order = 60

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"pages": self.pages}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to those who may write the pages, while there are any. The demonstration's pages are written."""
    if settings.DEMO:
        return
    pages = [page for page in starter.unwritten() if page.permissions_for_user(request.user).can_edit()]
    if pages:
        panels.append(StarterPanel(pages))
