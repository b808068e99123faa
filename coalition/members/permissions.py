"""Who may do what in the Network menu."""

from django.contrib.auth.models import AnonymousUser

from coalition.users.models import User


def may_import(user: User | AnonymousUser) -> bool:
    """Say whether `user` may import local governments: an import both adds and changes."""
    return user.has_perms(["members.add_localgovernment", "members.change_localgovernment"])
