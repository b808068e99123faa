"""Who may read reports: pure predicates."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


def may_read_report(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.has_perm("charter.view_report")  # type: ignore[union-attr]


def may_review_report(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.has_perm("charter.review_report")  # type: ignore[union-attr]
