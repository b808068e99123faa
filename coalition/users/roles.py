"""The roles of the CMS, by the names of their groups, and how an app grants them its permissions."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps as global_apps

COMMITTEE_EDITORS = "Committee editors"
CHARTER_REVIEWERS = "Charter reviewers"
EVENT_HOSTS = "Event hosts"
NEWSLETTER_EDITORS = "Newsletter editors"
DATA_PROTECTION = "Data protection"  # answers requests of persons; no editor does so by default
JURY = "Jury"  # reads and judges proposals, and nothing else

ROLES = (COMMITTEE_EDITORS, CHARTER_REVIEWERS, EVENT_HOSTS, NEWSLETTER_EDITORS, DATA_PROTECTION, JURY)


def grant(group: str, app_label: str, model: str, actions: Iterable[str], *, apps: Any = global_apps) -> None:
    """Give the group named `group` the permissions `<action>_<model>` of `app_label`.

    Made for migrations: pass their `apps`, and depend on ("users", "0002_roles"). Django makes
    permissions after the last migration only, so a missing one is made here under the name that Django
    would give it. Granting twice changes nothing.

    `actions` are verbs: "view", "add", "change", "delete", "publish", or the app's own, such as "review".
    Raises Group.DoesNotExist for a name that is not in ROLES.
    """
    group_row = apps.get_model("auth", "Group").objects.get(name=group)
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model.lower()
    )
    for action in actions:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_{model.lower()}",
            defaults={"name": f"Can {action} {model.lower()}"},
        )
        group_row.permissions.add(permission)
