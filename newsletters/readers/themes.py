"""A theme that is no more: taken out of what people ask for, and kept where an edition would go to more people."""

from django.db.models import F, Func, Model, ProtectedError, Value

from newsletters.readers.importing.models import ImportedAddress
from newsletters.readers.models import Reader, SubscriptionRequest
from newsletters.readers.recipients.models import Recipients
from newsletters.readers.segments.models import Segment

ASKING: tuple[type[Model], ...] = (Reader, SubscriptionRequest, ImportedAddress)
NARROWING: tuple[type[Model], ...] = (Recipients, Segment)


def keep_theme(*, slug: str) -> None:
    """Raise ProtectedError where `slug` is the only theme of an edition's recipients or of a segment: without it these
    would be everybody."""
    users = {row for model in NARROWING for row in model._default_manager.filter(themes=[slug])[:100]}
    if users:
        raise ProtectedError("This theme is used.", users)


def forget_theme(*, slug: str) -> int:
    """Take a theme that is no more out of what people ask for and of whom editions are for; who ticked it alone asks
    for all. Return how many rows. Raises ProtectedError as `keep_theme`, where the others of a row went with it."""
    keep_theme(slug=slug)
    without = Func(F("themes"), Value(slug), function="array_remove")
    having = (model._default_manager.filter(themes__contains=[slug]) for model in (*ASKING, *NARROWING))
    return sum(rows.update(themes=without) for rows in having)
