"""A photograph that an editor puts in the place of the pattern: one declaration for every row that may have one."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images.models import Filter

from .addresses import Cover

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
