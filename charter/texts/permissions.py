"""Who may publish a version: pure predicates."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from charter.texts.models import CharterVersion


def may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may propose a version of the charter for publication, or be the second person."""
    return user.has_perm("charter.publish_charterversion")  # type: ignore[union-attr]


def may_publish_version(user: AbstractBaseUser | AnonymousUser, version: CharterVersion) -> bool:
    return may_publish(user) and version.proposed_by_id not in (None, user.pk)
