"""The roles as migrations grant them: frozen, so that no migration changes when the code does.

Django makes permissions after the last migration only; one that is missing is made here under the name that Django
would give it. Granting twice changes nothing.
"""

COMMITTEE_EDITORS = "Committee editors"
CHARTER_REVIEWERS = "Charter reviewers"
EVENT_HOSTS = "Event hosts"
NEWSLETTER_EDITORS = "Newsletter editors"

ROLES = (COMMITTEE_EDITORS, CHARTER_REVIEWERS, EVENT_HOSTS, NEWSLETTER_EDITORS)


def grant_all(granted, app_label, *, apps):
    """Give each group of `granted` its permissions, as {group: {model: "codename codename"}}; depend on users.0001."""
    for group, models in granted.items():
        row = apps.get_model("auth", "Group").objects.get(name=group)
        for model, codenames in models.items():
            row.permissions.add(*(permission(app_label, model, name, apps=apps) for name in codenames.split()))


def permission(app_label, model, codename, *, apps):
    """Return the permission `codename` on `model`, made if it is missing."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return found
