"""Who may do what with figures."""

from django.contrib.auth.models import AnonymousUser

from coalition.users.models import User


def may_import(user: User | AnonymousUser) -> bool:
    """Say whether `user` may import figures: an import both adds and changes."""
    return user.has_perms(["figures.add_figure", "figures.change_figure"])


def may_type(user: User | AnonymousUser) -> bool:
    """Say whether `user` may fill in a grid: it adds, changes and takes out."""
    return user.has_perms([f"figures.{action}_figure" for action in ("add", "change", "delete")])


def may_release(user: User | AnonymousUser) -> bool:
    """Say whether `user` may publish a table of figures."""
    return user.has_perm("figures.add_release")
