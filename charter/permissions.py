"""Who may: pure predicates."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from charter.models import CharterVersion, Redaction, Signature


def may_review(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may check, publish, refuse and suspend adhesions."""
    return user.has_perm("charter.review_signature")  # type: ignore[union-attr]


def may_read(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may look at the queue of signatures."""
    return user.has_perm("charter.view_signature")  # type: ignore[union-attr]


def may_invite(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may invite institutions to a newer version: the reviewers read what comes of it."""
    return may_review(user)


def may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may propose a version of the charter for publication, or be the second person."""
    return user.has_perm("charter.publish_charterversion")  # type: ignore[union-attr]


def may_publish_version(user: AbstractBaseUser | AnonymousUser, version: CharterVersion) -> bool:
    """Say whether `user` may be the second of the two people of `version`."""
    return may_publish(user) and version.proposed_by_id not in (None, user.pk)


def may_review_commitment(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may add, accept and refuse evidence of commitments."""
    return user.has_perm("charter.review_commitment")  # type: ignore[union-attr]


def may_draft_resource(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may make resources of the library."""
    return user.has_perm("resources.add_resource")  # type: ignore[union-attr]


def may_review_report(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether `user` may invite to reports, accept them and ask for them again."""
    return user.has_perm("charter.review_report")  # type: ignore[union-attr]


def may_publish_adhesion(user: AbstractBaseUser | AnonymousUser, signature: Signature) -> bool:
    """Say whether `user` may be the second of the two people of `signature`."""
    return may_review(user) and user.pk != signature.checked_by_id


def may_remove_words(user: AbstractBaseUser | AnonymousUser, redaction: Redaction) -> bool:
    """Say whether `user` may be the second of the two people who remove public words."""
    return may_review(user) and user.pk != redaction.proposed_by_id
