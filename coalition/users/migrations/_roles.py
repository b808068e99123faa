"""The roles as migrations grant them: frozen, so that no migration changes when the code does.

Django makes permissions after the last migration only; one that is missing is made here under the name that Django
would give it. Granting twice changes nothing.
"""

COMMITTEE_EDITORS = "Committee editors"
CHARTER_REVIEWERS = "Charter reviewers"
EVENT_HOSTS = "Event hosts"
NEWSLETTER_EDITORS = "Newsletter editors"

ROLES = (COMMITTEE_EDITORS, CHARTER_REVIEWERS, EVENT_HOSTS, NEWSLETTER_EDITORS)


def grant(group, app_label, model, actions, *, apps):
    """Give the group named `group` the permissions `<action>_<model>` of `app_label`; depend on users.0002_roles."""
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
