"""The resources that a member gave, for its profile: the library knows a member by its code."""

from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from coalition.members.models import GovernmentMerge
from coalition.pages.querysets import unrestricted
from coalition.resources.models import ResourcePage

MOST = 6


def resources_section(government: Any) -> dict[str, Any] | None:
    """Return the newest resources of `government`, also under a code it had before a merge; None without any."""
    earlier = GovernmentMerge.objects.filter(into=government).values("code")
    its_own = Q(resource__member_code=government.code) | Q(resource__member_code__in=earlier)
    pages = unrestricted(ResourcePage.objects.live()).filter(its_own, locale__language_code=get_language() or "en")
    found = list(pages.select_related("resource").order_by("-resource__year", "title")[:MOST])
    return {"pages": found} if found else None
