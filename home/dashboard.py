"""What an editor must write before the site goes online, on the first page of the CMS."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from coalition.users.waiting import Item, Waiting
from home import starter


def unwritten(user: Any) -> list[Waiting]:
    """Return the pages that still have the words they were made with, for who may write them, while there are any.

    The demonstration's pages are written.
    """
    pages = [] if settings.DEMO else starter.unwritten()
    mine = [page for page in pages if page.permissions_for_user(user).can_edit()]
    if not mine:
        return []
    label = _("Pages with the words they were made with: each says what must be added before the site goes online")
    return [Waiting(label, len(mine), "", items=tuple(map(_item, mine)))]


def _item(page: Page) -> Item:
    return Item(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), str(page.locale))
