"""What readers hear of other apps."""

from typing import Any

from django.db.models.signals import post_delete

from coalition.resources.models import Theme
from newsletters.readers import services


def forget_theme(instance: Theme, **_signal: Any) -> None:
    """Take a theme that is no more out of what readers ask for."""
    services.forget_theme(slug=instance.slug)


def connect() -> None:
    """Hear of themes that go."""
    post_delete.connect(forget_theme, sender=Theme, dispatch_uid="newsletters-forget-theme")
