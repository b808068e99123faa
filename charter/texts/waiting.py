"""What waits for who publishes versions, on the first page of the CMS."""

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from charter.texts import permissions
from charter.texts.models import CharterVersion
from coalition.users.waiting import Waiting


def versions(user: Any) -> list[Waiting]:
    """Return the versions of the charter that another person proposed to publish."""
    if not permissions.may_publish(user):
        return []
    others = CharterVersion.objects.filter(state="draft", proposed_by__isnull=False).exclude(proposed_by=user.pk)
    found = others.aggregate(count=Count("pk"), since=Min("proposed_at"))
    label = _("Version of the charter proposed: you may publish")
    return [Waiting(label, found["count"], reverse("charter_versions:index"), found["since"])]
