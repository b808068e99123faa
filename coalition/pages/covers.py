"""A picture for every event, member, resource and edition: each has its own weave."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Model, Q, QuerySet
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model
from wagtail.images.models import Filter, SourceImageIOError

from coalition import queue

PATTERNS = 12
FOLDER = Path(settings.BASE_DIR) / "coalition" / "static" / "img" / "covers"


@dataclass(frozen=True)
class Cover:
    """What `components/cover.html` shows of a row: its photograph, with words and credit, else pattern and icon."""

    pattern: int
    photo: Any = None
    alt: str = ""
    credit: str = ""
    icon: str = ""

    @property
    def url(self) -> str:
        return static(f"img/covers/{self.pattern:02}.svg")

    @property
    def svg(self) -> str:
        return (FOLDER / f"{self.pattern:02}.svg").read_text()


def pattern_cover(kind: str, identifier: object, icon: str = "") -> Cover:
    """Return the cover of the row `identifier` of a `kind`, such as "event": the same pattern for ever."""
    digest = hashlib.sha256(f"{kind}:{identifier}".encode()).digest()
    return Cover(int.from_bytes(digest[:4]) % PATTERNS + 1, icon=icon)


# As `components/cover.html` asks for them.
SIZES = Filter.expand_spec(["fill-{320x180,640x360,1280x720}", "format-{avif,webp,jpeg}"])
HAS_NO_WORDS = _("Say what the picture shows, or that it only decorates.")
HAS_BOTH = _("A picture that only decorates needs no words. Clear them, or untick the box.")


class Pictured(models.Model):
    """A row with its own picture, a text alternative (or marked as decoration), and a credit."""

    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Never a picture of a victim. Without a picture, the page shows its weave."),
    )
    picture_id: int | None
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("In words, for those who do not see it. Empty for a picture that only decorates."),
    )
    picture_decorative = models.BooleanField(_("the picture only decorates"), default=False)
    picture_credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who took the picture, as they wish to be named.")
    )

    picture_panels: ClassVar[list[Any]] = [
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("picture_decorative"),
        FieldPanel("picture_credit"),
    ]

    drawn_ahead: ClassVar[dict[str, list[str]]] = {"picture": SIZES}

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="%(class)s_picture_has_words_or_decorates",
                condition=Q(picture__isnull=True)
                | Q(picture_decorative=True, picture_alt="")
                | Q(picture_decorative=False) & ~Q(picture_alt=""),
                violation_error_message=HAS_NO_WORDS,
            )
        ]

    def clean(self) -> None:
        """Ask for words about the picture, or for the mark that it only decorates: one of both."""
        super().clean()
        if self.picture_id is None:
            return
        if not self.picture_alt and not self.picture_decorative:
            raise ValidationError({"picture_alt": HAS_NO_WORDS})
        if self.picture_alt and self.picture_decorative:
            raise ValidationError({"picture_alt": HAS_BOTH})

    def covered(self, cover: Cover) -> Cover:
        """Return `cover` with the photograph in its place, where there is one. It must be loaded, or costs a query."""
        if self.picture_id is None or self.picture is None:
            return cover
        return Cover(cover.pattern, self.picture, self.picture_alt, self.picture_credit)


def picture_panel() -> MultiFieldPanel:
    return MultiFieldPanel(Pictured.picture_panels, _("Picture"))


PICTURE_FIELDS = ("picture", "picture_alt", "picture_decorative", "picture_credit")


def with_pictures[T: QuerySet](rows: T) -> T:
    """Return `rows` of a model with a picture with what `components/cover.html` needs of it.

    One query more, however many rows have a photograph, and none where no row has one.
    """
    return rows.select_related("picture").prefetch_related("picture__renditions")


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
