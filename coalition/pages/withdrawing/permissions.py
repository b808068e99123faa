"""Who may withdraw a file."""

from typing import Any

from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry


def may_withdraw(user: Any, document: Any) -> bool:
    """Say whether `user` may withdraw `document`: committee editors any, others those that they may change."""
    policy = policy_registry.get_by_type(get_document_model())
    return bool(
        user.has_perm("pages.add_withdrawnfile")
        or policy.user_has_permission_for_instance(user, "change", document)
    )  # fmt: skip
