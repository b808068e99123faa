"""Who may do what with the sections of events and with the pages in them."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import GroupPagePermission, Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from coalition.users import roles
from events.models import Event
from events.team.permissions import events_of, runs


class EventPagePermissionTester(PagePermissionTester):
    """Who does not run the event does nothing with its page; a copy would be a second page of the same event."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        if page.event_id and not runs(user, page.event_id):
            self.permissions: set[str] = set()

    def can_copy(self) -> bool:
        return False


class PagePolicy(PagePermissionPolicy):
    """Wagtail's own, without closed and unpublished pages of events that the account does not run."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        others = Event.objects.exclude(pk__in=events_of(user))
        hidden = others.filter(Q(closed=True) | Q(pages__live=False), pages__isnull=False)
        pages = super().instances_user_has_any_permission_for(user, actions)
        return pages.exclude(pk__in=hidden.values("pages"))


class SectionPermissionTester(PagePermissionTester):
    """Who may take a section away, or elsewhere, may do so with the page above it too: hosts run what is in it."""

    def _is_of_the_site(self) -> bool:
        parent = self.page.get_parent()
        return self.user.is_superuser or (parent is not None and parent.permissions_for_user(self.user).can_publish())

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and self._is_of_the_site()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk=ignore_bulk) and self._is_of_the_site()

    def can_move(self) -> bool:
        return super().can_move() and self._is_of_the_site()


def grant_section(page: Page) -> None:
    """Let event hosts write and publish below `page`, a section of events."""
    group = Group.objects.filter(name=roles.EVENT_HOSTS).first()
    if group is None:
        return
    names = ("add_page", "change_page", "publish_page")
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
