"""What waits for who publishes versions, on the first page of the CMS."""

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from charter.texts import permissions
from charter.texts.models import CharterVersion
from coalition.users.waiting import Waiting


def versions(user: Any) -> list[Waiting]:
    """Return the versions of the charter whose publication was proposed, by another person and by this one."""
    if not permissions.may_publish(user):
        return []
    own = Q(proposed_by=user.pk)
    found = CharterVersion.objects.filter(state="draft", proposed_by__isnull=False).aggregate(
        other=Count("pk", filter=~own),
        other_since=Min("proposed_at", filter=~own),
        own=Count("pk", filter=own),
        own_since=Min("proposed_at", filter=own),
    )
    url = reverse("charter_versions:index")
    return [
        Waiting(_("Version of the charter proposed: you may publish"), found["other"], url, found["other_since"]),
        Waiting(
            _("Version of the charter proposed by you: another person publishes"),
            found["own"],
            url,
            found["own_since"],
        ),
    ]
