"""A file is withdrawn, or given back. The file itself is kept: what was published can be looked into."""

from typing import Any

from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from .models import WithdrawnFile

WITHDRAWN, GIVEN_BACK = "pages.withdraw_file", "pages.give_file_back"


@transaction.atomic
def withdraw(*, document: Any, by: Any, reason: str = "") -> WithdrawnFile:
    """Let nobody have `document` from now on; withdrawing again changes what readers are told, not since when."""
    row, made = WithdrawnFile.objects.select_for_update().get_or_create(document=document, defaults={"reason": reason})
    if not made and row.reason != reason:
        row.reason = reason
        row.save(update_fields=["reason"])
    if made:
        log(instance=document, action=WITHDRAWN, user=by)
    return row


@transaction.atomic
def give_back(*, document: Any, by: Any) -> bool:
    """Let everybody have `document` again who could before; say whether it was withdrawn."""
    row = WithdrawnFile.objects.select_for_update().filter(document=document).first()
    if row is None:
        return False
    row.delete()
    log(instance=document, action=GIVEN_BACK, user=by)
    return True


def may_withdraw(user: Any, document: Any) -> bool:
    """Say whether `user` may withdraw `document`: committee editors any, others those that they may change."""
    policy = policy_registry.get_by_type(get_document_model())
    return bool(
        user.has_perm("pages.add_withdrawnfile")
        or policy.user_has_permission_for_instance(user, "change", document)
    )  # fmt: skip
