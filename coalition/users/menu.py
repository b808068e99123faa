"""Items of the CMS's menus that only some people see."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


def shown_to(may: Callable[[Any], bool]) -> type[MenuItem]:
    """Return the class of an item that stands in the menu of the people of whom `may(user)` says so."""

    class ItemOfSome(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return may(request.user)

    return ItemOfSome
