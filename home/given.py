"""Members and what they gave to the library, which knows a member by its code: on its profile, and in the library."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.query import PageQuerySet

from coalition.members.models import GovernmentMerge, LocalGovernment
from coalition.pages.querysets import unrestricted
from coalition.resources.givers import Giver
from coalition.resources.models import ResourcePage

MOST = 6


def given_by(government: Any) -> PageQuerySet:
    """Return the resources of `government` that everybody may read, in the active language.

    Those under a code that it had before a merge are its own too.
    """
    earlier = GovernmentMerge.objects.filter(into=government).values("code")
    its_own = Q(resource__member_code=government.code) | Q(resource__member_code__in=earlier)
    pages = unrestricted(ResourcePage.objects.live()).filter(its_own, locale__language_code=get_language() or "en")
    return pages.select_related("resource")


def resources_section(government: Any) -> dict[str, Any] | None:
    """Return the newest resources of `government`; None without any."""
    found = list(given_by(government).order_by("-resource__year", "title")[:MOST])
    return {"pages": found} if found else None


def givers(codes: Iterable[str]) -> dict[str, Giver]:
    """Return who stands behind each of `codes`, also behind one that was given up in a merge; two queries."""
    wanted = set(codes)
    merged = dict(GovernmentMerge.objects.filter(code__in=wanted).order_by("merged_at").values_list("code", "into_id"))
    public = LocalGovernment.objects.public().filter(Q(code__in=wanted) | Q(pk__in=merged.values()))
    found = {government.pk: _giver(government) for government in public}
    by_code = {giver.code: giver for giver in found.values() if giver.code in wanted}
    return {code: found[pk] for code, pk in merged.items() if pk in found} | by_code


def _giver(government: LocalGovernment) -> Giver:
    return Giver(government.code, government.name, government.get_absolute_url(), government.at_risk)
