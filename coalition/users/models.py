"""The people who work in the CMS. The public has no account."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An editor, reviewer, host or administrator."""
