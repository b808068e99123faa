"""Registers this app's part of the CMS."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from coalition.languages.names import listed
from home import first_page, starter
from home import viewsets as contact_viewsets
from home.contact import services as contact
from home.models import linked_pages

from .viewsets import ActionViewSet, GoalViewSet, TerritoryWorkViewSet

register_snippet(ActionViewSet)
register_snippet(GoalViewSet)
register_snippet(contact_viewsets.ContactTopicViewSet)
register_snippet(TerritoryWorkViewSet)

hooks.register("construct_homepage_panels", first_page.add_first_page)
hooks.register("construct_homepage_summary_items", first_page.no_summary)
for area in first_page.SEARCHED:
    hooks.register("register_admin_search_area", partial(first_page.area_of, *area))
hooks.register("waiting_work", starter.waiting_work)
hooks.register("waiting_work", contact_viewsets.waiting)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_linked_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to take away a page that the footer leads to, or one above it."""
    return _refused(request, [page])


@hooks.register("before_move_page")
def keep_linked_pages_in_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse to move such a page."""
    return _refused(request, [page])


@hooks.register("before_bulk_action")
def keep_linked_pages_among_others(
    request: HttpRequest, action: str, objects: Sequence[Any], view: Any
) -> HttpResponse | None:
    """Refuse the same for several pages at once."""
    pages = [item for item in objects if isinstance(item, Page)]
    return _refused(request, pages) if action in {"delete", "unpublish", "move"} else None


def _refused(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    below = Q(pk=None)
    for page in pages:
        below |= Q(path__startswith=page.path)
    kept = list(linked_pages().filter(below).order_by("path"))
    if not kept:
        return None
    told = gettext(
        "Nothing was changed. The footer of every page leads to %(pages)s: it stays published in its place. "
        "You can change its title and its words."
    )
    messages.error(request, told % {"pages": listed(page.title for page in kept)})
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)


@hooks.register("register_admin_viewset")
def register_messages() -> contact_viewsets.ContactMessageViewSet:
    """Add the messages that people wrote to the menu."""
    return contact_viewsets.ContactMessageViewSet()


@hooks.register("register_permissions")
def offer_permissions() -> Any:
    """Show who may read and answer messages in the form of a group."""
    names = ["view_contactmessage", "answer_contactmessage"]
    return Permission.objects.filter(content_type__app_label="home", codename__in=names)


@hooks.register("register_log_actions")
def name_what_the_team_does(actions: Any) -> None:
    """Let the site history say who noted that a message is answered."""
    actions.register_action(contact.ANSWERED, _("Mark as answered"), _("Marked the message as answered"))
