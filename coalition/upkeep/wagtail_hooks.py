"""What the installation needs, on the first page of the CMS, for administrators."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from . import services


class UpkeepPanel(Component):
    name = "upkeep"
    template_name = "upkeep/panel.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"standing": services.standing()}


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.is_superuser:
        panels.append(UpkeepPanel())
