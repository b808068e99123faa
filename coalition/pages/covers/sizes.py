"""The sizes in which photographs are shown, drawn ahead so that no reader waits for them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Count, Model, Q
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from coalition.privacy import queue


def drawn_ahead() -> Iterator[tuple[type[Model], str, list[str]]]:
    """Yield each model with an image field whose sizes are drawn ahead (`drawn_ahead` of the model), and the sizes."""
    for model in apps.get_models():
        for field, specs in getattr(model, "drawn_ahead", {}).items():
            yield model, field, specs


def wake_for_sizes(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Let the worker draw the sizes of a picture that was chosen (signal `post_save`)."""
    if not raw and any(getattr(instance, f"{field}_id") is not None for field in sender.drawn_ahead):
        queue.wake("pages.draw_sizes")


def draw_missing() -> int:
    """Draw what is missing of the sizes of every image that a row shows; return for how many that was needed."""
    shown: dict[tuple[str, ...], Q] = defaultdict(Q)
    for model, field, specs in drawn_ahead():
        rows = model._default_manager.filter(**{f"{field}__isnull": False}).values(field)
        shown[tuple(specs)] |= Q(pk__in=rows)
    return sum(_draw(images, list(specs)) for specs, images in shown.items())


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
