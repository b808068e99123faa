"""A theme that is no more: taken out of what people ask for, and kept where an edition would go to more people."""

from typing import Any

from django.db.models import F, Func, Model, ProtectedError, Value

from coalition.resources.models import Theme
from newsletters.readers.models import ImportedAddress, Reader, Recipients, SubscriptionRequest

HAVING: tuple[type[Model], ...] = (Reader, SubscriptionRequest, ImportedAddress, Recipients)


def keep_theme(*, instance: Theme, **_signal: Any) -> None:
    """Raise ProtectedError where a theme is the only one of an edition's recipients: without it these would be all."""
    users: set[Model] = set(Recipients.objects.filter(themes=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)


def forget_theme(*, instance: Theme, **_signal: Any) -> None:
    """Take a theme that is no more out of what people ask for and of whom editions are for; who ticked it alone asks
    for all. Raises ProtectedError as `keep_theme`, where the others of a row went with it."""
    keep_theme(instance=instance)
    without = Func(F("themes"), Value(instance.slug), function="array_remove")
    for model in HAVING:
        model._default_manager.filter(themes__contains=[instance.slug]).update(themes=without)
