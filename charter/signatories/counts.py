"""How many: the figures of the public list."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from charter.signatories.models import Signatory
from charter.signing.associations import GroupMember
from coalition.members.models import LocalGovernment


def in_force() -> int:
    return Signatory.objects.in_force().count()


def places(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    """Return for each cell of the map the signatures among `rows`, and the sums of their seats' degrees."""
    found = rows.filter(cell__gte=0).order_by("cell").values("cell")
    return list(found.annotate(count=Count("pk"), latitudes=Sum("latitude"), longitudes=Sum("longitude")))


def countries() -> set[str]:
    """Return the codes of the countries that have a government with a signature in force."""
    return set(covered().order_by().values_list("country", flat=True).distinct())


def covered() -> QuerySet[LocalGovernment]:
    """Return the governments that signatures in force cover, each once: those that signed, no association among them,
    and the members that count of associations that did.
    """
    signed = Signatory.objects.in_force()
    members = GroupMember.objects.counted().filter(signature__in=signed.values("signature"))
    own = Q(pk__in=signed.values("government")) & ~Q(kind=LocalGovernment.Kind.ASSOCIATION)
    return LocalGovernment.objects.filter(own | Q(pk__in=members.values("government")))
