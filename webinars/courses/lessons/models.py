"""What is taught, in facts that exist once; the words of course and lessons are pages, one for each language."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from coalition.pages.words import WordsField, in_language
from webinars.replays.models import Replay


class Course(ClusterableModel):
    """A course: modules in an order, and how much of its questions must be answered right for a certificate."""

    key = models.SlugField(
        _("short name"),
        max_length=60,
        unique=True,
        help_text=_("In addresses, the same in every language: local-policies."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Percentage of the questions of the course to answer right for the certificate."),
    )
    is_open = models.BooleanField(
        pgettext_lazy("of a course", "open"),
        default=True,
        help_text=_("Whether people may enrol. Whoever is enrolled already goes on in any case."),
    )

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="course_pass_mark_is_a_percentage",
                condition=Q(pass_mark__gte=1, pass_mark__lte=100),
                violation_error_message=_("The pass mark lies between 1 and 100."),
            )
        ]

    def __str__(self) -> str:
        return self.key


class Module(Orderable, ClusterableModel):
    """A part of a course: some lessons under one name."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="modules", verbose_name=_("course"))
    key = models.SlugField(_("short name"), max_length=60, blank=True, help_text=_("Leave empty to have it filled in."))
    names = WordsField(_("name"), default=dict)
    summaries = WordsField(_("summary"), default=dict, blank=True, max_length=400)

    class Meta(Orderable.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        constraints = [
            models.UniqueConstraint(
                name="each_module_once_in_a_course",
                fields=["course", "key"],
                violation_error_message=_("Another module has this short name."),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.names) or self.key


class Lesson(Orderable, ClusterableModel):
    """One lesson. Its words are in `pages`, its questions in `quizzes`; a video is a recording of this site."""

    module = ParentalKey(Module, on_delete=models.CASCADE, related_name="lessons", verbose_name=_("module"))
    key = models.SlugField(_("short name"), max_length=60, blank=True, help_text=_("Leave empty to have it filled in."))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10, help_text=_("About how long it takes."))
    replay = models.ForeignKey(
        Replay, models.SET_NULL, null=True, blank=True, related_name="lessons", verbose_name=_("recording")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.UniqueConstraint(
                name="each_lesson_once_in_a_module",
                fields=["module", "key"],
                violation_error_message=_("Another lesson has this short name."),
            )
        ]

    def __str__(self) -> str:
        return self.key
