"""The sizes in which photographs are shown, drawn ahead so that no reader waits for them."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Count, Q
from wagtail.images import get_image_model
from wagtail.images.models import Filter, SourceImageIOError

from coalition.privacy import queue

from .models import Pictured

# As `components/cover.html` asks for them.
SPECS = Filter.expand_spec(["fill-{320x180,640x360,1280x720}", "format-{avif,webp,jpeg}"])


def pictured_models() -> Iterator[type[Pictured]]:
    """Yield each model whose rows may have a photograph."""
    return (model for model in apps.get_models() if issubclass(model, Pictured))


def wake_for_sizes(sender: Any, instance: Pictured, raw: bool = False, **kwargs: Any) -> None:
    """Let the worker draw the sizes of a photograph that was chosen (signal `post_save`)."""
    if instance.picture_id is not None and not raw:
        queue.wake("pages.draw_sizes")


def draw_missing() -> int:
    """Draw what is missing of the sizes of every photograph that a row shows; return for how many that was needed."""
    shown = Q()
    for model in pictured_models():
        shown |= Q(pk__in=model._default_manager.filter(picture__isnull=False).values("picture"))
    drawn = Count("renditions__filter_spec", filter=Q(renditions__filter_spec__in=SPECS), distinct=True)
    done = 0
    for image in get_image_model().objects.filter(shown).alias(drawn=drawn).filter(drawn__lt=len(SPECS)):
        try:
            image.get_renditions(*SPECS)
        except SourceImageIOError:  # its file is gone: the page shows none
            continue
        done += 1
    return done
