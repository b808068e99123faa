"""What waits for whom: one panel on the first page of the CMS, filled by every app that stores work for people.

An app registers in its `wagtail_hooks.py` what gives its lines, lower `order` first:

    hooks.register("waiting_work", reports.waiting, order=60)

    def waiting(user) -> list[Waiting]:
        if not permissions.may_review(user):
            return []
        found = Report.objects.to_be_read().aggregate(count=Count("pk"), since=Min("submitted_at"))
        url = reverse("charter_reports:index")
        return [Waiting(_("Reports to be read"), found["count"], url, since=found["since"])]

The panel is shown to those for whom any source has a line, with work or without; who may do nothing sees none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component


@dataclass(frozen=True)
class Item:
    """One row that waits, where no list shows what waits together."""

    title: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class Waiting:
    """One kind of work: what it is, how many there are and where they are listed.

    `since` is when the first one began to wait, `until` the day by which the first one is due. `items` are linked
    one by one where there is no list, and `url` is empty then.
    """

    label: str
    count: int
    url: str
    since: datetime | None = None
    until: date | None = None
    items: tuple[Item, ...] = ()


def lines(user: Any) -> list[Waiting]:
    return [line for source in hooks.get_hooks("waiting_work") for line in source(user)]


class WaitingPanel(Component):
    name = "waiting"
    template_name = "users/cms/waiting_panel.html"
    order = 60

    def __init__(self, found: list[Waiting]) -> None:
        self.found = found

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"lines": [line for line in self.found if line.count]}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to those for whom some kind of work is meant (hook `construct_homepage_panels`)."""
    if found := lines(request.user):
        panels.append(WaitingPanel(found))
