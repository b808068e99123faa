"""Who may decide on evidence: pure predicates."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


def may_review_commitment(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.has_perm("charter.review_commitment")  # type: ignore[union-attr]
