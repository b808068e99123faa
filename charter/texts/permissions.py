"""Who may publish a version: pure predicates."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


def may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may propose a version of the charter for publication, or be the second person."""
    return user.has_perm("charter.publish_charterversion")  # type: ignore[union-attr]
