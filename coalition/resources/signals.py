"""What must not be taken away from under the library."""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from .models import Resource, Theme


@receiver(pre_delete, sender=Theme, dispatch_uid="resources.keep_theme_in_use")
def keep_theme_in_use(sender: type, instance: Theme, **kwargs: Any) -> None:
    """Refuse to delete a theme that a resource has, in words, before the database does."""
    users = set(Resource.objects.filter(themes__contains=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)
