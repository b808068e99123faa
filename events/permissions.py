"""Who may."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies import ModelPermissionPolicy

from coalition.users import roles


class ReadOnlyPolicy(ModelPermissionPolicy):
    """People look; only services write."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


def may_export_registrations(user: Any) -> bool:
    """Say whether `user` may download names and addresses of registered people."""
    return user.has_perm("events.export_registration")


def grant_section(page: Page) -> None:
    """Let event hosts write and publish below `page`, a section of events."""
    group = Group.objects.filter(name=roles.EVENT_HOSTS).first()
    if group is None:
        return
    names = ("add_page", "change_page", "publish_page")
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
