"""Who may: pure predicates."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


def may_review(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may accept or reject signatures."""
    return user.has_perm("charter.review_signature")  # type: ignore[union-attr]


def may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may publish a version of the charter."""
    return user.has_perm("charter.publish_charterversion")  # type: ignore[union-attr]
