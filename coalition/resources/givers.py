"""Which local government gave a resource, and what each gave. A resource knows it by its code."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from coalition.members.models import GovernmentMerge, LocalGovernment


@dataclass(frozen=True)
class Giver:
    """A local government as the library shows it. `code` is its own today; of one `at_risk` no person is named."""

    code: str
    name: str
    url: str
    at_risk: bool = False


def givers(codes: Iterable[str]) -> dict[str, Giver]:
    """Return who stands behind each of `codes`, also behind one that was given up in a merge; two queries.

    A code of nobody, or of one that is not public, is left out.
    """
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    merged = dict(GovernmentMerge.objects.filter(code__in=wanted).order_by("merged_at").values_list("code", "into_id"))
    public = LocalGovernment.objects.public().filter(Q(code__in=wanted) | Q(pk__in=merged.values()))
    found = {row.pk: Giver(row.code, row.name, row.get_absolute_url(), row.at_risk) for row in public}
    by_code = {giver.code: giver for giver in found.values() if giver.code in wanted}
    return {code: found[pk] for code, pk in merged.items() if pk in found} | by_code


def codes_of(government: LocalGovernment) -> Q:
    """Return the condition of resources that `government` gave, under its code or one before a merge."""
    earlier = GovernmentMerge.objects.filter(into=government).values("code")
    return Q(resource__member_code=government.code) | Q(resource__member_code__in=earlier)
