"""Who may: pure predicates."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet

from coalition.users.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"  # which knows whom a role makes a reviewer


def may_review(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may check, publish, refuse and suspend signatures."""
    return user.has_perm("charter.review_signature")  # type: ignore[union-attr]


def reviewers() -> QuerySet[User]:
    """Return the accounts whose role makes them reviewers, and that can be written to."""
    rows = User.objects.with_perm("charter.review_signature", include_superusers=False, backend=BACKEND)
    return rows.exclude(email="").select_related("wagtail_userprofile").order_by("pk")
