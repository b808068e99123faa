"""Which role writes which section of the site."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

from charter.models import CharterIndexPage
from coalition.users import roles
from events.models import EventsIndexPage
from webinars.models import WebinarsIndexPage

PAGE_ACTIONS = ("add", "change", "publish")

# Committee editors write every page (a migration of coalition.users); the other roles only their own section.
SECTION_ROLES: dict[type[Page], str] = {
    EventsIndexPage: roles.EVENT_HOSTS,
    WebinarsIndexPage: roles.EVENT_HOSTS,
    CharterIndexPage: roles.CHARTER_REVIEWERS,
}


@transaction.atomic
def open_section(*, page: Page) -> None:
    """Let the role of this section add, change and publish pages from `page` on. Twice changes nothing."""
    role = SECTION_ROLES.get(type(page))
    if role is None:
        return
    group = Group.objects.get(name=role)
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename__in=[f"{action}_page" for action in PAGE_ACTIONS],
    ):
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)
