"""Who may."""

import hmac
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, PagePermissionTester

from coalition.privacy.addresses import keyed_digest
from coalition.users import roles

if TYPE_CHECKING:
    from events.models import Event


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


def invitation(event: "Event") -> str:
    """Return what an invited person's link to a closed event ends with; "" for an open event.

    The code is the keyed digest of the event's identifier: it cannot be guessed, and nothing of it is stored.
    """
    return f"?invitation={_invitation_code(event.uid)}" if event.closed else ""


def may_see(event: "Event", code: str) -> bool:
    """Say whether a visitor whose link holds the invitation `code` (or "") may see `event`."""
    return not event.closed or is_invitation(code, event.uid)


def is_invitation(code: str, uid: UUID) -> bool:
    """Say whether `code` is what invited people's links to the event `uid` hold."""
    return hmac.compare_digest(code.encode(), _invitation_code(uid).encode())


def _invitation_code(uid: UUID) -> str:
    return keyed_digest("invitation", str(uid))[:32]


def pages_of_closed_events() -> Any:
    """Return the keys of the pages of closed events, in every language."""
    from events.models import EventPage  # the models read this module

    return EventPage.objects.filter(event__closed=True).values("pk")


def may_export_registrations(user: Any) -> bool:
    """Say whether `user` may download names and addresses of registered people."""
    return user.has_perm("events.export_registration")


def may_cancel_registrations(user: Any) -> bool:
    """Say whether `user` may cancel a registration for someone."""
    return user.has_perm("events.cancel_registration")


def grant_section(page: Page) -> None:
    """Let event hosts write and publish below `page`, a section of events."""
    group = Group.objects.filter(name=roles.EVENT_HOSTS).first()
    if group is None:
        return
    names = ("add_page", "change_page", "publish_page")
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
