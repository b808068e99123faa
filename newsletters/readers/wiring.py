"""What readers hear of other apps."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete

from coalition.resources.models import Theme
from newsletters.readers import themes


def keep_theme(instance: Theme, **_signal: Any) -> None:
    """Refuse to delete a theme without which an edition would go to more people."""
    themes.keep_theme(slug=instance.slug)


def forget_theme(instance: Theme, **_signal: Any) -> None:
    """Take a theme that is no more out of what readers ask for."""
    themes.forget_theme(slug=instance.slug)


def connect() -> None:
    """Hear of themes that go."""
    pre_delete.connect(keep_theme, sender=Theme, dispatch_uid="newsletters-keep-theme")
    post_delete.connect(forget_theme, sender=Theme, dispatch_uid="newsletters-forget-theme")
