"""The sizes in which photographs are shown, drawn ahead so that no reader waits for them."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Count, Model, Q
from django.db.models.signals import post_save
from wagtail.images import get_image_model
from wagtail.images.models import Filter, SourceImageIOError

from coalition.privacy import queue

from .models import Pictured

# As `components/cover.html` asks for them.
SPECS = Filter.expand_spec(["fill-{320x180,640x360,1280x720}", "format-{avif,webp,jpeg}"])


_also: list[tuple[type[Model], str, list[str]]] = []


def draw_ahead(model: type[Model], field: str, specs: list[str]) -> None:
    """Let the worker also draw `specs` of each image that `field` of a `model` names, once it was chosen."""
    _also.append((model, field, specs))

    def wake(instance: Any, raw: bool = False, **kwargs: Any) -> None:
        if not raw and getattr(instance, f"{field}_id") is not None:
            queue.wake("pages.draw_sizes")

    post_save.connect(wake, sender=model, weak=False, dispatch_uid=f"sizes-{model._meta.label}-{field}")


def pictured_models() -> Iterator[type[Pictured]]:
    """Yield each model whose rows may have a photograph."""
    return (model for model in apps.get_models() if issubclass(model, Pictured))


def wake_for_sizes(sender: Any, instance: Pictured, raw: bool = False, **kwargs: Any) -> None:
    """Let the worker draw the sizes of a photograph that was chosen (signal `post_save`)."""
    if instance.picture_id is not None and not raw:
        queue.wake("pages.draw_sizes")


def draw_missing() -> int:
    """Draw what is missing of the sizes of every image that a row shows; return for how many that was needed."""
    done = sum(_draw(shown_by(model, field), specs) for model, field, specs in _also)
    shown = Q()
    for model in pictured_models():
        shown |= shown_by(model, "picture")
    return done + _draw(shown, SPECS)


def shown_by(model: type[Model], field: str) -> Q:
    """Return which images `field` of a `model` names."""
    return Q(pk__in=model._default_manager.filter(**{f"{field}__isnull": False}).values(field))


def _draw(shown: Q, specs: list[str]) -> int:
    drawn = Count("renditions__filter_spec", filter=Q(renditions__filter_spec__in=specs), distinct=True)
    done = 0
    for image in get_image_model().objects.filter(shown).alias(drawn=drawn).filter(drawn__lt=len(specs)):
        try:
            image.get_renditions(*specs)
        except SourceImageIOError:  # its file is gone: the page shows none
            continue
        done += 1
    return done
