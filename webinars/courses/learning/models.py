"""Who learns: a secret link, perhaps an address, and how far they are. No account, no name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.privacy.links import LastingLink
from webinars.courses.lessons.models import Course, Lesson
from webinars.courses.quizzes.models import QuizQuestion


class Enrolment(LastingLink):
    """Somebody's way through a course. It opens by its secret link, or by the code that its holder keeps."""

    OPENS: ClassVar[str] = "enrolment"

    wagtail_reference_index_ignore = True

    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    email_digest = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet emails"), default=False)
    started_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("last used"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        default_permissions = ()  # nobody looks at them one by one
        constraints = [
            models.UniqueConstraint(
                name="one_enrolment_per_address_and_course", fields=["course", "email_digest"], condition=~Q(email="")
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Completion(models.Model):
    """That a lesson was gone through."""

    wagtail_reference_index_ignore = True

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="completions")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="completions")
    done_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("finished lesson")
        verbose_name_plural = _("finished lessons")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_completion_per_lesson", fields=["enrolment", "lesson"])]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.lesson}"


class QuizAnswer(models.Model):
    """What was answered last to a question. Once it was right it stays right, whatever is tried afterwards."""

    wagtail_reference_index_ignore = True

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="answers")
    question = models.ForeignKey(QuizQuestion, models.CASCADE, related_name="answers")
    given = models.JSONField(default=list)
    is_right = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=1)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to a question of a lesson")
        verbose_name_plural = _("answers to questions of lessons")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_answer_per_question", fields=["enrolment", "question"])]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.question}"


class HandIn(models.Model):
    """Answers that were sent once: the same, sent again when the network returned, change nothing."""

    wagtail_reference_index_ignore = True

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="hand_ins")
    key = models.UUIDField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answers that were handed in")
        verbose_name_plural = _("answers that were handed in")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="each_hand_in_once", fields=["enrolment", "key"])]

    def __str__(self) -> str:
        return str(self.key)
