"""Facts of a call, in no language."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from coalition.pages.revisions import Revised
from coalition.pages.words import WordsField, in_language

MOST_POINTS = 5


class Call(Revised, ClusterableModel):
    """An open call for initiatives: from when to when, what it is judged by, and by when the answer comes."""

    revised_fields = ("key", "opens_at", "closes_at", "answer_by", "gap", "budget_note")
    revised_children = {"criteria": ("names", "weight", "sort_order"), "documents": ("document", "sort_order")}

    key = models.SlugField(_("key"), max_length=60, help_text=_("Stable and unique, such as initiatives-2027."))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(
        _("closes"), help_text=_("Proposals that arrive later are not accepted, not even one second late.")
    )
    answer_by = models.DateField(
        _("answer by"), help_text=_("The page promises every association an answer by this day.")
    )
    gap = models.PositiveSmallIntegerField(
        _("points between two readers"),
        default=1,
        validators=[MaxValueValidator(MOST_POINTS)],
        help_text=_("If their means differ by more than so many points, a third reader is asked."),
    )
    budget_note = WordsField(
        _("note on the budget"),
        default=dict,
        blank=True,
        help_text=_("Such as: up to 10,000 euros for each initiative."),
    )

    class Meta:
        verbose_name = _("call for initiatives")
        verbose_name_plural = _("calls for initiatives")
        ordering = ["-opens_at", "key"]
        constraints = [
            models.UniqueConstraint(
                name="one_call_per_key", fields=["key"], violation_error_message=_("Another call has this key.")
            ),
            models.CheckConstraint(
                name="call_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("A call closes after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        super().clean()
        if self.answer_by and self.closes_at and self.answer_by < timezone.localdate(self.closes_at):
            raise ValidationError({"answer_by": _("Promise an answer after the call has closed.")})

    def has_opened(self, now: datetime | None = None) -> bool:
        return self.opens_at <= (now or timezone.now())

    def is_open(self, now: datetime | None = None) -> bool:
        """Say whether proposals are taken now. What is sent is judged by the database's clock, under a lock."""
        now = now or timezone.now()
        return self.opens_at <= now <= self.closes_at

    @property
    def budget_words(self) -> str:
        return in_language(self.budget_note)


class Criterion(Orderable):
    """What proposals are judged by. Each reader gives it 0 to 5 points; its weight counts in the mean."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="criteria")
    names = WordsField(_("criterion"), default=dict)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)], help_text=_("From 1 to 10.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                name="criterion_weighs_something",
                condition=Q(weight__range=(1, 10)),
                violation_error_message=_("Give a weight from 1 to 10."),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.names)


class CallDocument(Orderable):
    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document"))

    class Meta(Orderable.Meta):
        verbose_name = _("document of a call")
        verbose_name_plural = _("documents of calls")

    def __str__(self) -> str:
        return str(self.document)
