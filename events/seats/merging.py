"""Two local governments become one (coalition.members.merging): so do the quotas of each."""

from coalition.members.models import LocalGovernment

from .models import Quota


def move_quotas(source: LocalGovernment, into: LocalGovernment) -> None:
    """Name `into` in each quota for `source`; where the same seats have one for both, the people of both keep theirs.

    Limits and kept seats are added up. What has no limit in one has none, and what one keeps longer is kept as long.
    """
    kept = {(quota.event_id, quota.kind): quota for quota in Quota.objects.filter(government=into)}
    for quota in Quota.objects.filter(government=source):
        other = kept.get((quota.event_id, quota.kind))
        if other is None:
            Quota.objects.filter(pk=quota.pk).update(government=into)
            continue
        limits = (quota.at_most, other.at_most)
        ends = [each.released_before for each in (quota, other) if each.reserved]
        at_most = None if None in limits else sum(limit or 0 for limit in limits)
        released_before = None if None in ends else min((end for end in ends if end is not None), default=None)
        quota.delete()
        Quota.objects.filter(pk=other.pk).update(
            at_most=at_most, reserved=quota.reserved + other.reserved, released_before=released_before
        )
