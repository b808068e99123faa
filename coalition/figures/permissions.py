"""Who may do what with figures."""

from django.contrib.auth.models import AnonymousUser

from coalition.users.models import User


def may_check(user: User | AnonymousUser) -> bool:
    """Say whether `user` may ask for numbers, enter and check them."""
    return user.has_perms([f"figures.{action}_figure" for action in ("add", "change", "delete")])


def may_release(user: User | AnonymousUser) -> bool:
    """Say whether `user` may publish a table of figures."""
    return user.has_perm("figures.add_release")
