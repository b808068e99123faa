"""Limits on the seats of an event that lie in each other: who may have how many, and for whom some are kept."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from coalition.languages.names import listed
from coalition.languages.words import WordsField, in_language
from coalition.members.models import LocalGovernment
from events.models import Event
from events.rules import known

from .options import keys_of, lines, rows


class SeatKind(models.TextChoices):
    ON_SITE = "on-site", _("In person")
    ONLINE = "online", _("Online")
    DELEGATION = "delegation", _("Delegations")
    PRESS = "press", _("Press")


SECTIONS = LocalGovernment.Section
REGION = _("Your region")  # the question
KINDS = ("", "on-site", "online", "delegation", "press")
REGIONS = (
    "", "africa", "asia-pacific", "eurasia", "europe", "latin-america", "middle-east-west-asia", "north-america",
    "metropolitan",
)  # fmt: skip


class Quota(models.Model):
    """At most so many seats for a group of people, or so many kept for them until a set time.

    The group is everyone (no kind or region), who takes a seat of one kind, who comes from one region, or both.
    """

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="quotas", verbose_name=_("event"))
    kind = models.CharField(
        _("kind of seats"),
        max_length=10,
        choices=SeatKind,
        blank=True,
        help_text=_("Leave empty for seats of every kind."),
    )
    region = models.CharField(
        _("region"), max_length=25, choices=SECTIONS, blank=True, help_text=_("Leave empty for people of every region.")
    )
    at_most = models.PositiveIntegerField(_("at most"), null=True, blank=True, help_text=_("Leave empty for no limit."))
    reserved = models.PositiveIntegerField(
        _("kept for them"), default=0, blank=True, help_text=_("These seats are kept for them until they are released.")
    )
    released_before = models.PositiveSmallIntegerField(
        _("released, hours before the start"), null=True, blank=True,
        help_text=_(
            "From then on, kept seats that are still free are open to everyone. Leave empty to keep them to the "
            "end."
        ),
    )  # fmt: skip

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_quota_per_group",
                fields=["event", "kind", "region"],
                violation_error_message=_("There is a quota for this group already."),
            ),
            known("quota_kind_is_known", _("Choose one of the kinds of seats."), kind=KINDS),
            known("quota_region_is_known", _("Choose one of the regions."), region=REGIONS),
            models.CheckConstraint(
                name="quota_limits_or_keeps",
                condition=Q(at_most__isnull=False, at_most__gte=1) | Q(reserved__gte=1),
                violation_error_message=_("Say how many seats they get at most, or how many are kept for them."),
            ),
            models.CheckConstraint(
                name="quota_keeps_no_more_than_its_limit",
                condition=Q(at_most=None) | Q(reserved__lte=F("at_most")),
                violation_error_message=_("The number of seats kept for them cannot be higher than their maximum."),
            ),
            models.CheckConstraint(
                name="quota_keeps_seats_for_somebody",
                condition=Q(reserved=0) | ~Q(kind="", region=""),
                violation_error_message=_("Seats are kept for a kind or a region, not for everyone."),
            ),
        ]

    def __str__(self) -> str:
        parts = (self.get_kind_display(), self.get_region_display())
        return " · ".join(str(part) for part in parts if part) or str(_("Everyone"))

    def kept(self, remaining: timedelta) -> int:
        """Return how many seats are kept for this group when the event starts in `remaining`."""
        is_released = self.released_before is not None and remaining <= timedelta(hours=self.released_before)
        return 0 if is_released else self.reserved


class Origin(models.Model):
    """From where somebody comes, where an event has quotas by region."""

    region = models.CharField(_("region"), max_length=25, choices=SECTIONS, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def comes_from(self) -> str:
        """From where they say that they come, for hosts. Nothing of who was forgotten."""
        return str(self.get_region_display()) if self.name else ""  # type: ignore[attr-defined]

    comes_from.fget.short_description = _("comes from")  # type: ignore[attr-defined]


def origin_in_words(row: Any) -> list[tuple[str, str]]:
    """Return what `row` says of where its person comes from, as they were asked."""
    return [(str(REGION), row.comes_from)] if row.comes_from else []


LONGEST = 500  # characters of an answer in words


class OptionsField(WordsField):
    """Answers to choose from in each language, one a line and in the same order."""

    longest = 2000


class Question(Orderable):
    """One question of an event's form. Answers about food and access are kept apart, and for a shorter time."""

    class Kind(models.TextChoices):
        TEXT = "text", _("in words")
        CHOICE = "choice", _("one of several answers")
        SEVERAL = "several", _("any of several answers")

    class Asked(models.TextChoices):
        AFTERWARDS = "afterwards", _("after the seat, on one’s own page")
        FIRST = "first", _("on the form: a seat cannot be given without it")

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="questions", verbose_name=_("event"))
    text = WordsField(_("question"), default=dict)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind, default=Kind.TEXT)
    options = OptionsField(
        _("answers"),
        default=dict,
        blank=True,
        help_text=_(
            "One a line, in the same order in each language. If you correct the wording of an answer, what people "
            "chose is kept."
        ),
    )
    # What is kept of each answer to choose from, in the order of the lines. It stays while their words are corrected.
    keys = models.JSONField(default=list, db_default=[], editable=False)
    required = models.BooleanField(_("must be answered"), default=False)
    asked = models.CharField(
        _("asked"), max_length=10, choices=Asked, default=Asked.AFTERWARDS, db_default=Asked.AFTERWARDS,
        help_text=_("Each question on the form costs registrations. Those afterwards are told there and by email."),
    )  # fmt: skip
    seats = models.CharField(
        _("for these seats only"),
        max_length=10,
        choices=SeatKind,
        blank=True,
        help_text=_("Leave empty for all seats."),
    )
    is_need = models.BooleanField(
        _("about food or access"), default=False,
        help_text=_("These answers are kept apart, and erased 30 days after the event."),
    )  # fmt: skip

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            known(
                "question_kind_is_known", _("Choose one of the kinds of answers."), kind=["text", "choice", "several"]
            ),
            known("question_seats_are_known", _("Choose one of the kinds of seats."), seats=KINDS),
            known("question_is_asked_at_a_known_time", _("Choose when it is asked."), asked=["afterwards", "first"]),
            models.CheckConstraint(
                name="question_to_choose_has_answers",
                condition=Q(kind="text") | ~Q(options={}),
                violation_error_message=_("Give the answers to choose from."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.text)

    @property
    def is_asked_first(self) -> bool:
        """Whether a seat is given only with an answer, so that the form asks it."""
        return self.asked == self.Asked.FIRST

    def is_asked_for(self, seats: str) -> bool:
        """Say whether it is asked of who has seats of the kind `seats`."""
        return self.seats in ("", seats)

    @property
    def field_name(self) -> str:
        return f"question_{self.pk}"

    def clean(self) -> None:
        """Refuse answers of which one language has more than another: nobody could say which belong together."""
        super().clean()
        numbers = {code: len(lines(text)) for code, text in self.options.items()}
        if self.kind != self.Kind.TEXT and len(set(numbers.values())) > 1:
            counted = listed(f"{get_language_info(code)['name_local']}: {number}" for code, number in numbers.items())
            words = _(
                "Give the same number of answers in each language, in the same order. Now there are: %(counted)s."
            )
            raise ValidationError({"options": words % {"counted": counted}})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; answers whose words were corrected, translated or moved keep their keys."""
        fields = kwargs.get("update_fields")
        if fields is None or "options" in fields:
            stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
            before = stored or self
            self.keys = keys_of(self.options, before.options, before.keys)
            kwargs |= {"update_fields": {*fields, "keys"}} if fields is not None else {}
        super().save(*args, **kwargs)

    def choices(self) -> list[tuple[str, str]]:
        """Return each answer to choose from: what is kept of it, whatever the language, and its words in this one."""
        language = get_language() or settings.LANGUAGE_CODE
        return [(key, in_language(row, language)) for key, row in zip(self.keys, rows(self.options), strict=False)]

    def given(self, answer: Any) -> Any:
        """Return what was answered as this question's field takes it, whatever kind of answer it was before."""
        if self.kind == self.Kind.SEVERAL:
            return answer if isinstance(answer, list) else [answer]
        one_of_several = isinstance(answer, list) and len(answer) == 1 and self.kind == self.Kind.CHOICE
        return answer[0] if one_of_several else self.in_words(answer) if isinstance(answer, list) else answer

    def in_words(self, answer: Any) -> str:
        """Return what was answered, in the active language; what is offered no more, in the words it had."""
        words = dict(self.choices())
        given = answer if isinstance(answer, list) else [answer]
        return listed(words.get(one, str(one)) for one in given)


class Told(models.Model):
    """What somebody answered to the questions of an event: by the question's key, and needs apart."""

    told = models.JSONField(default=dict, editable=False)
    needs = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    @property
    def answers_given(self) -> str:
        """What was answered to the event's own questions, in one line, for hosts."""
        return " · ".join(f"{question} {answer}" for question, answer in told_in_words(self))

    answers_given.fget.short_description = _("answers to the event’s questions")  # type: ignore[attr-defined]


TOLD = ("told", "needs")


def told_of(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in TOLD}


def told_in_words(row: Any, *, include_needs: bool = True) -> list[tuple[str, str]]:
    """Return each question of the event of `row` that was answered, and the answer, in the active language."""
    given = {**row.told, **row.needs} if include_needs else row.told
    if not given:
        return []
    questions = row.event.questions.all()
    return [(str(one), one.in_words(given[str(one.pk)])) for one in questions if str(one.pk) in given]


def kept_for(row: Any, seats: str) -> dict[str, dict[str, Any]]:
    """Return of the answers of `row` those that are asked for seats of the kind `seats`, as fields: one query."""
    others = row.event.questions.exclude(seats__in=["", seats]).values_list("pk", flat=True)
    dropped = {str(pk) for pk in others}
    return {name: {key: one for key, one in getattr(row, name).items() if key not in dropped} for name in TOLD}


def left_open(row: Any, seats: str, questions: Iterable[Question]) -> list[Question]:
    """Return which of `questions` are asked for seats of the kind `seats`, and `row` has not answered."""
    answered = {**row.told, **row.needs}
    return [one for one in questions if one.is_asked_for(seats) and str(one.pk) not in answered]
