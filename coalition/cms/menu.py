"""The CMS's menu: eleven entries at the top, each with what one kind of work needs.

Groups stand in the `viewsets.py` of the app that is lowest in them; other apps add to them by the group's hook. What is
done with the rows of a list, such as an import, and lists that are looked at seldom are buttons of that list.
"""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.search import SearchArea

from .visibility import may_read, works_on_the_whole_site

NOT_OURS = {"help", "snippets"}  # a library's news and manual; rows without an entry of their own have a button
REPORTS = {"aging-pages", "mail-log", "site-history", "translation-state"}


class BelowAList:
    """Rows whose list is a button of another one, which is named `above` with its address: they are in no menu."""

    above: ClassVar[tuple[Any, str]]
    menu_item_is_registered = True  # else Wagtail offers them below "Snippets"

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        label, address = self.above
        return [*super().breadcrumbs_items, {"url": reverse_lazy(address), "label": label}]  # type: ignore[misc]


class AreaOfRows(SearchArea):
    """Rows of a model in the CMS's search, below what the search of pages found, for who may do something with them."""

    def __init__(self, model: Any, address: str, **facts: Any) -> None:
        label = capfirst(model._meta.verbose_name_plural)
        super().__init__(label, reverse(address), name=model._meta.model_name, **facts)
        self.model = model

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user, self.model)


def messages_item() -> MenuItem:
    """Return what people wrote, and what they asked of their data; apps add by `register_messages_menu_item`."""
    received = Menu(register_hook_name="register_messages_menu_item")
    return SubmenuMenuItem(_("Messages"), received, name="messages", icon_name="comment", order=500)


def only_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keep the entries that are work (hook `construct_main_menu`)."""
    items[:] = [item for item in items if item.name not in NOT_OURS]


def only_reports_in_use(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keep the reports that say something of this site (hook `construct_reports_menu`)."""
    unused = set() if works_on_the_whole_site(request.user) else {"site-history"}
    items[:] = [item for item in items if item.name in REPORTS - unused]
