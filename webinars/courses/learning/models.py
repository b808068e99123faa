"""Who learns: a secret link, perhaps an address, and how far they are. No account, no name."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.certificates.models import LETTERS
from coalition.privacy import tokens
from coalition.privacy.addresses import address_digest, keyed_digest, normalise
from coalition.privacy.codes import typed_code
from coalition.privacy.links import LastingLink, SecretLink
from webinars.courses.lessons.models import Course, Lesson
from webinars.courses.quizzes.models import QuizQuestion

CODE_LENGTH = 16  # signs, four groups of four: about 79 bits
WORKS_FOR = timedelta(minutes=30)


def code_digest(code: str) -> str:
    """Return the digest under which the resume code that was typed as `code` is looked up."""
    return keyed_digest("enrolment-code-typed", typed_code(code))


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def for_address(self, address: str) -> Self:
        return self.filter(email_digest=address_digest(address))

    def for_token(self, token: str) -> Self:
        return self.filter(token_digest=tokens.digest(token))

    def for_code(self, code: str) -> Self:
        """Return the one that the code typed as `code` opens: with or without dashes and spaces, in any case."""
        return self.filter(code_digest=code_digest(code))


class Enrolment(LastingLink):
    """Somebody's way through a course. It opens by its secret link, or by the code that its holder keeps."""

    ignore_in_cache = True
    hide_counts = True

    OPENS: ClassVar[str] = "enrolment"

    wagtail_reference_index_ignore = True

    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    email_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet emails"), default=False)
    started_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("last used"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the digest of its address; a new row gets those of its link and code."""
        if self._state.adding:
            self.code_digest = code_digest(self.code)
        self.email = normalise(self.email)
        self.email_digest = address_digest(self.email) if self.email else ""
        super().save(*args, **kwargs)

    @property
    def code(self) -> str:
        """The code that its holder keeps, such as K7QM-2VXD-9RTB-HH3W. Nothing keeps it, as with the link."""
        number, signs = int(keyed_digest("enrolment-code", self.nonce), 16), ""
        for _sign in range(CODE_LENGTH):
            number, sign = divmod(number, len(LETTERS))
            signs += LETTERS[sign]
        return typed_code(signs)

    def renew(self) -> None:
        """Draw another link and another code: once this is saved, those before open nothing."""
        super().renew()
        self.code_digest = code_digest(self.code)

    @property
    def discretion_source(self) -> str:
        """Name this learner's choice of discreet mails among those of their address."""
        return f"enrolment:{self.pk}"


class AddressRequest(SecretLink):
    """An address that somebody typed, to enrol or to find their courses again. Whether it is known is not asked yet."""

    ignore_in_cache = True
    hide_counts = True

    KEPT = WORKS_FOR

    wagtail_reference_index_ignore = True

    # Without one, the links of every course of the address are asked for.
    course = models.ForeignKey(Course, models.CASCADE, null=True, related_name="+", verbose_name=_("course"))
    email = models.EmailField(_("email"), max_length=254)
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet emails"), default=False)

    class Meta:
        verbose_name = _("course asked for by email")
        verbose_name_plural = _("courses asked for by email")
        default_permissions = ()  # nobody looks at them

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the digest of its address."""
        self.email = normalise(self.email)
        self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)

    @property
    def is_over(self) -> bool:
        """Whether the half hour has passed."""
        return self.created_at + WORKS_FOR <= timezone.now()


class Completion(models.Model):
    wagtail_reference_index_ignore = True
    ignore_in_cache = True
    hide_counts = True

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
    ignore_in_cache = True
    hide_counts = True

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
    ignore_in_cache = True
    hide_counts = True

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
