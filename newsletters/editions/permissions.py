"""Who may write, see and send."""

from typing import Any

from coalition.users import roles

PAGE_ACTIONS = ("add", "change", "publish")


def may_send(user: Any) -> bool:
    return bool(user.has_perm("newsletters.send_edition"))


def may_see(user: Any) -> bool:
    return bool(user.has_perm("newsletters.view_edition"))


def may_approve(user: Any, edition: Any = None) -> bool:
    """Say whether `user` may approve editions, and `edition` among them: one that somebody else asked for."""
    own = edition is not None and edition.sent_by_id is not None and edition.sent_by_id == user.pk
    return bool(user.has_perm("newsletters.approve_edition")) and not own


def may_write_below(user: Any, archive: Any) -> bool:
    return bool(archive.permissions_for_user(user).can_add_subpage())


def writable_languages(user: Any, page: Any) -> set[str]:
    parent = page.get_parent()
    archives = parent.specific_class.objects.filter(translation_key=parent.translation_key).select_related("locale")
    return {archive.locale.language_code for archive in archives if may_write_below(user, archive)}


def grant_section(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Let the newsletter editors write and publish below a new newsletter section."""
    if not created or raw:
        return
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    group = Group.objects.filter(name=roles.NEWSLETTER_EDITORS).first()
    codenames = [f"{action}_page" for action in PAGE_ACTIONS]
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        if group is not None:
            GroupPagePermission.objects.get_or_create(group=group, page=instance.page_ptr, permission=permission)
