"""The members for which an association signs: listed while its signature is open, frozen once it is published."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from charter.signing.groups.models import GroupMember
from charter.signing.models import Signature
from charter.signing.services.drafts import editable, touch
from coalition.members.models import LocalGovernment
from coalition.privacy.addresses import normalise


class NotAGroup(Exception):
    """Only an association signs for others."""


@transaction.atomic
def add_members(*, signature: Signature, governments: Iterable[LocalGovernment]) -> int:
    """Add `governments` to the list of the association; those listed already stay once. Return how many are new.

    Associations are left out: a member of a member is listed by itself. Raises SignatureClosed or NotAGroup.
    """
    rows = LocalGovernment.objects.filter(pk__in=[row.pk for row in governments]).order_by("pk")
    named = list(rows.select_for_update(no_key=True))  # before the signature: see the order of locks in `ledger`
    signature = editable(signature)
    if not signature.is_group:
        raise NotAGroup
    listed = set(signature.group_members.values_list("government", flat=True))
    new = {row.pk for row in named if not row.is_association} - listed
    GroupMember.objects.bulk_create(GroupMember(signature=signature, government_id=pk) for pk in sorted(new))
    touch(signature)
    return len(new)


@transaction.atomic
def set_mailboxes(*, signature: Signature, mailboxes: Mapping[str, str]) -> None:
    """Keep the official mailbox of each listed member, by its government's code. Raises SignatureClosed."""
    signature = editable(signature)
    for member in signature.group_members.select_related("government"):
        if member.government.code in mailboxes:
            member.official_email = normalise(mailboxes[member.government.code])
            member.save(update_fields=["official_email"])
    touch(signature)


@transaction.atomic
def remove_member(*, signature: Signature, code: str) -> None:
    """Take the government with `code` off the list. Raises SignatureClosed."""
    signature = editable(signature)
    signature.group_members.filter(government__code=code).delete()
    touch(signature)
