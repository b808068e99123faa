"""A theme that is no more: taken out of what people ask for, and kept where an edition would go to more people."""

from typing import Any

from django.db.models import F, Func, Model, ProtectedError, Value

from coalition.resources.models import Theme
from newsletters.readers.models import ImportedAddress, Reader, SubscriptionRequest
from newsletters.readers.recipients.models import Recipients
from newsletters.readers.segments.models import Segment

ASKING: tuple[type[Model], ...] = (Reader, SubscriptionRequest, ImportedAddress)
NARROWING: tuple[type[Model], ...] = (Recipients, Segment)


def keep_theme(*, instance: Theme, **_signal: Any) -> None:
    """Raise ProtectedError where a theme is the only one of an edition's recipients or of a segment: without it these
    would be everybody."""
    users = {row for model in NARROWING for row in model._default_manager.filter(themes=[instance.slug])[:100]}
    if users:
        raise ProtectedError("This theme is used.", users)


def forget_theme(*, instance: Theme, **_signal: Any) -> None:
    """Take a theme that is no more out of what people ask for and of whom editions are for; who ticked it alone asks
    for all. Raises ProtectedError as `keep_theme`, where the others of a row went with it."""
    keep_theme(instance=instance)
    without = Func(F("themes"), Value(instance.slug), function="array_remove")
    for model in (*ASKING, *NARROWING):
        model._default_manager.filter(themes__contains=[instance.slug]).update(themes=without)
